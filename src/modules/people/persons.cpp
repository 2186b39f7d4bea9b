// Finding persons and looking at them.
#include <limits>

#include "base/text.hpp"
#include "modules/people/errors.hpp"
#include "modules/people/id_number.hpp"
#include "modules/people/parts.hpp"
#include "modules/people/schema.hpp"
#include "modules/people/search.hpp"

namespace linli::people {

using accounts::Caller;
using storage::Snapshot;
using storage::Transaction;

namespace {

constexpr std::int64_t kNewest = std::numeric_limits<std::int64_t>::max();
// Rows that a search looks at for one page at most; then the page ends and the next goes on there.
constexpr int kMostLooks = 3000;

Date day_of_caller(const Snapshot& snapshot, const Caller& caller) { return date_of(snapshot.now(), caller.offset); }

using Homes = std::map<HouseholdId, Household>;

void write_found(JsonWriter& w, const Context& context, Snapshot& snapshot, const Caller& caller, const Homes& homes,
                 const Person& person) {
  w.begin_object();
  write_person_line(w, person);
  if (const auto home = homes.find(person.household); home != homes.end()) {
    w.key("household").begin_object();
    write_household(w, context, snapshot, caller, home->second);
    w.end_object();
  }
  w.end_object();
}

// A search is a walk through what the index proposes, the newest first; the cursor says how far it is, and whether it
// looks for whole sounds (e) or for beginnings (b).
struct SearchMark {
  bool begins = false;
  std::int64_t below = kNewest;
};
std::optional<SearchMark> search_mark(std::string_view cursor) {
  if (cursor.empty()) return SearchMark{};
  const auto parts = cursor_parts(cursor.substr(1), 1);
  if (!parts || (cursor.front() != 'e' && cursor.front() != 'b')) return std::nullopt;
  return SearchMark{cursor.front() == 'b', parts->front()};
}

// Persons with that exact name whose name is sealed: children are found by their whole name only.
std::vector<PersonId> minors_named(const Context& context, Snapshot& snapshot, DistrictId district,
                                   std::string_view typed) {
  constexpr int kMost = 200;
  return bearers_of(snapshot, district, mark_of(context.keys(), MarkKind::MinorName, trim(typed)), kMost);
}

Result<Mark> mark_of_lookup(const Context& context, const Lookup& lookup) {
  const auto& keys = context.keys();
  const auto wrong = [](std::string field, Text reason, Text remedy) {
    return fail(kInvalid, {{std::move(field), {}, {}, std::move(reason), std::move(remedy)}});
  };
  if (!lookup.id_number.empty()) {
    const auto read = read_id_number(lookup.id_number, true);
    if (read.fault != IdFault::None) return wrong("id_number", words_of(read.fault), remedy_of(read.fault));
    return mark_of(keys, MarkKind::IdNumber, read.number);
  }
  if (!lookup.phone.empty()) {
    const auto phone = read_phone(lookup.phone);
    if (!phone)
      return wrong("phone", {"不是电话号码。", "It is no telephone number."}, {"只写数字。", "Write digits only."});
    return mark_of(keys, MarkKind::Phone, *phone);
  }
  auto last4 = std::string(trim(lookup.last4));
  if (!last4.empty() && last4.back() == 'x') last4.back() = 'X';
  if (trim(lookup.name).empty() || last4.size() != 4)
    return wrong("id_number",
                 {"要有完整证件号、电话，或姓名加证件号后四位。",
                  "A whole ID number, a telephone, or a name with the last four signs is needed."},
                 {"补全其中一种。", "Complete one of them."});
  return name_last4_mark(keys, trim(lookup.name), last4);
}

}  // namespace

Json People::list(const Caller& caller, PageQuery query) {
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    const auto reach = reach_within(context_, snapshot, caller, query.area);
    if (query.area && reach.empty()) return fail(kNoArea);
    std::optional<ListMark> after;
    if (!query.cursor.empty()) {
      const auto parts = cursor_parts(query.cursor, 4);
      if (!parts) return fail(kBadCursor);
      after = ListMark{(*parts)[0], (*parts)[1], (*parts)[2], (*parts)[3]};
    }
    const auto on = query.on.value_or(day_of_caller(snapshot, caller));
    const auto lines = list_persons(snapshot, caller.district, reach, on, after, query.limit + 1);
    const auto limit = static_cast<std::size_t>(query.limit);
    JsonWriter w;
    w.begin_object().key("items").begin_array();
    for (std::size_t i = 0; i < std::min(limit, lines.size()); ++i) {
      const auto& line = lines[i];
      w.begin_object();
      write_person_line(w, line.person);
      w.field("stay", to_string(line.stay)).field("relation", line.relation).key("household").begin_object();
      write_household(w, context_, snapshot, caller, line.household);
      w.end_object().end_object();
    }
    w.end_array();
    if (lines.size() > limit) {
      const auto& last = lines[limit - 1];
      w.field("next",
              cursor_text({last.root, last.household.place.value, last.household.id.value, last.person.id.value}));
    } else {
      w.field("next", nullptr);
    }
    return w.end_object().take();
  };
  co_return co_await context_.store.read(work);
}

Json People::search(const Caller& caller, std::string typed, PageQuery query) {
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    auto mark = search_mark(query.cursor);
    if (!mark) return fail(kBadCursor);
    const auto reach = reach_within(context_, snapshot, caller, query.area);
    if (query.area && reach.empty()) return fail(kNoArea);
    const auto on = day_of_caller(snapshot, caller);
    std::vector<Person> found;
    bool more = false;
    if (query.cursor.empty())
      found =
          persons_within(snapshot, caller.district, reach, minors_named(context_, snapshot, caller.district, typed));
    const auto wanted = static_cast<std::size_t>(query.limit);
    for (int looks = 0;;) {
      const auto ids = find_names(context_, snapshot, caller.district, reach,
                                  {typed, mark->begins, on, mark->below, query.limit + 1});
      if (ids.empty()) {
        // Only when no whole sound was found at all are beginnings looked for.
        if (mark->begins || mark->below != kNewest) break;
        mark->begins = true;
        continue;
      }
      for (auto& person : persons_within(snapshot, caller.district, reach, ids))
        if (person.state == PersonState::Here) found.push_back(std::move(person));
      mark->below = ids.back().value;
      looks += static_cast<int>(ids.size());
      more = ids.size() > wanted;
      if (!more || found.size() > wanted || looks >= kMostLooks) break;
    }
    if (found.size() > wanted) {
      found.resize(wanted);
      mark->below = found.back().id.value;
      more = true;
    }
    JsonWriter w;
    w.begin_object().key("items").begin_array();
    const auto homes = load_households(snapshot, caller.district, found);
    for (const auto& person : found) write_found(w, context_, snapshot, caller, homes, person);
    w.end_array().field("next",
                        more ? std::optional((mark->begins ? "b" : "e") + std::to_string(mark->below)) : std::nullopt);
    w.field("complete", !people_search_is_behind(snapshot, caller.district));
    return w.end_object().take();
  };
  co_return co_await context_.store.read(work);
}

Json People::look_up(const Caller& caller, Lookup lookup) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    if (trim(lookup.reason).empty()) return fail(kNoReason);
    const auto mark = mark_of_lookup(context_, lookup);
    if (!mark) return fail(mark.error());
    using std::chrono::hours;
    const auto made = count_lookups(transaction, caller.district, caller.account, transaction.now() - hours{1});
    if (made >= context_.book->lookups_per_hour) {
      auto error = make_error(kTooManyLookups);
      error.retry_after_seconds = 3600;
      return fail(std::move(error));
    }
    constexpr int kMost = 20;
    const auto found = persons_within(transaction, caller.district, reach_of(context_, transaction, caller),
                                      bearers_of(transaction, caller.district, *mark, kMost));
    const auto id = insert_lookup(transaction, caller.district, caller.account, static_cast<int>(mark->kind),
                                  trim(lookup.reason), static_cast<std::int64_t>(found.size()));
    transaction.record(event_of(caller, "people.looked_up", "person_lookup", id, {{&kLookupsTable, {id}}}));
    JsonWriter w;
    w.begin_object().key("items").begin_array();
    const auto homes = load_households(transaction, caller.district, found);
    for (const auto& person : found) {
      // Whoever asks with a number learns whose it is: the person sees that too.
      log_reading(transaction, caller, person.id, mark->kind == MarkKind::Phone ? "phone" : "id_number", true,
                  trim(lookup.reason));
      write_found(w, context_, transaction, caller, homes, person);
    }
    return w.end_array().end_object().take();
  };
  co_return co_await context_.store.write(work);
}

Json People::show(const Caller& caller, PersonId person) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    const auto found = find_person(context_, transaction, caller, person);
    if (!found) return fail(found.error());
    JsonWriter w;
    w.begin_object();
    write_person_line(w, *found);
    w.field("education", found->education).field("version", found->version);
    w.field("merged_into", found->merged_into).field("changed_at", format_instant(found->changed_at, caller.offset));
    w.key("protected").begin_object();
    const auto secret = open_protected(transaction, context_.keys(), caller.district, person);
    if (secret) log_reading(transaction, caller, person, fields_of(*secret), true, "");
    write_protected(w, *context_.book, secret.value_or(Protected{}), true);
    w.end_object().key("household");
    if (const auto home = load_household(transaction, caller.district, found->household)) {
      w.begin_object();
      write_household(w, context_, transaction, caller, *home);
      w.end_object();
    } else {
      w.value(nullptr);
    }
    write_residences(w, context_, transaction, caller, person);
    w.field("may_edit", caller.may(accounts::Right::PeopleEdit) && found->state == PersonState::Here);
    w.field("may_admin", caller.may(accounts::Right::PeopleAdmin));
    return w.end_object().take();
  };
  co_return co_await context_.store.write(work);
}

Json People::read_protected(const Caller& caller, PersonId person, std::string reason) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    if (trim(reason).empty()) return fail(kNoReason);
    const auto found = find_living(context_, transaction, caller, person);
    if (!found) return fail(found.error());
    const auto secret = open_protected(transaction, context_.keys(), caller.district, person);
    if (secret) log_reading(transaction, caller, person, fields_of(*secret), false, trim(reason));
    JsonWriter w;
    w.begin_object();
    write_protected(w, *context_.book, secret.value_or(Protected{}), false);
    return w.end_object().take();
  };
  co_return co_await context_.store.write(work);
}

Json People::readings(const Caller& caller, PersonId person, PageQuery query) {
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    const auto found = find_person(context_, snapshot, caller, person);
    if (!found) return fail(found.error());
    const auto below = query.cursor.empty() ? kNewest : parse_id(query.cursor).value_or(0);
    const auto all = load_readings(snapshot, caller.district, person, below, query.limit);
    JsonWriter w;
    w.begin_object().key("items").begin_array();
    for (const auto& reading : all) {
      w.begin_object().field("at", format_instant(reading.at, caller.offset));
      w.field("by", accounts::account_name(snapshot, caller.district, reading.account));
      w.field("fields", reading.fields).field("masked", reading.masked).field("reason", reading.reason).end_object();
    }
    const bool more = all.size() == static_cast<std::size_t>(query.limit);
    w.end_array().field("next", more ? std::optional(std::to_string(all.back().id)) : std::nullopt);
    return w.end_object().take();
  };
  co_return co_await context_.store.read(work);
}

}  // namespace linli::people
