#include "modules/cases/desk.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "modules/bodies/api.hpp"
#include "modules/cases/children.hpp"
#include "modules/cases/contact_store.hpp"
#include "modules/cases/errors.hpp"
#include "modules/cases/number.hpp"
#include "modules/cases/part_store.hpp"
#include "modules/cases/records.hpp"
#include "modules/cases/schema.hpp"

namespace linli::cases {

namespace asio = boost::asio;
using storage::Snapshot;
using storage::Transaction;

std::string Desk::render(Snapshot& snapshot, const accounts::Caller& caller, const Case& entry,
                         std::string_view secret) {
  const View view{context_, snapshot, caller.district, caller.offset,
                  context_.catalogue.book(snapshot, caller.district, caller.offset)};
  const auto photos = entry.photos > 0 ? load_photos(snapshot, caller.district, entry.id) : std::vector<Photo>();
  const auto standing = standing_of(caller, entry);
  if (const auto packed = read_trail(entry.trail)) return case_json(view, entry, *packed, photos, standing, secret);
  const auto hops = load_hops(snapshot, caller.district, entry.id);
  std::vector<PackedHop> views;
  views.reserve(hops.size());
  for (const auto& hop : hops) views.push_back(view_of(hop));
  return case_json(view, entry, views, photos, standing, secret);
}

asio::awaitable<Result<std::string>> Desk::show(const accounts::Caller& caller, CaseId entry) {
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    const auto found = load_visible_case(snapshot, caller.district, entry, visible_scopes(caller));
    if (!found) return fail(kNotFound);
    return render(snapshot, caller, *found, {});
  };
  co_return co_await context_.store.read(work);
}

asio::awaitable<std::string> Desk::show_received(const accounts::Caller& caller, const Case& entry,
                                                 const std::string& secret) {
  auto work = [&](Snapshot& snapshot) { return render(snapshot, caller, entry, secret); };
  co_return co_await context_.store.read(work);
}

asio::awaitable<Result<std::string>> Desk::show_number(const accounts::Caller& caller, std::string number) {
  const auto exact = parse_number(number);
  if (!exact) co_return fail(kNotFound);
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    const auto id = find_number(snapshot, caller.district, *exact);
    if (!id) return fail(kNotFound);
    const auto found = load_visible_case(snapshot, caller.district, *id, visible_scopes(caller));
    if (!found) return fail(kNotFound);
    return render(snapshot, caller, *found, {});
  };
  co_return co_await context_.store.read(work);
}

Result<void> Desk::check_target(Snapshot& snapshot, DistrictId district, Lead target) {
  if (!target) return {};
  const bool known = target.kind == LeadKind::Grid
                         ? context_.atlas.place_of_grid(district, GridId{target.id}).has_value()
                         : bodies::body_name(snapshot, district, BodyId{target.id}).has_value();
  if (known) return {};
  return fail(kBadStep, {{"to",
                          std::nullopt,
                          std::to_string(target.id),
                          {"没有这个网格或单位", "There is no such grid or body"},
                          {"请从列表中重新选择", "Choose again from the list"}}});
}

Result<Outcome> Desk::outcome_from(Snapshot& snapshot, const accounts::Caller& caller, const Case& current,
                                   const Command& command) {
  if (command.version != 0 && command.version != current.version) return fail(kStale);
  if (auto target = check_target(snapshot, caller.district, command.to); !target) return fail(target.error());
  return decide(current, command, standing_of(caller, current), snapshot.now(),
                context_.rules_of(snapshot, caller.district, caller.offset));
}

Result<Outcome> Desk::outcome_of(Snapshot& snapshot, const accounts::Caller& caller, CaseId entry,
                                 const Command& command) {
  const auto current = load_visible_case(snapshot, caller.district, entry, visible_scopes(caller));
  if (!current) return fail(kNotFound);
  return outcome_from(snapshot, caller, *current, command);
}

Result<Case> Desk::take_in(Transaction& transaction, const accounts::Caller& caller, CaseId entry,
                           const Command& command) {
  const auto current = load_visible_case(transaction, caller.district, entry, visible_scopes(caller));
  if (!current) return fail(kNotFound);
  auto outcome = outcome_from(transaction, caller, *current, command);
  if (!outcome) return fail(outcome.error());
  const auto pen = context_.pen(transaction, caller.district, caller.offset);
  const Author author{storage::ActorKind::Staff, caller.account};
  if (command.step == Step::SplitOff)
    if (auto child = write_child(context_, transaction, pen, *current, command, author); !child)
      return fail(child.error());
  return write_change(transaction, pen, *current, std::move(*outcome), command.photos, author);
}

namespace {

// The version that the step itself came to: whoever decided two steps at once decided the second one on it.
std::string with_version(std::string json, std::int64_t version) {
  LINLI_ASSERT(json.ends_with('}'));
  json.pop_back();
  return json + R"(,"taken_version":)" + std::to_string(version) + "}";
}

}  // namespace

Result<std::string> Desk::take_once(Transaction& transaction, const accounts::Caller& caller, CaseId entry,
                                    const Command& command, const std::optional<storage::SentRequest>& sent) {
  if (const auto earlier = sent ? storage::find_earlier(transaction, *sent) : std::nullopt) {
    // Shown even when the step moved the case out of the caller's sight: the first answer did the same.
    const auto current = load_case(transaction, caller.district, CaseId{earlier->subject});
    if (!earlier->same || !current) return fail(kKeyReused);
    return with_version(render(transaction, caller, *current, {}), earlier->version);
  }
  const auto written = take_in(transaction, caller, entry, command);
  if (!written) return fail(written.error());
  auto json = render(transaction, caller, *written, {});
  if (!sent) return json;
  storage::keep_sent(transaction, *sent, entry.value, written->version);
  return with_version(std::move(json), written->version);
}

asio::awaitable<Result<std::string>> Desk::take(const accounts::Caller& caller, CaseId entry, Command command,
                                                std::optional<storage::SentRequest> sent) {
  auto work = [&](Transaction& transaction) { return take_once(transaction, caller, entry, command, sent); };
  try {
    co_return co_await context_.store.write(work);
  } catch (const storage::ConstraintError&) {
    // Two tries with one key at the same moment (PostgreSQL): by now the other one's step stands there.
    if (!sent) throw;
  }
  co_return co_await context_.store.write(work);
}

asio::awaitable<Result<std::string>> Desk::read_contact(const accounts::Caller& caller, CaseId entry,
                                                        std::string reason) {
  if (trim(reason).empty())
    co_return fail(kBadStep, {{"reason",
                               std::nullopt,
                               {},
                               {"没有填写查看原因", "No reason was given"},
                               {"请写明为什么要看，例如：回访", "Say why you need it, for instance: to call back"}}});
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    const auto found = load_visible_case(transaction, caller.district, entry, visible_scopes(caller));
    if (!found) return fail(kNotFound);
    auto contact = open_contact(transaction, caller.district, entry, context_.store.keys());
    const auto words = found->confidential ? open_text(transaction, caller.district, entry, context_.store.keys())
                                           : std::optional<std::string>();
    if (!contact && !words) return fail(kNoContact);
    // Who reported a confidential matter is for the desk, not for the unit that handles it.
    if (found->confidential && !caller.may(accounts::Right::CasesDispatch)) contact.reset();
    const Reading reading{transaction.now(), caller.account, std::string(trim(reason))};
    const auto id = insert_reading(transaction, caller.district, entry, reading);
    storage::Event event;
    event.district = caller.district;
    event.kind = "cases.contact_read";
    event.actor_kind = storage::ActorKind::Staff;
    event.actor = caller.account;
    event.subject_kind = "case";
    event.subject_id = entry.value;
    event.rows = {{&kReadings, {entry.value, id}}};
    transaction.record(event);
    JsonWriter w;
    w.begin_object().key("name");
    !contact || contact->name.empty() ? w.value(nullptr) : w.value(contact->name);
    w.key("phone");
    !contact || contact->phone.empty() ? w.value(nullptr) : w.value(contact->phone);
    return w.field("text", words).end_object().take();
  };
  co_return co_await context_.store.write(work);
}

asio::awaitable<Result<std::string>> Desk::readings(const accounts::Caller& caller, CaseId entry) {
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    if (!load_visible_case(snapshot, caller.district, entry, visible_scopes(caller))) return fail(kNotFound);
    JsonWriter w;
    w.begin_object().key("items").begin_array();
    for (const auto& reading : load_readings(snapshot, caller.district, entry)) {
      w.begin_object().field("at", format_instant(reading.at, caller.offset)).key("who").begin_object();
      w.field("id", reading.account).field("name", context_.names.account(snapshot, caller.district, reading.account));
      w.end_object().field("reason", reading.reason).end_object();
    }
    return w.end_array().field("next", nullptr).end_object().take();
  };
  co_return co_await context_.store.read(work);
}

asio::awaitable<Result<Photo>> Desk::photo(const accounts::Caller& caller, PhotoId photo) {
  auto work = [&](Snapshot& snapshot) -> Result<Photo> {
    auto found = load_photo(snapshot, caller.district, photo);
    if (!found || !found->case_id) return fail(kNoPhoto);
    if (!load_visible_case(snapshot, caller.district, found->case_id, visible_scopes(caller))) return fail(kNoPhoto);
    return std::move(*found);
  };
  co_return co_await context_.store.read(work);
}

asio::awaitable<int> Desk::close_quiet_cases(DistrictId district, Offset offset) {
  constexpr int kPortion = 200;
  auto work = [&](Transaction& transaction) {
    const auto pen = context_.pen(transaction, district, offset);
    const auto before = transaction.now() - std::chrono::days{pen.rules.close_after_days};
    int closed = 0;
    for (const auto id : verified_before(transaction, district, before, kPortion)) {
      const auto current = load_case(transaction, district, id);
      if (!current) continue;
      auto outcome =
          decide(*current, {.step = Step::Close, .reason = "核查通过，居民未提异议 / verified, and nobody objected"},
                 Standing{}, transaction.now(), pen.rules);
      if (outcome && write_change(transaction, pen, *current, std::move(*outcome), {}, {})) ++closed;
    }
    return closed;
  };
  co_return co_await context_.store.write(work);
}

asio::awaitable<int> Desk::drop_old_keys(DistrictId district) {
  constexpr int kPortion = 500;
  auto work = [&](Transaction& transaction) {
    const auto before = transaction.now() - std::chrono::days{context_.rules.request_key_days};
    return storage::drop_sent(transaction, district, before, kPortion);
  };
  co_return co_await context_.store.write(work);
}

}  // namespace linli::cases
