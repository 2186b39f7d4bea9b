// Visits (走访), by plan or without one.
#include <algorithm>
#include <limits>

#include "base/text.hpp"
#include "modules/people/errors.hpp"
#include "modules/people/parts.hpp"
#include "modules/people/schema.hpp"
#include "modules/people/visit_store.hpp"

namespace linli::people {

using accounts::Caller;
using storage::Snapshot;
using storage::Transaction;

namespace {

constexpr std::int64_t kFirst = std::numeric_limits<std::int64_t>::max();

storage::SealContext note_place(VisitId visit) { return {"visits", "note_sealed", visit.value}; }

// Under whose key a note lies: the person's or household's, else a key of the visit's own.
std::int64_t note_owner(const Visit& visit) {
  return visit.subject == SubjectKind::Area ? visit.id.value : visit.subject_id;
}

storage::Digest request_of(const storage::KeyRing& keys, const Caller& caller, std::string_view key) {
  return keys.blind_index("people.visit",
                          to_string(caller.district) + '\n' + to_string(caller.account) + '\n' + std::string(key));
}

void open_note(const Context& context, Snapshot& snapshot, DistrictId district, VisitRow& row) {
  if (!row.note) return;
  const auto owner = note_owner(row.visit);
  // Erased with the person: the visit stands, what was said does not.
  if (const auto key = key_of(snapshot, district, owner))
    row.visit.note = context.keys().open_sealed(*key, owner, note_place(row.visit.id), *row.note);
}

Result<void> check_visit(const NewVisit& visit, Date on, Date today) {
  std::vector<Fault> faults;
  const int subjects = (visit.household ? 1 : 0) + (visit.person ? 1 : 0) + (visit.area ? 1 : 0);
  if (subjects != 1)
    faults.push_back(
        {"person_id",
         {},
         {},
         {"走访谁要说清：一位居民、一户或一个区域。", "Say who was visited: one person, household or area."},
         {"只填其中一个。", "Fill in exactly one."}});
  if (!on.ok() || on > today)
    faults.push_back({"on",
                      {},
                      on.ok() ? format_date(on) : std::string(),
                      {"走访日期不能在今天以后。", "A visit cannot be after today."},
                      {"改正日期。", "Correct it."}});
  constexpr std::size_t kShortestKey = 8;
  if (!visit.key.empty() && visit.key.size() < kShortestKey)
    faults.push_back({"idempotency_key",
                      {},
                      {},
                      {"提交编号太短。", "The key is too short."},
                      {"用至少 8 个随机字符。", "Use at least 8 random signs."}});
  if (!faults.empty()) return fail(kInvalid, std::move(faults));
  return {};
}

void write_due(JsonWriter& w, const Context& context, Snapshot& snapshot, const Caller& caller, const VisitDue& due,
               Date today) {
  w.begin_object().field("plan_id", due.plan);
  const auto plan = load_plan(snapshot, caller.district, due.plan);
  w.field("plan", plan ? plan->name : std::string()).field("subject", to_string(due.subject));
  w.field("due", format_date(due.due)).field("overdue", due.due < today);
  w.field("last", due.last ? std::optional(format_date(*due.last)) : std::nullopt);
  auto household = HouseholdId{due.subject == SubjectKind::Household ? due.subject_id : 0};
  if (due.subject == SubjectKind::Person) {
    const auto person = load_person(snapshot, caller.district, PersonId{due.subject_id});
    LINLI_ASSERT(person.has_value());
    w.key("person").begin_object();
    write_person_line(w, *person);
    w.end_object();
    household = person->household;
  } else {
    w.field("person", nullptr);
  }
  const auto home = load_household(snapshot, caller.district, household);
  LINLI_ASSERT(home.has_value());
  w.key("household").begin_object();
  write_household(w, context, snapshot, caller, *home);
  w.key("names").begin_array();
  if (due.subject == SubjectKind::Household)
    for (const auto& dweller : dwellers_on(snapshot, caller.district, household, today))
      if (dweller.person.state == PersonState::Here) w.value(dweller.person.name);
  w.end_array().end_object().end_object();
}

std::optional<DueMark> due_mark(std::string_view cursor) {
  const auto parts = cursor_parts(cursor, 5);
  if (!parts) return std::nullopt;
  const auto day = (*parts)[2];
  const Date date{std::chrono::year{static_cast<int>(day / 10000)},
                  std::chrono::month{static_cast<unsigned>(day / 100 % 100)},
                  std::chrono::day{static_cast<unsigned>(day % 100)}};
  if (!date.ok()) return std::nullopt;
  return DueMark{(*parts)[0], (*parts)[1], format_date(date), (*parts)[3], (*parts)[4]};
}

std::int64_t number_of_day(Date day) {
  return static_cast<int>(day.year()) * 10000 + static_cast<int>(static_cast<unsigned>(day.month())) * 100 +
         static_cast<int>(static_cast<unsigned>(day.day()));
}

std::string dues_page(const Context& context, Snapshot& snapshot, const Caller& caller, const VisitQuery& query,
                      const std::vector<DueLine>& lines) {
  const auto today = date_of(snapshot.now(), caller.offset);
  const auto limit = static_cast<std::size_t>(query.limit);
  JsonWriter w;
  w.begin_object().key("items").begin_array();
  for (std::size_t i = 0; i < std::min(limit, lines.size()); ++i)
    write_due(w, context, snapshot, caller, lines[i].due, today);
  w.end_array();
  if (lines.size() > limit) {
    const auto& last = lines[limit - 1];
    w.field("next", cursor_text({last.root, last.due.place.value, number_of_day(last.due.due), last.due.plan.value,
                                 last.due.subject_id}));
  } else {
    w.field("next", nullptr);
  }
  return w.end_object().take();
}

std::string visits_page(const Context& context, Snapshot& snapshot, const Caller& caller, std::vector<VisitRow>& rows,
                        int limit) {
  JsonWriter w;
  w.begin_object().key("items").begin_array();
  for (auto& row : rows) {
    open_note(context, snapshot, caller.district, row);
    write_visit(w, context, snapshot, caller, row.visit);
  }
  const bool more = rows.size() == static_cast<std::size_t>(limit);
  w.end_array().field("next", more ? std::optional(to_string(rows.back().visit.id)) : std::nullopt);
  return w.end_object().take();
}

}  // namespace

void write_visit(JsonWriter& w, const Context& context, Snapshot& snapshot, const Caller& caller, const Visit& visit) {
  w.begin_object().field("id", visit.id).field("subject", to_string(visit.subject));
  w.field("subject_id", std::to_string(visit.subject_id)).field("on", format_date(visit.on));
  w.field("at", format_instant(visit.at, caller.offset));
  w.field("by", accounts::account_name(snapshot, caller.district, visit.by));
  w.field("way", to_string(visit.way)).field("outcome", to_string(visit.outcome)).field("note", visit.note);
  w.field("plan_id", visit.plan);
  if (visit.subject == SubjectKind::Person) {
    const std::array id{PersonId{visit.subject_id}};
    const auto person = persons_within(snapshot, caller.district, reach_of(context, snapshot, caller), id);
    w.field("name", person.empty() ? std::string() : person.front().name);
  }
  if (visit.subject == SubjectKind::Household) {
    const auto home = load_household(snapshot, caller.district, HouseholdId{visit.subject_id});
    w.field("door", home ? home->door : std::string());
  }
  write_place(w, context, snapshot, caller.district, visit.place, date_of(snapshot.now(), caller.offset));
  w.end_object();
}

Awaitable<Result<std::pair<std::string, bool>>> People::add_visit(const Caller& caller, NewVisit sent) {
  using Saved = std::pair<std::string, bool>;
  auto work = [&](Transaction& transaction) -> Result<Saved> {
    const auto pen = pen_of(context_, transaction, caller);
    Visit visit{.id = transaction.new_id_as<VisitId>(), .on = sent.on.value_or(pen.today), .at = transaction.now()};
    if (auto fits = check_visit(sent, visit.on, pen.today); !fits) return fail(std::move(fits.error()));
    visit.by = caller.account;
    visit.way = sent.way;
    visit.outcome = sent.outcome;
    visit.note = std::string(trim(sent.note));
    HouseholdId home;
    if (sent.person) {
      const auto person = find_living(context_, transaction, caller, sent.person);
      if (!person) return fail(person.error());
      home = person->household;
      visit.subject = SubjectKind::Person;
      visit.subject_id = sent.person.value;
    } else if (sent.household) {
      home = sent.household;
      visit.subject = SubjectKind::Household;
      visit.subject_id = sent.household.value;
    } else {
      visit.place = sent.area;
      visit.subject_id = sent.area.value;
      if (!sees(transaction, caller.district, reach_of(context_, transaction, caller), sent.area)) return fail(kNoArea);
    }
    if (home) {
      const auto household = find_household(context_, transaction, caller, home);
      if (!household) return fail(household.error());
      visit.place = household->place;
    }
    if (sent.plan) {
      const auto plan = load_plan(transaction, caller.district, sent.plan);
      if (!plan) return fail(kNoPlan);
      visit.plan = sent.plan;
    }
    const auto answer = [&] {
      JsonWriter w;
      write_visit(w, context_, transaction, caller, visit);
      return w.take();
    };
    std::optional<storage::Digest> request;
    if (!sent.key.empty()) {
      request = request_of(context_.keys(), caller, sent.key);
      if (const auto known = visit_of_request(transaction, caller.district, *request)) {
        auto row = load_visit(transaction, caller.district, *known);
        open_note(context_, transaction, caller.district, *row);
        visit = row->visit;
        return Saved{answer(), false};
      }
    }
    std::optional<storage::Bytes> note;
    if (!visit.note.empty()) {
      const auto owner = note_owner(visit);
      const auto key = own_key(transaction, context_.keys(), caller.district, owner);
      note = context_.keys().seal(key, owner, note_place(visit.id), visit.note);
    }
    const bool fresh = insert_visit(transaction, caller.district, visit, note, request);
    LINLI_ASSERT(fresh);
    if (visit.outcome == Outcome::Met) {
      satisfy_dues(transaction, caller.district, visit.subject_id, visit.on);
      // Whoever met one of the family need not come again for the household.
      if (home) satisfy_dues(transaction, caller.district, home.value, visit.on);
    }
    transaction.record(event_of(caller, "people.visited", std::string_view(to_string(visit.subject)), visit.subject_id,
                                {{&kVisitsTable, {visit.id.value}}}));
    return Saved{answer(), true};
  };
  co_return co_await context_.store.write(work);
}

Json People::visits(const Caller& caller, VisitQuery query) {
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    auto own = caller;
    // A steward's own list is that of the grids, also for somebody who sees the whole district.
    if (query.mine && query.due && !caller.scopes.empty()) own.whole_district = false;
    const auto reach = reach_within(context_, snapshot, own, query.area);
    if (query.area && reach.empty()) return fail(kNoArea);
    if (query.due) {
      std::optional<DueMark> after;
      if (!query.cursor.empty()) {
        after = due_mark(query.cursor);
        if (!after) return fail(kBadCursor);
      }
      return dues_page(context_, snapshot, caller, query,
                       list_dues(snapshot, caller.district, reach, *query.due, after, query.limit + 1));
    }
    const auto below = query.cursor.empty() ? kFirst : parse_id(query.cursor).value_or(0);
    std::vector<VisitRow> rows;
    if (query.household) {
      const auto household = find_household(context_, snapshot, caller, query.household);
      if (!household) return fail(household.error());
      rows = visits_of_subject(snapshot, caller.district, query.household.value, below, query.limit);
    } else {
      rows = visits_by(snapshot, caller.district, caller.account, reach, below, query.limit);
    }
    return visits_page(context_, snapshot, caller, rows, query.limit);
  };
  co_return co_await context_.store.read(work);
}

Json People::visits_of(const Caller& caller, VisitQuery query) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    const auto person = find_person(context_, transaction, caller, query.person);
    if (!person) return fail(person.error());
    const auto below = query.cursor.empty() ? kFirst : parse_id(query.cursor).value_or(0);
    auto rows = visits_of_subject(transaction, caller.district, query.person.value, below, query.limit);
    // What was said at a visit is protected: reading it is logged.
    if (std::ranges::any_of(rows, [](const VisitRow& row) { return row.note.has_value(); }))
      log_reading(transaction, caller, query.person, "visits", false, "");
    return visits_page(context_, transaction, caller, rows, query.limit);
  };
  co_return co_await context_.store.write(work);
}

Json People::plans(const Caller& caller) {
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    const auto today = date_of(snapshot.now(), caller.offset);
    JsonWriter w;
    w.begin_object().key("items").begin_array();
    for (const auto& plan : plans_of(snapshot, caller.district, reach_of(context_, snapshot, caller))) {
      w.begin_object().field("id", plan.id).field("name", plan.name).field("subject", to_string(plan.subject));
      w.field("area_id", plan.area).field("area", area_name(context_, snapshot, caller.district, plan.area, today));
      w.field("tag", plan.tag);
      const auto* tag = context_.book->tag(plan.tag);
      w.field("tag_label", tag != nullptr ? tag->label : Text{});
      w.field("every_days", plan.every_days).field("from", format_date(plan.from));
      w.field("to", plan.to ? std::optional(format_date(*plan.to)) : std::nullopt).field("basis", plan.basis);
      w.field("by", accounts::account_name(snapshot, caller.district, plan.by));
      w.field("active", !plan.to || *plan.to > today).end_object();
    }
    return w.end_array().end_object().take();
  };
  co_return co_await context_.store.read(work);
}

Json People::add_plan(const Caller& caller, VisitPlan plan) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    const auto pen = pen_of(context_, transaction, caller);
    if (!sees(transaction, caller.district, reach_of(context_, transaction, caller), plan.area)) return fail(kNoArea);
    if (!plan.tag.empty() && context_.book->tag(plan.tag) == nullptr) return fail(kNoTag);
    if (!plan.tag.empty() && plan.subject == PlanSubject::Household)
      return fail(kInvalid, {{"tag",
                              {},
                              plan.tag,
                              {"按标签走访的是人，不是户。", "A tag is of persons, not households."},
                              {"对象选“居民”。", "Choose persons."}}});
    plan.id = transaction.new_id_as<VisitPlanId>();
    plan.by = caller.account;
    people::insert_plan(transaction, caller.district, plan);
    const auto subjects = fill_dues(transaction, pen, plan);
    transaction.record(event_of(caller, "people.visit_plan_added", "visit_plan", plan.id.value,
                                {{&kVisitPlansTable, {plan.id.value}}}));
    JsonWriter w;
    return w.begin_object().field("id", plan.id).field("subjects", subjects).end_object().take();
  };
  co_return co_await context_.store.write(work);
}

Json People::end_plan(const Caller& caller, VisitPlanId plan, Date to) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    const auto found = load_plan(transaction, caller.district, plan);
    if (!found || !sees(transaction, caller.district, reach_of(context_, transaction, caller), found->area))
      return fail(kNoPlan);
    people::end_plan(transaction, caller.district, plan, to);
    transaction.record(
        event_of(caller, "people.visit_plan_ended", "visit_plan", plan.value, {{&kVisitPlansTable, {plan.value}}}));
    JsonWriter w;
    return w.begin_object().field("id", plan).field("to", format_date(to)).end_object().take();
  };
  co_return co_await context_.store.write(work);
}

}  // namespace linli::people
