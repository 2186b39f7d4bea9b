// Taking in and following: for whoever sends.
#include "modules/feedback/service.hpp"

#include <algorithm>
#include <cstddef>

#include "base/text.hpp"
#include "modules/feedback/errors.hpp"
#include "storage/crypto.hpp"

namespace linli::feedback {

namespace asio = boost::asio;
using storage::ActorKind;
using storage::Snapshot;
using storage::Transaction;

namespace {

constexpr int kFeedbackSecretBytes = 10;
constexpr int kNumberAttempts = 20;
constexpr std::string_view kFeedbackPurpose = "feedback.secret";
constexpr char kMarkOfNumber = 'T';

// A request that is sent again gets the same secret, and the tables hold nothing but its digest.
std::string secret_for(const storage::KeyRing& keys, DistrictId district, const NewFeedback& wanted) {
  if (wanted.key.empty()) return storage::random_secret(kFeedbackSecretBytes);
  constexpr std::string_view kAlphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  const auto digest =
      keys.blind_index(kFeedbackPurpose, to_string(district) + '\n' + wanted.key + '\n' + wanted.words.text);
  std::string text;
  for (std::size_t i = 0; i < kFeedbackSecretBytes * 8 / 5; ++i)
    text += kAlphabet[std::to_integer<std::size_t>(digest[i]) % kAlphabet.size()];
  return text;
}

bool same(const storage::Digest& kept, const storage::Digest& given) {
  auto difference = std::byte{0};
  for (std::size_t i = 0; i < kept.size(); ++i) difference |= kept[i] ^ given[i];
  return difference == std::byte{0};
}

std::optional<std::string> number_typed(std::string_view typed) {
  auto text = std::string(trim(typed));
  if (text.empty() || (text.front() != kMarkOfNumber && text.front() != 't')) return std::nullopt;
  const auto digits = cases::parse_number(std::string_view(text).substr(1));
  if (!digits) return std::nullopt;
  return kMarkOfNumber + *digits;
}

Fault no_such(std::string field, const std::string& value, Text reason, Text remedy) {
  return {std::move(field), std::nullopt, value, std::move(reason), std::move(remedy)};
}

}  // namespace

Instant FeedbackDesk::due_of(Snapshot& snapshot, const accounts::District& home, Kind kind) const {
  const auto calendar = parts_.calendars.of(snapshot, home.id, home.offset);
  return calendars::due_after(info_of(kind).limit, snapshot.now(), *calendar);
}

Result<Subject> FeedbackDesk::subject_of(Snapshot& snapshot, const accounts::District& home,
                                         const NewFeedback& wanted) const {
  Subject subject{areas::district_area(home.id), {}, {}};
  if (wanted.about == About::Area) {
    const auto place = parts_.atlas.place_of(home.id, wanted.area);
    const auto level = parts_.atlas.level(wanted.area.value);
    const bool known = place && level && (*level == areas::Level::Subdistrict || *level == areas::Level::Community);
    if (!known)
      return fail(kBadFeedback, {no_such("area_id", to_string(wanted.area), {"没有这个街道或社区。", "No such area."},
                                         {"从列表中选一个。", "Choose one of the list."})});
    subject.place = *place;
  }
  if (wanted.about == About::Case) {
    const auto number = cases::parse_number(wanted.case_number);
    const auto found = number ? cases::find_case_by_number(snapshot, home.id, *number) : std::nullopt;
    if (!found)
      return fail(kBadFeedback,
                  {no_such("case_number", wanted.case_number, {"没有这个编号。", "No case has it."},
                           {"核对编号；记不得的，改选街道或社区。", "Check the number, or choose an area instead."})});
    subject.place = found->where;
    subject.entry = *found;
  }
  return subject;
}

Feedback FeedbackDesk::built(Transaction& transaction, const accounts::District& home, const NewFeedback& wanted,
                             const Subject& subject) {
  const auto today = date_of(transaction.now(), home.offset);
  const auto has_people = [&](AreaId area) {
    return !accounts::accounts_at(transaction, home.id, area.value, today).empty();
  };
  auto routing = route(wanted.about, subject, has_people);
  Feedback entry;
  entry.id = transaction.new_id_as<FeedbackId>();
  entry.kind = wanted.kind;
  entry.about = wanted.about;
  entry.area = wanted.about == About::Area ? wanted.area : AreaId{};
  entry.entry = subject.entry ? subject.entry->id : CaseId{};
  entry.desk = routing.desk;
  entry.recused = std::move(routing.recused);
  entry.received_at = transaction.now();
  entry.due_at = due_of(transaction, home, wanted.kind);
  entry.has_name = !trim(wanted.words.name).empty();
  entry.has_phone = !trim(wanted.words.phone).empty();
  return entry;
}

Result<Receipt> FeedbackDesk::write_new(Transaction& transaction, const NewFeedback& wanted) {
  const auto home = accounts::home_district(transaction);
  if (!home) return fail(kNotFound);
  const auto& keys = parts_.store.keys();
  const auto secret = secret_for(keys, home->id, wanted);
  Digests digests{keys.secret_digest(kFeedbackPurpose, secret), {}};
  if (!wanted.key.empty()) {
    digests.request = keys.blind_index("feedback.request", to_string(home->id) + '\n' + wanted.key);
    if (const auto before = find_request(transaction, home->id, *digests.request)) {
      const auto entry = load_feedback(transaction, home->id, *before);
      const auto kept = secret_of(transaction, home->id, *before);
      if (!entry || !kept || !same(*kept, digests.secret)) return fail(kKeyReused);
      return Receipt{entry->number, secret, entry->due_at};
    }
  }
  const auto subject = subject_of(transaction, *home, wanted);
  if (!subject) return fail(subject.error());
  auto entry = built(transaction, *home, wanted, *subject);
  bool added = false;
  for (int attempt = 0; !added && attempt < kNumberAttempts; ++attempt) {
    const auto day = date_of(transaction.now(), home->offset);
    entry.number = kMarkOfNumber + cases::case_number(CaseId{entry.id.value}, day, attempt);
    added = insert_feedback(transaction, home->id, entry, digests);
  }
  LINLI_ASSERT(added);
  seal_words(transaction, keys, home->id, entry.id, wanted.words);
  write_step(transaction, home->id, entry, {.step = Step::Received}, {ActorKind::Resident, {}});
  tell(transaction, home->id, entry, "feedback.received");
  return Receipt{entry.number, secret, entry.due_at};
}

asio::awaitable<Result<Receipt>> FeedbackDesk::receive(NewFeedback wanted) {
  if (auto faults = check_feedback(wanted); !faults.empty()) co_return fail(kBadFeedback, std::move(faults));
  auto work = [&](Transaction& transaction) { return write_new(transaction, wanted); };
  co_return co_await parts_.store.write(work);
}

void FeedbackDesk::write_step(Transaction& transaction, DistrictId district, Feedback& entry, FeedbackStep step,
                              const Taking& taking) {
  step.seq = ++entry.steps;
  step.at = transaction.now();
  step.account = taking.account;
  const bool fresh = step.step == Step::Received;
  if (!fresh) ++entry.version;
  insert_step(transaction, parts_.store.keys(), district, entry.id, step);
  update_feedback(transaction, district, entry);
  const auto kind = "feedback." + std::string(to_string(step.step));
  storage::Event event{.district = district, .kind = kind, .actor_kind = taking.by};
  event.actor = taking.account;
  event.subject_kind = "feedback";
  event.subject_id = entry.id.value;
  event.rows = {{&kFeedback, {entry.id.value}}, {&kSteps, {entry.id.value, step.seq}}};
  if (fresh) event.rows.push_back({&kWords, {entry.id.value}});
  transaction.record(event);
}

void FeedbackDesk::tell(Transaction& transaction, DistrictId district, const Feedback& entry,
                        std::string_view event) const {
  if (!parts_.tell) return;
  // Accounts are told apart from areas and bodies by having a name of their own.
  AccountId never;
  for (const auto party : entry.recused)
    if (!never && accounts::account_name(transaction, district, AccountId{party})) never = AccountId{party};
  parts_.tell(transaction, {district, event, entry.id, entry.number, entry.desk, never});
}

Result<FeedbackDesk::Opened> FeedbackDesk::open(Snapshot& snapshot, const FeedbackKey& key) {
  auto home = accounts::home_district(snapshot);
  const auto number = number_typed(key.number);
  if (!home || !number || key.secret.empty()) return fail(kNotFound);
  auto found = find_number(snapshot, home->id, *number);
  if (!found) return fail(kNotFound);
  const auto kept = secret_of(snapshot, home->id, found->id);
  const auto given = parts_.store.keys().secret_digest(kFeedbackPurpose, storage::normalise_secret(key.secret));
  if (!kept || !same(*kept, given)) return fail(kNotFound);
  return Opened{std::move(*home), std::move(*found)};
}

void FeedbackDesk::write_summary(JsonWriter& w, const Feedback& entry, Offset offset, Instant now) const {
  w.field("number", entry.number).field("kind", to_string(entry.kind)).field("kind_name", info_of(entry.kind).name);
  w.field("about", to_string(entry.about)).key("area");
  if (entry.area) {
    w.begin_object().field("id", entry.area).field("name", parts_.atlas.name(entry.area.value)).end_object();
  } else {
    w.value(nullptr);
  }
  w.key("desk").begin_object().field("id", entry.desk).field("name", parts_.atlas.name(entry.desk.value)).end_object();
  w.field("state", to_string(entry.state)).field("received_at", format_instant(entry.received_at, offset));
  w.field("due_at", format_instant(entry.due_at, offset));
  w.field("overdue", entry.state == State::Waiting && entry.due_at < now).field("version", entry.version);
  w.key("answered_at");
  entry.answered_at ? w.value(format_instant(*entry.answered_at, offset)) : w.value(nullptr);
}

std::string FeedbackDesk::for_sender(Snapshot& snapshot, const Opened& opened) const {
  const auto& [home, entry] = opened;
  const auto& keys = parts_.store.keys();
  JsonWriter w;
  w.begin_object();
  write_summary(w, entry, home.offset, snapshot.now());
  w.field("text", open_words(snapshot, keys, home.id, entry.id).text).key("steps").begin_array();
  for (const auto& step : load_steps(snapshot, keys, home.id, entry.id)) {
    // Why one desk handed it to another is between them.
    const bool shown = step.step != Step::HandedOn && step.step != Step::Raised;
    w.begin_object().field("step", to_string(step.step)).field("at", format_instant(step.at, home.offset));
    w.field("to", step.to ? std::optional(parts_.atlas.name(step.to.value)) : std::nullopt);
    w.field("note", shown ? step.note : std::string()).end_object();
  }
  return w.end_array().end_object().take();
}

asio::awaitable<Result<std::string>> FeedbackDesk::follow(FeedbackKey key) {
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    const auto opened = open(snapshot, key);
    if (!opened) return fail(opened.error());
    return for_sender(snapshot, *opened);
  };
  co_return co_await parts_.store.read(work);
}

asio::awaitable<Result<std::string>> FeedbackDesk::add(FeedbackKey key, std::string text) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    auto opened = open(transaction, key);
    if (!opened) return fail(opened.error());
    auto& entry = opened->entry;
    write_step(transaction, opened->home.id, entry, {.step = Step::Added, .note = text}, {ActorKind::Resident, {}});
    if (entry.state == State::Waiting) tell(transaction, opened->home.id, entry, "feedback.added");
    return for_sender(transaction, *opened);
  };
  co_return co_await parts_.store.write(work);
}

asio::awaitable<Result<std::string>> FeedbackDesk::reopen(FeedbackKey key, std::string reason) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    auto opened = open(transaction, key);
    if (!opened) return fail(opened.error());
    auto& [home, entry] = *opened;
    if (entry.state != State::Answered) return fail(kNotAnswered);
    entry.state = State::Waiting;
    entry.answered_at.reset();
    entry.raised = true;
    entry.desk = areas::district_area(home.id);
    entry.due_at = due_of(transaction, home, entry.kind);
    write_step(transaction, home.id, entry, {.step = Step::Reopened, .to = entry.desk, .note = reason},
               {ActorKind::Resident, {}});
    tell(transaction, home.id, entry, "feedback.received");
    return for_sender(transaction, *opened);
  };
  co_return co_await parts_.store.write(work);
}

}  // namespace linli::feedback
