// Open cases follow the grids when a plan comes into force.
#include <fmt/core.h>

#include <algorithm>
#include <limits>
#include <set>

#include "modules/cases/records.hpp"
#include "modules/cases/scope_store.hpp"
#include "modules/cases/store.hpp"

namespace linli::cases {

using storage::Snapshot;
using storage::Transaction;

namespace {

bool among(std::span<const GridId> grids, GridId grid) { return std::ranges::find(grids, grid) != grids.end(); }

bool led_by(const Case& entry, std::span<const GridId> grids) {
  return entry.lead.kind == LeadKind::Grid && among(grids, GridId{entry.lead.id});
}

// Open cases that stand in one of the grids, each once.
std::vector<CaseId> open_cases_of(Snapshot& snapshot, DistrictId district, std::span<const GridId> grids) {
  std::set<CaseId> found;
  for (const auto grid : grids) {
    auto rows = snapshot.query("SELECT case_id FROM case_scopes WHERE district = $1 AND scope = $2 AND ended = 0",
                               district, grid);
    while (rows.next()) found.insert(rows.id<CaseId>(0));
  }
  return {found.begin(), found.end()};
}

GridId new_grid_of(const Case& entry, GridId was, const Regrid& regrid) {
  for (const auto area : {entry.where.building, entry.where.courtyard}) {
    if (const auto found = regrid.grid_of.find(area); area && found != regrid.grid_of.end()) return found->second;
  }
  const auto found = regrid.otherwise.find(was);
  return found == regrid.otherwise.end() ? GridId{} : found->second;
}

// The new steward takes the case up anew; who goes on being its steward keeps it in hand. Without a steward it lies
// with the community's desk.
void hand_to(Case& entry, GridId grid, const Regrid& regrid) {
  const auto duty = regrid.duties.find(grid);
  const bool has_steward = duty != regrid.duties.end() && duty->second.steward;
  const bool stays =
      has_steward && entry.handler && (entry.handler == duty->second.steward || entry.handler == duty->second.deputy);
  entry.lead = has_steward ? lead_of(grid) : Lead{};
  if (entry.state != State::Dispatched && entry.state != State::Accepted) return;
  if (entry.state == State::Accepted && stays) return;
  entry.handler = {};
  entry.state = has_steward ? State::Dispatched : State::Received;
}

Outcome follow_grids(const Case& current, const Regrid& regrid, Instant now) {
  Outcome outcome{current, {}};
  auto& entry = outcome.after;
  const bool led = led_by(entry, regrid.closed);
  const auto was = led ? GridId{entry.lead.id} : entry.where.grid;
  const auto grid = new_grid_of(entry, was, regrid);
  if (among(regrid.closed, entry.where.grid)) entry.where.grid = grid;
  if (led) hand_to(entry, grid, regrid);
  if (grid && std::ranges::find(entry.scopes, grid.value) == entry.scopes.end()) entry.scopes.push_back(grid.value);
  Hop hop;
  hop.seq = ++entry.hops;
  hop.at = now;
  hop.step = led ? Step::HandOn : Step::Note;
  hop.from = current.state;
  hop.to_state = entry.state;
  if (led) hop.to = entry.lead;
  hop.reason = led ? regrid.reason : std::string();
  hop.note = led ? std::string() : regrid.reason;
  hop.clock_seconds = std::chrono::duration_cast<std::chrono::seconds>(now - current.received_at).count();
  outcome.hops.push_back(std::move(hop));
  ++entry.version;
  return outcome;
}

}  // namespace

std::int64_t count_open_of_grids(Snapshot& snapshot, DistrictId district, std::span<const GridId> grids) {
  std::int64_t count = 0;
  for (const auto id : open_cases_of(snapshot, district, grids)) {
    const auto entry = load_case(snapshot, district, id);
    const bool concerned = entry && (among(grids, entry->where.grid) || led_by(*entry, grids));
    count += concerned ? 1 : 0;
  }
  return count;
}

std::int64_t regrid_cases(Transaction& transaction, const Pen& pen, const Regrid& regrid) {
  std::int64_t rerouted = 0;
  for (const auto id : open_cases_of(transaction, pen.district, regrid.closed)) {
    const auto current = load_case(transaction, pen.district, id);
    if (!current) continue;
    const bool led = led_by(*current, regrid.closed);
    if (!led && !among(regrid.closed, current->where.grid)) continue;
    auto outcome = follow_grids(*current, regrid, transaction.now());
    set_case_grid(transaction, pen.district, id, outcome.after.where.grid);
    const auto written = write_change(transaction, pen, *current, std::move(outcome), {}, {});
    LINLI_ASSERT(written.has_value());  // nobody else writes in this transaction
    ++rerouted;
  }
  return rerouted;
}

}  // namespace linli::cases
