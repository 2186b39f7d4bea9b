// Answering: for the desks.
#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "modules/feedback/errors.hpp"
#include "modules/feedback/service.hpp"

namespace linli::feedback {

namespace asio = boost::asio;
using accounts::Caller;
using storage::ActorKind;
using storage::Snapshot;
using storage::Transaction;

namespace {

constexpr int kFeedbackPage = 50;
constexpr int kRaisedAtOnce = 100;

Viewer viewer_of(const Caller& caller) {
  Viewer viewer{caller.whole_district, caller.scopes, caller.scopes};
  viewer.parties.push_back(caller.account.value);
  return viewer;
}

std::optional<FeedbackMark> read_feedback_mark(std::string_view cursor) {
  const auto dot = cursor.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  FeedbackMark mark;
  const auto left = std::from_chars(cursor.data(), cursor.data() + dot, mark.due_at);
  const auto right = std::from_chars(cursor.data() + dot + 1, cursor.data() + cursor.size(), mark.id);
  if (left.ptr != cursor.data() + dot || right.ptr != cursor.data() + cursor.size()) return std::nullopt;
  return mark;
}

storage::Event reading_event(const Caller& caller, std::string_view kind, FeedbackId entry, std::int64_t reading) {
  storage::Event event{.district = caller.district, .kind = kind, .actor_kind = ActorKind::Staff};
  event.actor = caller.account;
  event.subject_kind = "feedback";
  event.subject_id = entry.value;
  event.rows = {{&kReadings, {entry.value, reading}}};
  return event;
}

}  // namespace

std::string FeedbackDesk::for_staff(Snapshot& snapshot, const Caller& caller, const Feedback& entry) const {
  const auto& keys = parts_.store.keys();
  JsonWriter w;
  w.begin_object().field("id", entry.id);
  write_summary(w, entry, caller.offset, snapshot.now());
  w.field("case_id", entry.entry);
  w.field("case_number", entry.entry ? cases::case_number(snapshot, caller.district, entry.entry) : std::nullopt);
  w.field("has_name", entry.has_name).field("has_phone", entry.has_phone);
  w.field("text", open_words(snapshot, keys, caller.district, entry.id).text).key("recused").begin_array();
  for (const auto party : entry.recused)
    if (const auto name = parts_.atlas.name(party); !name.empty()) w.value(name);
  w.end_array().key("steps").begin_array();
  for (const auto& step : load_steps(snapshot, keys, caller.district, entry.id)) {
    w.begin_object().field("step", to_string(step.step)).field("at", format_instant(step.at, caller.offset));
    w.field("who", step.account ? accounts::account_name(snapshot, caller.district, step.account) : std::nullopt);
    w.field("to", step.to ? std::optional(parts_.atlas.name(step.to.value)) : std::nullopt);
    w.field("note", step.note).end_object();
  }
  return w.end_array().end_object().take();
}

asio::awaitable<Result<std::string>> FeedbackDesk::list(const Caller& caller, State state, std::string cursor) {
  const auto after = read_feedback_mark(cursor);
  if (!cursor.empty() && !after) co_return fail(kBadCursor);
  auto work = [&](Snapshot& snapshot) {
    auto found = list_visible(snapshot, caller.district, viewer_of(caller), state, after, kFeedbackPage + 1);
    const bool more = found.size() > static_cast<std::size_t>(kFeedbackPage);
    if (more) found.pop_back();
    JsonWriter w;
    w.begin_object().key("items").begin_array();
    for (const auto& entry : found) {
      w.begin_object().field("id", entry.id);
      write_summary(w, entry, caller.offset, snapshot.now());
      w.end_object();
    }
    w.end_array().key("next");
    more ? w.value(std::to_string(to_ms(found.back().due_at)) + '.' + to_string(found.back().id)) : w.value(nullptr);
    return w.end_object().take();
  };
  co_return co_await parts_.store.read(work);
}

asio::awaitable<Result<std::string>> FeedbackDesk::show(const Caller& caller, FeedbackId entry) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    const auto found = load_visible(transaction, caller.district, viewer_of(caller), entry);
    if (!found) return fail(kNotFound);
    const auto reading = insert_reading(transaction, caller.district, entry, caller.account, {});
    transaction.record(reading_event(caller, "feedback.read", entry, reading));
    return for_staff(transaction, caller, *found);
  };
  co_return co_await parts_.store.write(work);
}

asio::awaitable<Result<std::string>> FeedbackDesk::read_contact(const Caller& caller, FeedbackId entry,
                                                                std::string reason) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    const auto found = load_visible(transaction, caller.district, viewer_of(caller), entry);
    if (!found) return fail(kNotFound);
    if (!found->has_name && !found->has_phone) return fail(kNoContact);
    const auto reading = insert_reading(transaction, caller.district, entry, caller.account, reason);
    transaction.record(reading_event(caller, "feedback.contact_read", entry, reading));
    const auto words = open_words(transaction, parts_.store.keys(), caller.district, entry);
    JsonWriter w;
    return w.begin_object().field("name", words.name).field("phone", words.phone).end_object().take();
  };
  co_return co_await parts_.store.write(work);
}

// One change by a desk: the entry as the caller sees it, unchanged since they looked.
template <class Change>
asio::awaitable<Result<std::string>> FeedbackDesk::change(const Caller& caller, FeedbackId entry, int version,
                                                          Change apply) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    auto found = load_visible(transaction, caller.district, viewer_of(caller), entry);
    if (!found) return fail(kNotFound);
    if (found->version != version) return fail(kStale);
    if (found->state != State::Waiting) return fail(kAnswered);
    auto step = apply(transaction, *found);
    if (!step) return fail(step.error());
    write_step(transaction, caller.district, *found, std::move(*step), {ActorKind::Staff, caller.account});
    if (found->state == State::Waiting) tell(transaction, caller.district, *found, "feedback.received");
    return for_staff(transaction, caller, *found);
  };
  co_return co_await parts_.store.write(work);
}

asio::awaitable<Result<std::string>> FeedbackDesk::answer(const Caller& caller, FeedbackId entry, int version,
                                                          std::string text) {
  auto apply = [&](Transaction& transaction, Feedback& found) -> Result<FeedbackStep> {
    found.state = State::Answered;
    found.answered_at = transaction.now();
    return FeedbackStep{.step = Step::Answered, .note = text};
  };
  co_return co_await change(caller, entry, version, apply);
}

asio::awaitable<Result<std::string>> FeedbackDesk::hand_on(const Caller& caller, FeedbackId entry, int version,
                                                           AreaId desk, std::string reason) {
  auto apply = [&](Transaction&, Feedback& found) -> Result<FeedbackStep> {
    const auto level = parts_.atlas.level(desk.value);
    if (!level || *level > areas::Level::Community || !parts_.atlas.place_of(caller.district, desk))
      return fail(kBadDesk);
    if (std::ranges::binary_search(found.recused, desk.value)) return fail(kRecused);
    found.desk = desk;
    return FeedbackStep{.step = Step::HandedOn, .to = desk, .note = reason};
  };
  co_return co_await change(caller, entry, version, apply);
}

int FeedbackDesk::raise_overdue(DistrictId district) {
  // Nothing is written, nor waited for, while nothing is overdue.
  const auto any = [&](Snapshot& snapshot) { return !overdue(snapshot, district, snapshot.now(), 1).empty(); };
  if (!parts_.store.read_now(any)) return 0;
  auto work = [&](Transaction& transaction) {
    auto late = overdue(transaction, district, transaction.now(), kRaisedAtOnce);
    for (auto& entry : late) {
      entry.raised = true;
      entry.desk = areas::district_area(district);
      write_step(transaction, district, entry, {.step = Step::Raised, .to = entry.desk}, {});
      tell(transaction, district, entry, "feedback.raised");
    }
    return static_cast<int>(late.size());
  };
  return parts_.store.write_now(work);
}

}  // namespace linli::feedback
