#pragma once
// Plans as JSON, the way pages and commands show them. Whoever does not answer for the whole district sees the
// communities of their own areas, with figures of those alone.

#include <string>
#include <vector>

#include "base/json_writer.hpp"
#include "modules/accounts/api.hpp"
#include "modules/grid_plans/desk.hpp"
#include "modules/grid_plans/shelf.hpp"

namespace linli::grid_plans {

struct ViewContext {
  storage::Snapshot& snapshot;
  const accounts::Caller& caller;
  const PlanDesk& desk;
};

[[nodiscard]] Visible visible_of(const accounts::Caller& caller, const Input& input);
// Plans without an input are the district's own business.
[[nodiscard]] bool may_see(const accounts::Caller& caller, const PlanView& view);

void write_figures(JsonWriter& w, const Figures& figures);
void write_reference(JsonWriter& w, std::int64_t id, std::string_view name);      // {"id","name"}
void write_person(JsonWriter& w, const ViewContext& context, AccountId account);  // null for nobody
void write_texts(JsonWriter& w, std::string_view name, const std::vector<Text>& texts);

// `proof` of a whole: the weakest of what the caller sees; "given" where somebody changed it by hand.
struct Judgement {
  std::string_view proof;
  Text text;
  std::int64_t bound = 0;
  std::int64_t gap = 0;
};
[[nodiscard]] Judgement judge(const Division& division, const Visible& visible);
[[nodiscard]] std::string_view name_of(gridding::GridKind kind);
[[nodiscard]] std::string_view name_of(gridding::Proof proof);
[[nodiscard]] std::string_view name_of(gridding::Method method);

void write_plan(JsonWriter& w, const ViewContext& context, const PlanView& view, bool with_communities);
// Rows of grids in force that left the band, of courtyards in no grid.
void write_drift(JsonWriter& w, const Division& present, const Visible& visible);
[[nodiscard]] std::string defaults_json(const ViewContext& context, const std::optional<ReviewDue>& review);
[[nodiscard]] std::string grids_json(const ViewContext& context, const PlanView& view, bool present, AreaId community);
[[nodiscard]] std::string map_json(const ViewContext& context, const PlanView& view);
[[nodiscard]] std::string compare_json(const ViewContext& context, const std::vector<PlanView>& views);
enum class Show { Doubtful, Islands, Decided, All };
[[nodiscard]] std::string neighbours_json(const ViewContext& context, const PlanView& view, Show show,
                                          AreaId community);
[[nodiscard]] std::string moves_json(const ViewContext& context, const PlanView& view);
[[nodiscard]] std::string comments_json(const ViewContext& context, const PlanView& view);
void write_comment(JsonWriter& w, const ViewContext& context, const Comment& comment);

}  // namespace linli::grid_plans
