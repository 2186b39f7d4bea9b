// Registering persons, changing what is said of them, moving them; households.
#include <boost/json/value.hpp>

#include "base/text.hpp"
#include "http/body.hpp"
#include "modules/people/errors.hpp"
#include "modules/people/parts.hpp"
#include "modules/people/person_body.hpp"
#include "modules/people/schema.hpp"

namespace linli::people {

using accounts::Caller;
using storage::Snapshot;
using storage::Transaction;

namespace {

// Somebody else with that number within the caller's reach. Outside it nothing is said: the district's list of
// duplicates finds them.
bool number_is_known(const Context& context, Snapshot& snapshot, const Caller& caller, const std::string& number,
                     PersonId but) {
  if (number.empty()) return false;
  constexpr int kMost = 10;
  const auto bearers =
      bearers_of(snapshot, caller.district, mark_of(context.keys(), MarkKind::IdNumber, number), kMost);
  for (const auto& person : persons_within(snapshot, caller.district, reach_of(context, snapshot, caller), bearers))
    if (person.id != but && person.state == PersonState::Here) return true;
  return false;
}

std::string saved(PersonId person, int version) {
  JsonWriter w;
  return w.begin_object().field("id", person).field("version", version).end_object().take();
}

Result<void> check_day(Date day, Date today, std::string field) {
  if (day.ok() && day <= today) return {};
  return fail(kInvalid, {{std::move(field),
                          {},
                          day.ok() ? format_date(day) : std::string(),
                          {"日期不能在今天以后。", "The day cannot be after today."},
                          {"改正日期。", "Correct it."}}});
}

}  // namespace

Json People::add(const Caller& caller, NewResident resident) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    const auto pen = pen_of(context_, transaction, caller);
    auto draft = checked(*context_.book, resident.draft, pen.today);
    if (!draft) return fail(std::move(draft.error()));
    const auto from = resident.from.value_or(pen.today);
    if (auto fits = check_day(from, pen.today, "from"); !fits) return fail(std::move(fits.error()));
    if (number_is_known(context_, transaction, caller, draft->secret.id_number, {})) return fail(kKnown);
    const auto home = home_of(context_, transaction, pen, caller, resident.home);
    if (!home) return fail(home.error());
    const auto id = put_new_person(transaction, pen, *home, *draft,
                                   {.stay = resident.stay, .relation = resident.relation, .from = from, .to = {}});
    return saved(id, 1);
  };
  co_return co_await context_.store.write(work);
}

Json People::change(const Caller& caller, PersonId person, int version, const boost::json::object& sent) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    const auto found = find_living(context_, transaction, caller, person);
    if (!found) return fail(found.error());
    if (found->version != version) return fail(kStale);
    const auto before = draft_of(transaction, context_.keys(), caller.district, *found);
    if (!before) return fail(kErased);
    const auto pen = pen_of(context_, transaction, caller);
    auto after = *before;
    take_members(sent, after);
    auto draft = checked(*context_.book, std::move(after), pen.today);
    if (!draft) return fail(std::move(draft.error()));
    if (draft->secret.id_number != before->secret.id_number &&
        number_is_known(context_, transaction, caller, draft->secret.id_number, person))
      return fail(kKnown);
    put_changed_person(transaction, pen, *found, *before, *draft, "people.person_changed", {});
    return saved(person, version + 1);
  };
  co_return co_await context_.store.write(work);
}

Json People::move(const Caller& caller, PersonId person, Home home, Stay stay, std::string relation, Date from) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    const auto found = find_living(context_, transaction, caller, person);
    if (!found) return fail(found.error());
    const auto pen = pen_of(context_, transaction, caller);
    if (auto fits = check_day(from, pen.today, "from"); !fits) return fail(std::move(fits.error()));
    const auto stays = residences_of(transaction, caller.district, person);
    if (!stays.empty() && from <= stays.back().from)
      return fail(kInvalid, {{"from",
                              {},
                              format_date(from),
                              {"要晚于现在这处的入住日期。", "It must come after the present stay began."},
                              {"改正日期。", "Correct the day."}}});
    const auto to = home_of(context_, transaction, pen, caller, home);
    if (!to) return fail(to.error());
    put_move(transaction, pen, *found, *to, stay, relation, from);
    return saved(person, found->version + 1);
  };
  co_return co_await context_.store.write(work);
}

Json People::leave(const Caller& caller, PersonId person, Date on) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    const auto found = find_living(context_, transaction, caller, person);
    if (!found) return fail(found.error());
    const auto pen = pen_of(context_, transaction, caller);
    if (auto fits = check_day(on, pen.today, "on"); !fits) return fail(std::move(fits.error()));
    put_departure(transaction, pen, *found, on);
    return saved(person, found->version);
  };
  co_return co_await context_.store.write(work);
}

Json People::households(const Caller& caller, PageQuery query) {
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    const auto reach = reach_within(context_, snapshot, caller, query.area);
    if (query.area && reach.empty()) return fail(kNoArea);
    std::optional<ListMark> after;
    if (!query.cursor.empty()) {
      const auto parts = cursor_parts(query.cursor, 3);
      if (!parts) return fail(kBadCursor);
      after = ListMark{(*parts)[0], (*parts)[1], (*parts)[2], 0};
    }
    const auto on = query.on.value_or(date_of(snapshot.now(), caller.offset));
    const auto lines = list_households(snapshot, caller.district, reach, on, after, query.limit + 1);
    const auto limit = static_cast<std::size_t>(query.limit);
    JsonWriter w;
    w.begin_object().key("items").begin_array();
    for (std::size_t i = 0; i < std::min(limit, lines.size()); ++i) {
      w.begin_object().field("members", lines[i].members);
      write_household(w, context_, snapshot, caller, lines[i].household);
      w.end_object();
    }
    w.end_array();
    if (lines.size() > limit) {
      const auto& last = lines[limit - 1];
      w.field("next", cursor_text({last.root, last.household.place.value, last.household.id.value}));
    } else {
      w.field("next", nullptr);
    }
    return w.end_object().take();
  };
  co_return co_await context_.store.read(work);
}

Json People::household(const Caller& caller, HouseholdId household, std::optional<Date> on) {
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    const auto found = find_household(context_, snapshot, caller, household);
    if (!found) return fail(found.error());
    const auto day = on.value_or(date_of(snapshot.now(), caller.offset));
    const auto reach = reach_of(context_, snapshot, caller);
    JsonWriter w;
    w.begin_object();
    write_household(w, context_, snapshot, caller, *found);
    w.field("on", format_date(day)).key("members").begin_array();
    std::int64_t others = 0;
    for (const auto& dweller : dwellers_on(snapshot, caller.district, household, day)) {
      // Whoever has moved out of the reader's scope since, or was erased, is a number only.
      const std::array id{dweller.person.id};
      if (dweller.person.state != PersonState::Here || persons_within(snapshot, caller.district, reach, id).empty()) {
        ++others;
        continue;
      }
      w.begin_object();
      write_person_line(w, dweller.person);
      w.field("stay", to_string(dweller.residence.stay)).field("relation", dweller.residence.relation);
      w.field("from", format_date(dweller.residence.from));
      w.field("to", dweller.residence.to ? std::optional(format_date(*dweller.residence.to)) : std::nullopt);
      w.end_object();
    }
    return w.end_array().field("others", others).end_object().take();
  };
  co_return co_await context_.store.read(work);
}

Json People::add_household(const Caller& caller, Home home) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    const auto pen = pen_of(context_, transaction, caller);
    const auto found = home_of(context_, transaction, pen, caller, home);
    if (!found) return fail(found.error());
    JsonWriter w;
    w.begin_object();
    write_household(w, context_, transaction, caller, *found);
    return w.end_object().take();
  };
  co_return co_await context_.store.write(work);
}

Json People::change_household(const Caller& caller, HouseholdId household, std::optional<std::string> door,
                              std::optional<std::string> kind) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    auto found = find_household(context_, transaction, caller, household);
    if (!found) return fail(found.error());
    if (door) found->door = std::string(trim(*door));
    if (kind) found->kind = *kind;
    found->changed_at = transaction.now();
    update_household(transaction, caller.district, *found);
    transaction.record(event_of(caller, "people.household_changed", "household", household.value,
                                {{&kHouseholdsTable, {household.value}}}));
    JsonWriter w;
    w.begin_object();
    write_household(w, context_, transaction, caller, *found);
    return w.end_object().take();
  };
  co_return co_await context_.store.write(work);
}

}  // namespace linli::people
