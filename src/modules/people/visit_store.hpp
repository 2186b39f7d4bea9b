#pragma once
// SQL of visits, plans of visits and what is due by them.

#include <optional>
#include <vector>

#include "modules/people/records.hpp"
#include "modules/people/types.hpp"

namespace linli::people {

// False when a visit with that request is there already.
bool insert_visit(storage::Transaction& transaction, DistrictId district, const Visit& visit,
                  const std::optional<storage::Bytes>& note, const std::optional<storage::Digest>& request);
[[nodiscard]] std::optional<VisitId> visit_of_request(storage::Snapshot& snapshot, DistrictId district,
                                                      const storage::Digest& request);

struct VisitRow {
  Visit visit;  // without its note
  std::optional<storage::Bytes> note;
};
[[nodiscard]] std::optional<VisitRow> load_visit(storage::Snapshot& snapshot, DistrictId district, VisitId visit);
// The newest first, ids below `below`.
[[nodiscard]] std::vector<VisitRow> visits_of_subject(storage::Snapshot& snapshot, DistrictId district,
                                                      std::int64_t subject, std::int64_t below, int limit);
// Those of an account, as far as they lie within the reach.
[[nodiscard]] std::vector<VisitRow> visits_by(storage::Snapshot& snapshot, DistrictId district, AccountId account,
                                              const Reach& reach, std::int64_t below, int limit);

void insert_plan(storage::Transaction& transaction, DistrictId district, const VisitPlan& plan);
void end_plan(storage::Transaction& transaction, DistrictId district, VisitPlanId plan, Date to);
[[nodiscard]] std::optional<VisitPlan> load_plan(storage::Snapshot& snapshot, DistrictId district, VisitPlanId plan);
// Plans whose area lies in the reach or above one of its roots: both say who is to be visited there.
[[nodiscard]] std::vector<VisitPlan> plans_of(storage::Snapshot& snapshot, DistrictId district, const Reach& reach);

// Everybody whom a fresh plan covers, spread over its days from area to area and door to door, so that the first round
// is no heap; how many.
std::int64_t fill_dues(storage::Transaction& transaction, const Pen& pen, const VisitPlan& plan);
// The same for whoever has come in since, by an import: of every plan that is open.
void fill_open_plans(storage::Transaction& transaction, const Pen& pen);
// Works out anew by which plans that household or person is to be visited, and when.
void settle_dues(storage::Transaction& transaction, const Pen& pen, SubjectKind kind, std::int64_t subject,
                 AreaId place);
void drop_dues(storage::Transaction& transaction, DistrictId district, std::int64_t subject);
// They were met on that day: due again a period later.
void satisfy_dues(storage::Transaction& transaction, DistrictId district, std::int64_t subject, Date on);

// Where the last page ended.
struct DueMark {
  std::int64_t root = 0;
  std::int64_t place = 0;
  std::string due;
  std::int64_t plan = 0;
  std::int64_t subject = 0;
};
struct DueLine {
  VisitDue due;
  std::int64_t root = 0;
};
// Due by that day within the reach, from area to area.
[[nodiscard]] std::vector<DueLine> list_dues(storage::Snapshot& snapshot, DistrictId district, const Reach& reach,
                                             Date by, const std::optional<DueMark>& after, int limit);

}  // namespace linli::people
