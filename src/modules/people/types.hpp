#pragma once
// Plain values of residents, their homes and the visits paid to them.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/id.hpp"
#include "base/time.hpp"

namespace linli::people {

struct PersonTag {};
struct HouseholdTag {};
struct VisitTag {};
struct VisitPlanTag {};
using PersonId = Id<PersonTag>;
using HouseholdId = Id<HouseholdTag>;
using VisitId = Id<VisitTag>;
using VisitPlanId = Id<VisitPlanTag>;

// GB/T 2261.1 as far as it is asked for; not said is no answer of ours.
enum class Gender { Unknown, Male, Female };
enum class PersonState { Here, Erased, Merged };
// How somebody lives where they live.
enum class Stay { Registered, Resident, Tenant, Collective, Left };
enum class Way { Call, Phone };  // 上门, 电话
enum class Outcome { Met, Absent, Declined, MovedAway };
enum class SubjectKind { Area, Household, Person };
enum class PlanSubject { Household, Person };

[[nodiscard]] std::string_view to_string(Gender gender);
[[nodiscard]] std::string_view to_string(PersonState state);
[[nodiscard]] std::string_view to_string(Stay stay);
[[nodiscard]] std::string_view to_string(Way way);
[[nodiscard]] std::string_view to_string(Outcome outcome);
[[nodiscard]] std::string_view to_string(SubjectKind kind);
[[nodiscard]] std::string_view to_string(PlanSubject subject);
[[nodiscard]] std::optional<Gender> parse_gender(std::string_view text);
[[nodiscard]] std::optional<Stay> parse_stay(std::string_view text);
[[nodiscard]] std::optional<Way> parse_way(std::string_view text);
[[nodiscard]] std::optional<Outcome> parse_outcome(std::string_view text);
[[nodiscard]] std::optional<PlanSubject> parse_plan_subject(std::string_view text);

// Somebody to call when help is needed.
struct ContactPerson {
  std::string name;
  std::string relation;
  std::string phone;
  bool operator==(const ContactPerson&) const = default;
};

// A need for care (服务标签) from the dictionary; never a mark of suspicion.
struct CareTag {
  std::string code;
  Date since{};
  std::optional<Date> until;  // the first day it no longer is
  std::string note;
  bool operator==(const CareTag&) const = default;
};

// Membership of the party (党员), as little of it as this place needs: the national register stays elsewhere.
struct Membership {
  std::string branch;
  std::string standing;  // full, probationary
  Date since{};
  std::optional<Date> until;
  bool operator==(const Membership&) const = default;
};

// What stands in the tables only as ciphertext under the person's key. Empty: not known.
struct Protected {
  std::string name;  // of somebody below the age of PIPL 28; others' names stand in the row
  std::string id_number;
  std::string phone;
  std::optional<Date> birth;
  std::string health;
  std::string hardship;
  std::vector<ContactPerson> contacts;
  std::vector<CareTag> tags;
  std::vector<Membership> memberships;
  bool operator==(const Protected&) const = default;
};

struct Person {
  PersonId id;
  std::string name;  // as the row has it: masked for a minor, empty when erased
  bool name_sealed = false;
  Gender gender{};
  std::string education;  // code of the dictionary; empty: unknown
  PersonState state{};
  HouseholdId household;  // where they live now, or lived last
  PersonId merged_into;
  int version = 1;
  Instant changed_at{};
  AccountId changed_by;
};

// A dwelling with those who live in it. `place` is the smallest area that is known: a building, a courtyard or the
// community.
struct Household {
  HouseholdId id;
  AreaId place;
  std::string door;  // 3单元502; empty: not known
  std::string kind;  // family, collective
  bool closed = false;
  Instant changed_at{};
};

// One stay of a person; the days are valid time.
struct Residence {
  PersonId person;
  int seq = 0;
  HouseholdId household;
  Stay stay{};
  std::string relation;  // to the head: head, spouse, child, parent …; empty: not said
  Date from{};
  std::optional<Date> to;  // the first day they no longer live there
};

struct NewPerson {
  std::string name;
  Gender gender{};
  std::string education;
  Protected secret;  // its name is ignored: `name` is the whole one
  Stay stay = Stay::Resident;
  std::string relation;
  Date from{};
};

struct Visit {
  VisitId id;
  SubjectKind subject{};
  std::int64_t subject_id = 0;
  AreaId place;  // where the subject lives
  VisitPlanId plan;
  Date on{};
  Instant at{};
  AccountId by;
  Way way{};
  Outcome outcome{};
  std::string note;  // sealed in the table
};

// Who is to be visited how often, until when, on what basis. No quota: it counts nobody's visits.
struct VisitPlan {
  VisitPlanId id;
  std::string name;
  AreaId area;
  PlanSubject subject{};
  std::string tag;  // persons with that care tag; empty: all
  int every_days = 90;
  Date from{};
  std::optional<Date> to;
  std::string basis;
  AccountId by;
};

// One line of the day's list.
struct VisitDue {
  VisitPlanId plan;
  SubjectKind subject{};
  std::int64_t subject_id = 0;
  AreaId place;
  Date due{};
  std::optional<Date> last;
};

// One look at a person's protected values, as the person may see it.
struct Reading {
  std::int64_t id = 0;
  PersonId person;
  Instant at{};
  AccountId account;   // none: the person, by a code
  std::string fields;  // names, separated by commas
  bool masked = true;
  std::string reason;
};

}  // namespace linli::people
