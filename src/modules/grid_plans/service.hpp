#pragma once
// The desk of grid plans: everything that pages and commands do with them. Each call is one transaction; all block the
// calling thread for as long as the database and some ten milliseconds of judging take, so that handlers run them
// aside.

#include <functional>
#include <string>

#include "http/events.hpp"
#include "modules/accounts/api.hpp"
#include "modules/areas/api.hpp"
#include "modules/cases/api.hpp"
#include "modules/grid_plans/desk.hpp"
#include "modules/grid_plans/shelf.hpp"
#include "modules/grid_plans/views.hpp"

namespace linli::grid_plans {

// References must outlive the service.
struct GridPlansParts {
  storage::Store& store;
  http::LiveHub& hub;
  const Clock& clock;
  std::function<cases::Pen(storage::Snapshot&, DistrictId, Offset)>
      pen;                                       // how cases are written when a plan comes into force
  std::function<void()> territory_changed = {};  // after an adoption: the atlas is told
  std::string public_url = {};                   // stands in QR codes
  // Tells the district's people, in the same transaction, that a review has fallen due.
  std::function<void(storage::Transaction&, DistrictId, Date due)> review_due = {};
};

// What a request says of a plan; what is empty stays as it is (or has its default).
struct PlanWish {
  int version = 0;
  std::optional<std::string> name;
  std::optional<std::string> note;
  std::optional<Purpose> purpose;
  std::optional<Date> as_of;
  std::optional<std::vector<AreaId>> areas;
  std::optional<boost::json::object> rules;
  PlanId copy_of;
};

struct MoveWish {
  int version = 0;
  AreaId unit;
  std::optional<std::uint32_t> to;  // empty: a grid of its own
  bool dry_run = false;
};

// Lines that somebody drew or brought as a file.
struct BarrierWish {
  std::vector<boost::json::value> lines;  // each as barrier_of() reads it
  std::optional<Date> from;               // empty: today
  std::string source;
};

// A step on a plan as somebody saw it.
struct PlanStep {
  PlanId plan;
  int version = 0;
  std::string text;  // note or reason
};

class GridPlans {
 public:
  using Caller = accounts::Caller;
  using Json = Result<std::string>;

  explicit GridPlans(GridPlansParts parts) : parts_(std::move(parts)), desk_(parts_.store, parts_.hub, parts_.clock) {}

  [[nodiscard]] PlanDesk& desk() { return desk_; }

  // Making and working out. Answers carry the plan as JSON.
  Json create(const Caller& caller, const PlanWish& wish);
  Result<PlanId> add(const Caller& caller, const PlanWish& wish);  // the same, without starting to prepare it
  Json change(const Caller& caller, PlanId plan, const PlanWish& wish);
  Json start(const Caller& caller, PlanId plan, JobKind kind);
  Json cancel(const Caller& caller, PlanId plan);
  Json discard(const Caller& caller, const PlanStep& step);

  // Looking.
  Json defaults(const Caller& caller);
  Json list(const Caller& caller, std::optional<State> state, PlanId before, int limit);
  Json show(const Caller& caller, PlanId plan);
  Json grids(const Caller& caller, PlanId plan, bool present, AreaId community);
  Json map(const Caller& caller, PlanId plan);
  Json compare(const Caller& caller, const std::vector<PlanId>& plans);
  Json neighbours(const Caller& caller, PlanId plan, Show show, AreaId community);
  Json moves(const Caller& caller, PlanId plan);
  Json comments(const Caller& caller, PlanId plan);
  // What the caller may see of a plan, with everything worked out, for commands. Fails: kNotFound.
  Result<PlanView> view(const Caller& caller, PlanId plan);

  // Changing by hand and deciding.
  Json decide(const Caller& caller, AreaId a, AreaId b, std::optional<bool> neighbours, std::string_view reason);
  Json move(const Caller& caller, PlanId plan, const MoveWish& wish);
  Json undo(const Caller& caller, const PlanStep& step);
  Json comment(const Caller& caller, PlanId plan, std::string_view text, std::optional<std::uint32_t> grid);
  Json approve(const Caller& caller, const PlanStep& step);
  Json withdraw(const Caller& caller, const PlanStep& step);

  // Roads, rivers and walls of the district that stand on that day or later (empty: today).
  Json barriers(const Caller& caller, std::optional<Date> on);
  Json add_barriers(const Caller& caller, const BarrierWish& wish);
  // From that day on it separates nobody; on its first day or before: it never did.
  Json end_barrier(const Caller& caller, std::int64_t barrier, std::optional<Date> on);

  // Coming into force.
  Json preview(const Caller& caller, PlanId plan, std::optional<Date> on);
  Json adopt(const Caller& caller, const PlanStep& step, Date on);
  Json roll_back(const Caller& caller, const PlanStep& step);
  Json sheets(const Caller& caller, PlanId plan);
  Json qr(const Caller& caller, PlanId plan, std::uint32_t key);
  // Timed duty: puts plans into force whose day has come; how many. What cannot be adopted says why on its page.
  int adopt_due(DistrictId district, Offset offset);

  // The yearly review: when it is due, or empty while no grid is in force.
  std::optional<ReviewDue> review(Snapshot& snapshot, DistrictId district, Date today);
  // Timed duty: tells of a review whose day has come, once for each such day and not while one is open. True when it
  // did.
  bool remind_review(DistrictId district, Offset offset);

 private:
  [[nodiscard]] Result<PlanView> load(Snapshot& snapshot, const Caller& caller, PlanId plan);
  template <class Write>
  Json look(const Caller& caller, PlanId plan, Write write);
  // Loads, checks state and version, runs `change` on the plan, writes it and records the event.
  template <class Change>
  Json take(const Caller& caller, const PlanStep& step, std::string_view kind, Change change);
  [[nodiscard]] ViewContext context(Snapshot& snapshot, const Caller& caller) { return {snapshot, caller, desk_}; }
  void tell(Transaction& transaction, DistrictId district, const Plan& plan);
  Result<void> bring_into_force(Transaction& transaction, DistrictId district, Offset offset, Plan& plan,
                                const Division& division);
  void note_problem(DistrictId district, PlanId plan, const Error& error);

  GridPlansParts parts_;
  Shelf shelf_;
  PlanDesk desk_;
};

}  // namespace linli::grid_plans
