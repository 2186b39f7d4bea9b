// Roads, rivers and walls that no grid may cross, drawn once for all plans (R072).
#include "base/text.hpp"
#include "modules/grid_plans/barrier_json.hpp"
#include "modules/grid_plans/defaults.hpp"
#include "modules/grid_plans/lists.hpp"
#include "modules/grid_plans/schema.hpp"
#include "modules/grid_plans/service_parts.hpp"

namespace linli::grid_plans {
namespace {

constexpr std::size_t kMostLines = 2000;

std::string one_json(const DistrictBarrier& barrier) {
  JsonWriter w;
  w.begin_object();
  write_barrier_fields(w, barrier.line);
  w.field("from", format_date(barrier.from)).field("source", barrier.source);
  if (barrier.to) w.field("to", format_date(*barrier.to));
  return w.end_object().take();
}

void write_row(JsonWriter& w, const ViewContext& context, const DistrictBarrier& barrier) {
  w.begin_object().field("id", std::to_string(barrier.id));
  write_barrier_fields(w, barrier.line);
  w.field("from", format_date(barrier.from)).key("to");
  barrier.to ? w.value(format_date(*barrier.to)) : w.value(nullptr);
  w.field("source", barrier.source).field("added_at", format_instant(barrier.added_at, context.caller.offset));
  w.key("by");
  write_person(w, context, barrier.added_by);
  w.end_object();
}

storage::Event barrier_event(const accounts::Caller& caller, std::string_view kind, std::int64_t id) {
  storage::Event event;
  event.district = caller.district;
  event.kind = kind;
  event.actor_kind = storage::ActorKind::Staff;
  event.actor = caller.account;
  event.subject_kind = "grid_barrier";
  event.subject_id = id;
  return event;
}

Result<std::vector<Barrier>> read_lines(const BarrierWish& wish) {
  std::vector<Fault> faults;
  std::vector<Barrier> lines;
  const auto& kinds = shipped_defaults().barrier_kinds;
  for (std::size_t i = 0; i < wish.lines.size(); ++i) {
    auto line = barrier_of(wish.lines[i]);
    if (!line) {
      faults.push_back({"items", i + 1, {}, {"内容不合格式", "it has the wrong form"}, barrier_remedy()});
    } else if (!on_earth(*line)) {
      faults.push_back(off_earth("items", *line));
    } else if (!contains(kinds, line->kind)) {
      faults.push_back({"items",
                        i + 1,
                        line->kind,
                        {"没有这种阻隔", "there is no such kind of barrier"},
                        {"填 river、rail、road 或 wall", "give river, rail, road or wall"}});
    } else {
      lines.push_back(std::move(*line));
    }
  }
  if (wish.lines.empty() || wish.lines.size() > kMostLines)
    faults.push_back({"items",
                      std::nullopt,
                      std::to_string(wish.lines.size()),
                      {"一次应有1到2000条线", "there must be 1 to 2000 lines at a time"},
                      {"画一条线，或选一个有线的文件", "draw a line, or choose a file that has some"}});
  if (trim(wish.source).empty())
    faults.push_back({"source",
                      std::nullopt,
                      {},
                      {"没有写来源", "it does not say where the lines are from"},
                      {"例如“现场踏勘”或文件名", "for instance “seen on the spot”, or the file's name"}});
  if (!faults.empty()) return fail(kInvalid, std::move(faults));
  return lines;
}

}  // namespace

GridPlans::Json GridPlans::barriers(const Caller& caller, std::optional<Date> on) {
  return parts_.store.read_now([&](Snapshot& snapshot) -> Json {
    const auto day = on.value_or(date_of(snapshot.now(), caller.offset));
    JsonWriter w;
    w.begin_object().field("on", format_date(day)).key("items").begin_array();
    for (const auto& barrier : load_barriers(snapshot, caller.district, day))
      write_row(w, context(snapshot, caller), barrier);
    w.end_array().field("next", nullptr).end_object();
    return w.take();
  });
}

GridPlans::Json GridPlans::add_barriers(const Caller& caller, const BarrierWish& wish) {
  auto lines = read_lines(wish);
  if (!lines) return fail(lines.error());
  parts_.store.write_now([&](Transaction& transaction) {
    const auto from = wish.from.value_or(date_of(transaction.now(), caller.offset));
    for (auto& line : *lines) {
      DistrictBarrier barrier{
          .id = transaction.new_id(), .line = std::move(line), .from = from, .to = {}, .source = {}};
      barrier.source = std::string(trim(wish.source));
      barrier.added_at = transaction.now();
      barrier.added_by = caller.account;
      auto event = barrier_event(caller, "grid_plans.barrier_added", barrier.id);
      event.after = one_json(barrier);
      event.rows.push_back(insert_barrier(transaction, caller.district, barrier));
      transaction.record(event);
    }
    return true;
  });
  return barriers(caller, wish.from);
}

GridPlans::Json GridPlans::end_barrier(const Caller& caller, std::int64_t id, std::optional<Date> on) {
  auto done = parts_.store.write_now([&](Transaction& transaction) -> Result<void> {
    auto barrier = load_barrier(transaction, caller.district, id);
    if (!barrier) return fail(kNoBarrier);
    if (barrier->to) return fail(kBarrierEnded);
    auto event = barrier_event(caller, "grid_plans.barrier_ended", id);
    event.before = one_json(*barrier);
    barrier->to = on.value_or(date_of(transaction.now(), caller.offset));
    event.after = one_json(*barrier);
    event.rows.push_back(grid_plans::end_barrier(transaction, caller.district, id, *barrier->to, caller.account));
    transaction.record(event);
    return {};
  });
  if (!done) return fail(done.error());
  return barriers(caller, std::nullopt);
}

}  // namespace linli::grid_plans
