#pragma once
// What an import would do: decided row by row against what the district has, before anything is written.

#include <atomic>
#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "modules/areas/api.hpp"
#include "modules/bodies/api.hpp"
#include "modules/cases/api.hpp"
#include "modules/intake_files/sheet.hpp"
#include "modules/intake_files/types.hpp"
#include "modules/people/types.hpp"
#include "storage/store.hpp"

namespace linli::intake_files {

struct RowPlace {
  int sheet = -1;
  int row = -1;  // zero-based index in the sheet
};

// Keeps the first faults and counts all of them: a file may be wrong a million times.
class FaultList {
 public:
  static constexpr std::size_t kKept = 50'000;
  void add(FileFault fault);
  // Also marks the row as not taken.
  void refuse(RowPlace place, FileFault fault);
  [[nodiscard]] bool is_refused(RowPlace place) const { return refused_.contains({place.sheet, place.row}); }

  [[nodiscard]] const std::vector<FileFault>& kept() const { return kept_; }
  [[nodiscard]] std::int64_t total() const { return refuses_ + unknowns_ + warnings_; }
  [[nodiscard]] std::int64_t refused_rows() const { return static_cast<std::int64_t>(refused_.size()); }
  [[nodiscard]] std::int64_t unknown_fields() const { return unknowns_; }
  [[nodiscard]] std::int64_t warnings() const { return warnings_; }
  // Faults of the file as a whole (no row) that refuse it.
  [[nodiscard]] bool refuses_all() const { return refuses_all_; }

 private:
  std::vector<FileFault> kept_;
  std::set<std::pair<int, int>> refused_;
  std::int64_t refuses_ = 0;
  std::int64_t unknowns_ = 0;
  std::int64_t warnings_ = 0;
  bool refuses_all_ = false;
};

struct AreaEdit {
  RowPlace place;
  AreaId area;
  areas::AreaChange change;
};
struct OutlineEdit {
  RowPlace place;
  AreaId area;
  storage::Bytes wkb;
};
// Names of people as the file gives them; accounts are found or made when the plan is carried out.
struct Person {
  std::string name;
  std::string phone;
  AreaId community;  // tells two of one name apart when there is no phone
};
struct GridAdd {
  RowPlace place;
  areas::NewGrid grid;
  Person steward;
  Person deputy;
};
struct GridEdit {
  RowPlace place;
  GridId grid;
  areas::GridChange change;
  bool facts_change = false;
  bool members_change = false;
  std::vector<AreaId> members;
  bool duty_change = false;
  areas::GridDuty duty;  // who stays; people below are new
  Person steward;
  Person deputy;
};
struct BodyAdd {
  RowPlace place;
  bodies::NewBody body;
};
struct BodyEdit {
  RowPlace place;
  BodyId body;
  bodies::BodyChange change;
};

// A case as the ledger tells it.
struct CaseAdd {
  RowPlace place;
  std::string number;  // the office's own
  catalogue::Matter matter;
  cases::CaseLife life;
};

// A resident or household to be taken in. Cells are read again when it is written: a district's residents would fill
// the memory twice.
struct PeopleRow {
  RowPlace place;
  AreaId home;  // the smallest area that the row names
};

// A work order of the city's hotline: new, or a number that is known and was sent once more.
struct HotlineOrder {
  RowPlace place;
  std::string number;
  std::string digest;  // of the row: the same file again is not another sending
  Instant sent_at{};
  std::optional<Instant> due_at;
  // New.
  catalogue::Matter matter;
  cases::CaseLife life;
  // Known.
  std::optional<cases::Foreign> known;
  std::string reason;
};

struct Plan {
  Summary summary;
  FaultList faults;
  std::vector<Question> questions;

  std::vector<areas::NewArea> new_areas;
  std::vector<RowPlace> new_area_places;  // as long as new_areas
  std::vector<AreaEdit> area_edits;
  std::vector<AreaId> closed_areas;
  std::vector<OutlineEdit> outlines;
  std::vector<GridAdd> new_grids;
  std::vector<GridEdit> grid_edits;
  std::vector<GridId> closed_grids;
  std::vector<BodyAdd> new_bodies;
  std::vector<BodyEdit> body_edits;
  std::vector<BodyId> closed_bodies;
  std::vector<CaseAdd> new_cases;
  std::vector<PeopleRow> people;           // new and changed
  std::vector<people::PersonId> departed;  // of a full list: live there no more
  std::vector<HotlineOrder> orders;
};

struct Check {
  const std::vector<Sheet>& sheets;
  const std::vector<SheetUse>& uses;  // as long as sheets
  const Settings& settings;
  DistrictId district;
  const storage::KeyRing* keys = nullptr;  // residents are known again by keyed marks
  // What must be kept in step with cases that come in; app's list.
  std::span<const cases::Projection> projections = {};
  // What writes live cases; empty: nobody hears of them.
  std::function<cases::Pen(storage::Snapshot&)> pen = {};
  const std::atomic<bool>* cancel = nullptr;
  std::function<void(std::int64_t done, std::int64_t total)> progress;
};

// Fails only for what concerns the whole: kNoDistrict, kBadMapping, kBadAnswer, kCancelled. Everything about rows is in
// the plan. Writes nothing; a Transaction is a Snapshot too.
[[nodiscard]] Result<Plan> make_plan(storage::Snapshot& snapshot, const Check& check);

}  // namespace linli::intake_files
