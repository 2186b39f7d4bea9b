// What a new scenario starts from, with its sources.
#include <algorithm>

#include "modules/areas/api.hpp"
#include "modules/grid_plans/defaults.hpp"
#include "modules/grid_plans/views.hpp"

namespace linli::grid_plans {
namespace {

void write_default(JsonWriter& w, std::string_view name, std::int64_t value, const Source& source) {
  w.key(name).begin_object().field("value", value).field("source", source.text).field("row", source.row).end_object();
}

void write_review(JsonWriter& w, const std::optional<ReviewDue>& review) {
  const auto& defaults = shipped_defaults();
  w.key("review").begin_object().field("every_months", defaults.review_months);
  w.field("source", defaults.review.text).field("row", defaults.review.row).key("last");
  review ? w.value(format_date(review->last)) : w.value(nullptr);
  w.key("due");
  review ? w.value(format_date(review->due)) : w.value(nullptr);
  w.field("come", review && review->come).key("open");
  review && review->open != 0 ? w.value(std::to_string(review->open)) : w.value(nullptr);
  w.end_object();
}

}  // namespace

std::string defaults_json(const ViewContext& context, const std::optional<ReviewDue>& review) {
  const auto& defaults = shipped_defaults();
  const auto today = date_of(context.snapshot.now(), context.caller.offset);
  JsonWriter w;
  w.begin_object();
  write_default(w, "threshold", defaults.rules.threshold, defaults.threshold);
  write_default(w, "upper", defaults.rules.upper, defaults.upper);
  write_default(w, "split_above", defaults.rules.split_above, defaults.split_above);
  w.key("order").begin_array();
  for (const auto objective : defaults.rules.order) w.value(gridding::name(objective));
  w.end_array().key("order_choices").begin_array();
  for (const auto objective : defaults.rules.order)
    w.begin_object().field("name", gridding::name(objective)).field("label", label(objective)).end_object();
  w.end_array().field("order_source", defaults.order.text).key("standing_alone").begin_array();
  for (const auto& kind : defaults.rules.standing_alone) w.value(kind);
  w.end_array().field("standing_alone_source", defaults.standing_alone.text).key("kinds").begin_array();
  std::vector<std::string> kinds;
  const auto yards =
      areas::areas_of_level(context.snapshot, context.caller.district, areas::Level::Courtyard, {today, std::nullopt});
  for (const auto& yard : yards)
    if (!yard.facts.kind.empty()) kinds.push_back(yard.facts.kind);
  std::ranges::sort(kinds);
  kinds.erase(std::ranges::unique(kinds).begin(), kinds.end());
  for (const auto& kind : kinds) w.value(kind);
  w.end_array().key("barrier_kinds").begin_array();
  for (const auto& kind : defaults.barrier_kinds) w.value(kind);
  w.end_array().key("roads").begin_object().field("narrow", defaults.rules.narrow_road);
  w.field("widest", defaults.rules.widest_road).field("source", defaults.roads.text).field("row", defaults.roads.row);
  w.end_object();
  write_review(w, review);
  w.field("seconds", defaults.rules.seconds).field("today", format_date(today)).end_object();
  return w.take();
}

}  // namespace linli::grid_plans
