#pragma once
// Residents, their homes and visits as app builds them. Every call answers JSON; what is not the caller's to see reads
// as not there.

#include <boost/asio/awaitable.hpp>
#include <boost/json/object.hpp>
#include <optional>
#include <string>

#include "modules/people/context.hpp"
#include "modules/people/records.hpp"

namespace linli::people {

template <class T>
using Awaitable = boost::asio::awaitable<T>;
using Json = Awaitable<Result<std::string>>;

struct PageQuery {
  AreaId area;
  std::string cursor;
  int limit = 50;
  std::optional<Date> on;
};

// Where somebody is put: a household that is there, or a place with a door.
struct Home {
  HouseholdId household;
  AreaId place;
  std::string door;
  std::string kind;
};

struct NewResident {
  Draft draft;
  Home home;
  Stay stay = Stay::Resident;
  std::string relation;
  std::optional<Date> from;
};

// A look-up by number: exactly one of the ways is filled.
struct Lookup {
  std::string id_number;
  std::string phone;
  std::string name;
  std::string last4;
  std::string reason;
};

struct NewVisit {
  HouseholdId household;
  PersonId person;
  AreaId area;
  std::optional<Date> on;
  Way way{};
  Outcome outcome{};
  std::string note;
  VisitPlanId plan;
  std::string key;  // idempotency key
};

struct VisitQuery {
  bool mine = false;
  std::optional<Date> due;  // the day's list instead of what was done
  HouseholdId household;
  PersonId person;
  AreaId area;
  std::string cursor;
  int limit = 50;
};

class People {
 public:
  // References must outlive the service.
  People(storage::Store& store, const areas::Atlas& atlas) : context_{store, atlas} {}

  [[nodiscard]] const Context& context() const { return context_; }

  // Persons.
  Json list(const accounts::Caller& caller, PageQuery query);
  Json search(const accounts::Caller& caller, std::string typed, PageQuery query);
  Json look_up(const accounts::Caller& caller, Lookup lookup);
  // Masked; the look is logged, since it tells what is on record.
  Json show(const accounts::Caller& caller, PersonId person);
  Json read_protected(const accounts::Caller& caller, PersonId person, std::string reason);
  Json readings(const accounts::Caller& caller, PersonId person, PageQuery query);
  Json add(const accounts::Caller& caller, NewResident resident);
  // `sent`: the members of the request's body; only what is named changes.
  Json change(const accounts::Caller& caller, PersonId person, int version, const boost::json::object& sent);
  Json move(const accounts::Caller& caller, PersonId person, Home home, Stay stay, std::string relation, Date from);
  Json leave(const accounts::Caller& caller, PersonId person, Date on);

  // Households.
  Json households(const accounts::Caller& caller, PageQuery query);
  Json household(const accounts::Caller& caller, HouseholdId household, std::optional<Date> on);
  Json add_household(const accounts::Caller& caller, Home home);
  Json change_household(const accounts::Caller& caller, HouseholdId household, std::optional<std::string> door,
                        std::optional<std::string> kind);

  // Visits.
  Awaitable<Result<std::pair<std::string, bool>>> add_visit(const accounts::Caller& caller, NewVisit visit);
  // The day's list, a household's, or the caller's own; of one person by visits_of(), which logs the reading.
  Json visits(const accounts::Caller& caller, VisitQuery query);
  Json visits_of(const accounts::Caller& caller, VisitQuery query);
  Json plans(const accounts::Caller& caller);
  Json add_plan(const accounts::Caller& caller, VisitPlan plan);
  Json end_plan(const accounts::Caller& caller, VisitPlanId plan, Date to);

  // The person's own: staff print a code once they have looked at the document; with it the person sees what is on
  // record and who read it, takes a copy, and asks for what the law gives.
  Json print_code(const accounts::Caller& caller, PersonId person);
  Json open_own(DistrictId district, std::string code);
  Json own_data(DistrictId district, std::string session, bool copy);
  Json own_request(DistrictId district, std::string session, std::string kind, std::string text);
  Json own_withdrawal(DistrictId district, std::string session, std::int64_t consent);
  Json take_request(const accounts::Caller& caller, PersonId person, std::string kind, std::string text);
  Json requests(const accounts::Caller& caller);
  // Granting an erasure erases; the other kinds are carried out by hand before they are answered.
  Json answer(const accounts::Caller& caller, std::int64_t request, bool granted, std::string answer);
  Json consents(const accounts::Caller& caller, PersonId person);
  Json add_consent(const accounts::Caller& caller, PersonId person, std::string field, std::string how, Date on);
  Json withdraw(const accounts::Caller& caller, PersonId person, std::int64_t consent);
  Json erase(const accounts::Caller& caller, PersonId person, std::string reason);
  Json retention(const accounts::Caller& caller, bool dry_run);

  // Who stands twice.
  Json duplicates(const accounts::Caller& caller);
  Json merge(const accounts::Caller& caller, PersonId kept, PersonId gone, std::string reason);
  Json merges(const accounts::Caller& caller);
  Json undo_merge(const accounts::Caller& caller, std::int64_t merge);

  [[nodiscard]] std::optional<accounts::District> home_district();

 private:
  const Context context_;
};

}  // namespace linli::people
