#include "modules/registers/references.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "modules/bodies/api.hpp"
#include "modules/registers/index_store.hpp"
#include "modules/registers/record_store.hpp"
#include "modules/registers/rules.hpp"

namespace linli::registers {

using areas::Level;
using declare::FieldType;

namespace {

// `东关街道 / 解放社区` → the last part, and what stands before it.
std::pair<std::string_view, std::string_view> last_part(std::string_view text) {
  const auto slash = text.rfind('/');
  if (slash == std::string_view::npos) return {trim(text), {}};
  return {trim(text.substr(slash + 1)), trim(text.substr(0, slash))};
}

bool is_code(std::string_view text) {
  return text.size() >= 6 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

const References::ByName& References::level(Level wanted) {
  const auto found = levels_.find(wanted);
  if (found != levels_.end()) return found->second;
  ByName names;
  const auto today = date_of(snapshot_.now(), caller_.offset);
  for (const auto& area : areas::areas_of_level(snapshot_, caller_.district, wanted, {today, std::nullopt}))
    names[normal_text(area.facts.name)].push_back(area.id.value);
  return levels_.emplace(wanted, std::move(names)).first->second;
}

References::Ids References::areas_named(const Field& field, std::string_view text) {
  const auto [name, parent] = last_part(text);
  if (is_code(name))
    if (const auto area = areas::find_area_by_code(snapshot_, caller_.district, name)) return {area->value};
  const auto declared = areas::parse_level(field.declared.level);
  std::vector<Level> wanted{Level::District, Level::Subdistrict, Level::Community, Level::Courtyard};
  if (declared) wanted = {*declared};
  Ids ids;
  for (const auto one : wanted) {
    const auto& names = level(one);
    const auto found = names.find(normal_text(name));
    if (found != names.end()) ids.insert(ids.end(), found->second.begin(), found->second.end());
  }
  if (parent.empty()) return ids;
  const auto above = normal_text(parent);
  std::erase_if(ids, [&](std::int64_t id) {
    const auto place = context_.atlas.place_of(caller_.district, AreaId{id});
    return !place || normal_text(context_.atlas.path_text(*place)).find(above) == std::string::npos;
  });
  return ids;
}

References::Ids References::grids_named(std::string_view text) {
  if (!grids_) {
    grids_.emplace();
    const auto today = date_of(snapshot_.now(), caller_.offset);
    for (const auto& grid : areas::grids_of(snapshot_, caller_.district, std::nullopt, {today, std::nullopt}))
      (*grids_)[normal_text(grid.facts.name)].push_back(grid.id.value);
  }
  const auto found = grids_->find(normal_text(text));
  return found == grids_->end() ? Ids{} : found->second;
}

References::Ids References::records_named(const Field& field, std::string_view text) {
  const auto kind = context_.shelf.book(snapshot_, caller_.district)->find(field.declared.target);
  if (!kind || !kind->may_read(caller_) || kind->title() == nullptr) return {};
  Ids ids;
  const auto value = index_value(*kind->title(), boost::json::value(text));
  for (const auto id : bearers_of(snapshot_, caller_.district, kind->name(), kind->title()->name(), value, 20)) {
    const auto record = load_record(snapshot_, caller_.district, id);
    if (record && sees(caller_, *record)) ids.push_back(id.value);
  }
  return ids;
}

std::expected<std::int64_t, ValueFault> References::find(const Field& field, std::string_view text) {
  Ids ids;
  switch (field.declared.type) {
    case FieldType::Area:
      ids = areas_named(field, text);
      break;
    case FieldType::Grid:
      ids = grids_named(text);
      break;
    case FieldType::Body:
      if (const auto body = bodies::find_body(snapshot_, caller_.district, text)) ids = {body->value};
      break;
    default:
      ids = records_named(field, text);
  }
  // Of several with one name the caller's own is meant, when there is just one.
  if (ids.size() > 1 && field.declared.type == FieldType::Area && !caller_.whole_district)
    std::erase_if(ids, [&](std::int64_t id) { return !context_.atlas.within(caller_.district, id, caller_.scopes); });
  if (ids.size() == 1) return ids.front();
  if (ids.empty())
    return std::unexpected(ValueFault{{"找不到这个名称", "names nothing that is known"},
                                      {"请写全称，或先登记它", "write the full name, or enter it first"}});
  return std::unexpected(ValueFault{{"有几个同名的", "names several"},
                                    {"请写成“上级 / 名称”，或改用代码", "write \"parent / name\", or its code"}});
}

}  // namespace linli::registers
