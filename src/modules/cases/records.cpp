#include "modules/cases/records.hpp"

#include <utility>

#include "base/json_writer.hpp"
#include "base/text.hpp"
#include "modules/cases/clocks.hpp"
#include "modules/cases/contact_store.hpp"
#include "modules/cases/errors.hpp"
#include "modules/cases/names.hpp"
#include "modules/cases/number.hpp"
#include "modules/cases/part_store.hpp"
#include "modules/cases/schema.hpp"
#include "modules/cases/scope_store.hpp"
#include "modules/cases/trail.hpp"

namespace linli::cases {

using storage::RowRef;
using storage::Transaction;

std::string_view event_kind(Step step) {
  switch (step) {
    case Step::Receive:
      return "cases.received";
    case Step::Dispatch:
      return "cases.dispatched";
    case Step::Accept:
      return "cases.accepted";
    case Step::Return:
      return "cases.returned";
    case Step::HandOn:
      return "cases.handed_on";
    case Step::Done:
      return "cases.done";
    case Step::Verify:
      return "cases.verified";
    case Step::Reject:
      return "cases.rejected";
    case Step::Close:
      return "cases.closed";
    case Step::Reopen:
      return "cases.reopened";
    case Step::Withdraw:
      return "cases.withdrawn";
    case Step::Rate:
      return "cases.rated";
    case Step::Note:
      return "cases.noted";
    case Step::Designate:
      return "cases.designated";
    case Step::Confer:
      return "cases.conferred";
    case Step::CoHandle:
      return "cases.co_handled";
    case Step::Answer:
      return "cases.answered";
    case Step::Whistle:
      return "cases.whistled";
    case Step::Assess:
      return "cases.assessed";
    case Step::Urge:
      return "cases.urged";
    case Step::Supervise:
      return "cases.supervised";
    case Step::Release:
      return "cases.released";
    case Step::Copy:
      return "cases.copied";
    case Step::Divert:
      return "cases.diverted";
    case Step::Conceal:
      return "cases.concealed";
    case Step::Recuse:
      return "cases.recused";
    case Step::Revisit:
      return "cases.revisited";
    case Step::AskPause:
      return "cases.pause_asked";
    case Step::AskExtension:
      return "cases.extension_asked";
    case Step::AskExclusion:
      return "cases.exclusion_asked";
    case Step::Approve:
      return "cases.approved";
    case Step::Refuse:
      return "cases.refused";
    case Step::Resume:
      return "cases.resumed";
    case Step::Escalate:
      return "cases.escalated";
    case Step::Warn:
      return "cases.warned";
    case Step::SplitOff:
      return "cases.split_off";
    case Step::Contact:
      return "cases.contacted";
    case Step::Retime:
      return "cases.retimed";
    case Step::Merge:
      return "cases.merged";
    case Step::Split:
      return "cases.split";
  }
  std::unreachable();
}

namespace {

constexpr int kNumberAttempts = 16;
constexpr std::string_view kConcealedText = "（保密诉求：内容须说明理由后查看，查看会被记录）";

// Nothing that a person wrote: texts may name people. The row's digest vouches for them all the same.
std::string brief(const Case& entry) {
  JsonWriter w;
  w.begin_object().field("number", entry.number).field("state", to_string(entry.state)).field("matter", entry.matter);
  w.field("lead_kind", to_string(entry.lead.kind)).field("lead", std::to_string(entry.lead.id));
  return w.field("version", entry.version).end_object().take();
}

storage::Event event_of(const Pen& pen, const Case& entry, const std::vector<Hop>& hops, const Author& author) {
  storage::Event event;
  event.district = pen.district;
  event.kind = event_kind(hops.front().step);
  event.actor_kind = author.kind;
  event.actor = author.account;
  event.subject_kind = "case";
  event.subject_id = entry.id.value;
  event.after = brief(entry);
  event.rows.push_back({&kCases, {entry.id.value}});
  for (const auto& hop : hops) event.rows.push_back({&kHops, {entry.id.value, hop.seq}});
  return event;
}

Result<void> claim_photos(Transaction& transaction, const Pen& pen, CaseId entry, std::span<const PhotoId> photos,
                          std::vector<RowRef>& rows) {
  for (const auto photo : photos) {
    if (!claim_photo(transaction, pen.district, photo, entry))
      return fail(kNoPhoto, {{"photo_ids",
                              std::nullopt,
                              to_string(photo),
                              {"没有这张照片或已用于别的诉求", "No such photo, or another case has it"},
                              {"请重新上传，或去掉这张照片", "Upload it again, or leave it out"}}});
    rows.push_back({&kPhotos, {photo.value}});
  }
  return {};
}

void project(Transaction& transaction, const Pen& pen, const Case* before, const Case& after) {
  for (const auto& projection : pen.projections) projection(transaction, pen, before, after);
}

void announce(Transaction& transaction, const Pen& pen, const Change& change) {
  for (const auto& listener : pen.listeners) listener(transaction, pen, change);
}

void tell(Transaction& transaction, const Pen& pen, const Case& entry) {
  if (pen.hub == nullptr || pen.hub->streams() == 0) return;
  JsonWriter w;
  w.begin_object().field("id", entry.id).field("state", to_string(entry.state)).field("grid_id", entry.where.grid);
  http::LiveMessage of_case{"case", w.field("version", entry.version).end_object().take(), entry.scopes};
  w.begin_object().field("area_id", areas::smallest(entry.where));
  http::LiveMessage of_board{"board", w.end_object().take(), entry.scopes};
  transaction.after_commit([hub = pen.hub, of_case = std::move(of_case), of_board = std::move(of_board)] {
    hub->publish(of_case);
    hub->publish(of_board);
  });
}

// The words of a confidential matter leave the row; they are read one by one, with a reason, and each reading is
// logged.
std::string conceal(Case& entry) { return std::exchange(entry.text, std::string(kConcealedText)); }

void seal_words(Transaction& transaction, const Pen& pen, CaseId entry, const std::string& words,
                std::vector<RowRef>& rows) {
  if (words.empty() || pen.keys == nullptr) return;
  seal_text(transaction, pen.district, entry, words, *pen.keys);
  rows.push_back({&kTexts, {entry.value}});
}

// A case from before there were trails keeps none: one that lacks its beginning would be wrong.
void extend_trail(Case& entry, std::span<const Hop> hops, bool whole) {
  if (!whole) return;
  for (const auto& hop : hops) entry.trail += pack_hop(hop);
}

bool insert_numbered(Transaction& transaction, const Pen& pen, Case& entry, const CaseSecrets& secrets) {
  const auto day = date_of(entry.received_at, pen.offset);
  for (int attempt = 0; attempt < kNumberAttempts; ++attempt) {
    entry.number = case_number(entry.id, day, attempt);
    if (insert_case(transaction, pen.district, entry, secrets)) return true;
  }
  return false;
}

}  // namespace

Result<Case> write_new(Transaction& transaction, const Pen& pen, Outcome outcome, const CaseSecrets& secrets,
                       const Contact& contact, std::span<const PhotoId> photos, const Author& author) {
  auto& entry = outcome.after;
  entry.photos = static_cast<int>(photos.size());
  entry.has_name = !trim(contact.name).empty();
  entry.has_phone = !trim(contact.phone).empty();
  std::vector<RowRef> claimed;
  if (auto result = claim_photos(transaction, pen, entry.id, photos, claimed); !result) return fail(result.error());
  entry.next_at = next_visit(entry, pen.rules);
  auto open_words = entry.confidential ? conceal(entry) : std::string();
  extend_trail(entry, outcome.hops, true);
  // Sixteen numbers taken in a row would mean that a hundred million cases came in on this day.
  const bool numbered = insert_numbered(transaction, pen, entry, secrets);
  LINLI_ASSERT(numbered);
  for (const auto& hop : outcome.hops) insert_hop(transaction, pen.district, entry.id, hop);
  insert_scopes(transaction, pen.district, entry, pen.offset);
  auto event = event_of(pen, entry, outcome.hops, author);
  if ((entry.has_name || entry.has_phone) && pen.keys != nullptr &&
      seal_contact(transaction, pen.district, entry.id, contact, *pen.keys))
    event.rows.push_back({&kContacts, {entry.id.value}});
  // A first dispatch may have been copied to the level above.
  save_parts(transaction, pen.district, Case{}, entry, event.rows);
  seal_words(transaction, pen, entry.id, open_words, event.rows);
  event.rows.insert(event.rows.end(), claimed.begin(), claimed.end());
  project(transaction, pen, nullptr, entry);
  announce(transaction, pen, {nullptr, entry, outcome.hops, author.kind, author.account});
  transaction.record(event);
  tell(transaction, pen, entry);
  return std::move(entry);
}

Result<Case> write_change(Transaction& transaction, const Pen& pen, const Case& before, Outcome outcome,
                          std::span<const PhotoId> photos, const Author& author) {
  auto& after = outcome.after;
  after.photos += static_cast<int>(photos.size());
  std::vector<RowRef> claimed;
  if (auto result = claim_photos(transaction, pen, after.id, photos, claimed); !result) return fail(result.error());
  after.next_at = next_visit(after, pen.rules);
  auto open_words = after.confidential && !before.confidential ? conceal(after) : std::string();
  extend_trail(after, outcome.hops, !before.trail.empty());
  if (!update_case(transaction, pen.district, after, before.version)) return fail(kStale);
  for (const auto& hop : outcome.hops) insert_hop(transaction, pen.district, after.id, hop);
  move_scopes(transaction, pen.district, before, after, pen.offset);
  project(transaction, pen, &before, after);
  announce(transaction, pen, {&before, after, outcome.hops, author.kind, author.account});
  auto event = event_of(pen, after, outcome.hops, author);
  event.before = brief(before);
  save_parts(transaction, pen.district, before, after, event.rows);
  save_requests(transaction, pen.district, before, after, event.rows);
  seal_words(transaction, pen, after.id, open_words, event.rows);
  event.rows.insert(event.rows.end(), claimed.begin(), claimed.end());
  transaction.record(event);
  tell(transaction, pen, after);
  return std::move(after);
}

}  // namespace linli::cases
