#include <algorithm>

#include "base/json_writer.hpp"
#include "http/aside.hpp"
#include "modules/compliance/api.hpp"
#include "modules/compliance/errors.hpp"
#include "modules/compliance/findings.hpp"
#include "modules/compliance/json.hpp"

namespace linli::compliance {

namespace asio = boost::asio;
using http::aside;  // all rules about all records take that long
using storage::Snapshot;

namespace {

// Opening a board and then its rows asks the rules once.
constexpr std::chrono::seconds kFresh{5};
constexpr std::size_t kMostKept = 16;

Date day_of(const Snapshot& snapshot, const accounts::Caller& caller, const std::optional<Date>& asked) {
  return asked.value_or(date_of(snapshot.now(), caller.offset));
}

}  // namespace

std::shared_ptr<const Findings> Compliance::findings(Snapshot& snapshot, DistrictId district, Date on) {
  const std::tuple key(district, on, rules::ModelShelf::revision(snapshot, district, on));
  {
    const std::scoped_lock lock(mutex_);
    const auto found = kept_.find(key);
    if (found != kept_.end() && snapshot.now() < found->second.until) return found->second.findings;
  }
  const auto model = parts_.shelf.model(snapshot, district, on);
  const auto facts = read_facts(snapshot, district, on, model, parts_.declared);
  auto fresh = std::make_shared<const Findings>(find_all(*facts, model, on, snapshot.now()));
  const std::scoped_lock lock(mutex_);
  if (kept_.size() >= kMostKept) kept_.clear();
  kept_[key] = {fresh, snapshot.now() + kFresh};
  return fresh;
}

Result<AreaId> Compliance::scope_of(const accounts::Caller& caller, AreaId asked) const {
  const auto& atlas = parts_.atlas;
  if (asked) {
    const bool seen = caller.whole_district ? atlas.place_of(caller.district, asked).has_value()
                                            : atlas.within(caller.district, asked.value, caller.scopes);
    if (!seen || !atlas.level(asked.value)) return fail(kNoArea);
    return asked;
  }
  if (caller.whole_district) return areas::district_area(caller.district);
  for (const auto& role : caller.roles) {
    if (role.area) return role.area;
  }
  return fail(kNoArea);
}

std::string Compliance::render(const Findings& findings, DistrictId district, AreaId area) const {
  const auto& model = *findings.model;
  JsonWriter w;
  w.begin_object();
  write_area(w, parts_.atlas, model, area);
  w.field("as_of", format_date(findings.as_of)).field("counted_at", format_instant(findings.counted_at));
  w.key("model").begin_object().field("code", model.head.code).field("name", model.head.name).end_object();
  write_tally(w, "total", total_of(findings, area));
  w.key("rules").begin_array();
  for (const auto& row : tallies_of(findings, area)) write_rule(w, model, row);
  w.end_array().key("by_child").begin_array();
  for (const auto child : parts_.atlas.children(district, area.value)) {
    if (!parts_.atlas.level(child)) continue;  // grids have no board of their own
    w.begin_object();
    write_area(w, parts_.atlas, model, AreaId{child});
    write_tally(w, "total", total_of(findings, AreaId{child}));
    w.end_object();
  }
  return w.end_array().end_object().take();
}

asio::awaitable<Result<std::string>> Compliance::board(const accounts::Caller& caller, BoardRequest request) {
  const auto area = scope_of(caller, request.area);
  if (!area) co_return fail(area.error());
  auto work = [&](Snapshot& snapshot) {
    const auto found = findings(snapshot, caller.district, day_of(snapshot, caller, request.as_of));
    return render(*found, caller.district, *area);
  };
  co_return co_await aside(worker_, [&] { return parts_.store.read_now(work); });
}

asio::awaitable<Result<std::string>> Compliance::records(const accounts::Caller& caller, RecordsRequest request) {
  const auto area = scope_of(caller, request.board.area);
  if (!area) co_return fail(area.error());
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    const auto found = findings(snapshot, caller.district, day_of(snapshot, caller, request.board.as_of));
    const auto& all_rules = found->model->rules;
    JsonWriter w;
    w.begin_object().key("items").begin_array();
    int taken = 0;
    std::int64_t last = 0;
    const bool known = found->model->rule(request.rule, found->as_of) != nullptr;
    for (const auto& finding : found->all) {
      const bool wanted = all_rules[finding.rule].code == request.rule && finding.id > request.after &&
                          lies_in(finding, *area) &&
                          (request.outcome.empty() || to_string(finding.answer.outcome) == request.outcome);
      if (!wanted) continue;
      if (taken++ == request.limit) break;
      write_finding(w, parts_.atlas, finding);
      last = finding.id;
    }
    if (!known) return fail(kNoRule);
    w.end_array().field("next", taken > request.limit ? std::optional(std::to_string(last)) : std::nullopt);
    return w.end_object().take();
  };
  co_return co_await aside(worker_, [&] { return parts_.store.read_now(work); });
}

}  // namespace linli::compliance
