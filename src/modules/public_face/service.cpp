#include "modules/public_face/service.hpp"

#include <algorithm>

#include "modules/public_face/errors.hpp"
#include "modules/public_face/rules.hpp"
#include "modules/public_face/store.hpp"

namespace linli::public_face {

namespace asio = boost::asio;
using accounts::Caller;
using storage::Snapshot;
using storage::Transaction;

namespace {

// The matter and every class above it: a filter may name any of them.
std::vector<MatterId> found_by(const catalogue::Book& book, MatterId matter) {
  std::vector<MatterId> chain;
  for (const auto* one = book.find(matter); one != nullptr; one = one->parent ? book.find(one->parent) : nullptr)
    chain.push_back(one->id);
  return chain;
}

storage::Event event_of(const Caller& caller, std::string_view kind, const Release& release) {
  storage::Event event{.district = caller.district, .kind = kind, .actor_kind = storage::ActorKind::Staff};
  event.actor = caller.account;
  event.subject_kind = "case";
  event.subject_id = release.entry.value;
  event.rows = {{&kReleases, {release.id.value}}};
  return event;
}

void write_text(JsonWriter& w, const PublicText& text) {
  w.begin_object().field("title", text.title).field("problem", text.problem).field("result", text.result).end_object();
}

void write_history(JsonWriter& w, Snapshot& snapshot, const Caller& caller, const Release& release) {
  const auto name = [&](AccountId account) { return accounts::account_name(snapshot, caller.district, account); };
  w.begin_object().field("id", release.id).key("text");
  write_text(w, release.text);
  w.field("photos", release.photos).field("marks_left", release.marks_left);
  w.field("released_at", format_instant(release.released_at, caller.offset));
  w.field("released_by", name(release.released_by)).key("withdrawn_at");
  release.withdrawn_at ? w.value(format_instant(*release.withdrawn_at, caller.offset)) : w.value(nullptr);
  w.field("withdrawn_by", release.withdrawn_at ? name(release.withdrawn_by) : std::nullopt);
  w.field("reason", release.withdrawn_reason).end_object();
}

}  // namespace

Result<PublicFace::Opened> PublicFace::open(Snapshot& snapshot, const Caller& caller, CaseId entry) {
  auto found = parts_.work.pick(snapshot, caller, std::span(&entry, 1), {}, 1);
  if (!found) return fail(found.error());
  if (found->empty()) return fail(kNotFound);
  Opened opened{
      std::move(found->front()), nullptr, parts_.catalogue.book(snapshot, caller.district, caller.offset), {}};
  opened.matter = opened.book->find(opened.entry.matter);
  // Only compared with the text, never shown: no reading.
  if (const auto contact = cases::contact_to_notify(snapshot, parts_.store.keys(), caller.district, entry))
    opened.names.push_back(contact->name);
  return opened;
}

std::string PublicFace::render(Snapshot& snapshot, const Caller& caller, const Opened& opened) {
  const auto& entry = opened.entry;
  const auto allowed = may_release(entry, opened.matter);
  const auto all = releases_of(snapshot, caller.district, entry.id);
  const bool live = !all.empty() && !all.front().withdrawn_at;
  JsonWriter w;
  w.begin_object().field("allowed", allowed.has_value()).key("why");
  allowed ? w.value(nullptr) : w.value(allowed.error().message);
  w.key("release");
  live ? write_history(w, snapshot, caller, all.front()) : static_cast<void>(w.value(nullptr));
  w.key("history").begin_array();
  for (const auto& one : all)
    if (one.withdrawn_at) write_history(w, snapshot, caller, one);
  w.end_array().key("proposal");
  if (allowed) {
    write_text(w, {opened.matter->name.zh, masked(entry.text, opened.names), masked(entry.result, opened.names)});
  } else {
    w.value(nullptr);
  }
  return w.end_object().take();
}

asio::awaitable<Result<std::string>> PublicFace::proposal(const Caller& caller, CaseId entry) {
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    const auto opened = open(snapshot, caller, entry);
    if (!opened) return fail(opened.error());
    return render(snapshot, caller, *opened);
  };
  co_return co_await parts_.store.read(work);
}

asio::awaitable<Result<std::string>> PublicFace::marks(const Caller& caller, CaseId entry, PublicText text) {
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    const auto opened = open(snapshot, caller, entry);
    if (!opened) return fail(opened.error());
    JsonWriter w;
    w.begin_object().key("items").begin_array();
    const std::pair<const char*, const std::string*> fields[] = {
        {"title", &text.title}, {"problem", &text.problem}, {"result", &text.result}};
    for (const auto& [field, words] : fields) {
      for (const auto& mark : marks_in(*words, opened->names)) {
        w.begin_object().field("field", field).field("kind", to_string(mark.kind)).field("text", mark.text);
        w.field("from", static_cast<std::int64_t>(mark.from));
        w.field("length", static_cast<std::int64_t>(mark.length)).end_object();
      }
    }
    return w.end_array().field("next", nullptr).end_object().take();
  };
  co_return co_await parts_.store.read(work);
}

Result<void> PublicFace::write_release(Transaction& transaction, const Caller& caller, const Opened& opened,
                                       const NewRelease& wanted) {
  const auto& entry = opened.entry;
  const auto marked = faults_of(wanted.text, opened.names);
  if (!marked.empty() && !wanted.marks_seen) return fail(kMarksLeft, marked);
  Release release;
  release.id = transaction.new_id_as<ReleaseId>();
  release.entry = entry.id;
  release.matter = entry.matter;
  release.subdistrict = entry.where.subdistrict;
  release.community = entry.where.community;
  release.text = wanted.text;
  release.received_at = entry.received_at;
  release.settled_at = entry.done_at.value_or(entry.ended_at.value_or(transaction.now()));
  release.marks_left = static_cast<int>(marked.size());
  release.photos = static_cast<int>(wanted.photos.size());
  release.released_at = transaction.now();
  release.released_by = caller.account;
  if (!insert_release(transaction, caller.district, release)) return fail(kAlready);
  insert_scopes(transaction, caller.district, release, found_by(*opened.book, entry.matter));
  auto event = event_of(caller, "public_face.released", release);
  int seq = 0;
  for (const auto& photo : wanted.photos) {
    auto taken = cases::take_photo(transaction, caller.district, photo.id);
    if (!taken) return fail(kBadPhoto);
    insert_photo(transaction, caller.district, release.id, ++seq,
                 {taken->digest, taken->thumb_digest, taken->width, taken->height, photo.description});
    event.rows.push_back({&kPublicPhotos, {release.id.value, seq}});
  }
  transaction.record(event);
  return {};
}

asio::awaitable<Result<std::string>> PublicFace::release(const Caller& caller, CaseId entry, NewRelease wanted) {
  if (auto faults = check_text(wanted.text); !faults.empty()) co_return fail(kBadText, std::move(faults));
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    const auto opened = open(transaction, caller, entry);
    if (!opened) return fail(opened.error());
    if (auto allowed = may_release(opened->entry, opened->matter); !allowed) return fail(allowed.error());
    if (auto done = write_release(transaction, caller, *opened, wanted); !done) return fail(done.error());
    return render(transaction, caller, *opened);
  };
  co_return co_await parts_.store.write(work);
}

asio::awaitable<Result<std::string>> PublicFace::withdraw(const Caller& caller, CaseId entry, std::string reason) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    const auto opened = open(transaction, caller, entry);
    if (!opened) return fail(opened.error());
    auto all = releases_of(transaction, caller.district, entry);
    if (all.empty()) return fail(kNotFound);
    auto& release = all.front();
    if (release.withdrawn_at) return fail(kAlreadyWithdrawn);
    release.withdrawn_at = transaction.now();
    release.withdrawn_by = caller.account;
    release.withdrawn_reason = reason;
    withdraw_release(transaction, caller.district, release);
    transaction.record(event_of(caller, "public_face.withdrawn", release));
    return render(transaction, caller, *opened);
  };
  co_return co_await parts_.store.write(work);
}

}  // namespace linli::public_face
