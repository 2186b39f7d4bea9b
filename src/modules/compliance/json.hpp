#pragma once
#include <string_view>

#include "base/json_writer.hpp"
#include "modules/areas/api.hpp"
#include "modules/compliance/types.hpp"

namespace linli::compliance {

// `"area": {id, name, level, level_name}`; the level as the locality calls it.
void write_area(JsonWriter& w, const areas::Atlas& atlas, const rules::Model& model, AreaId area);
void write_tally(JsonWriter& w, std::string_view key, const Tally& tally);
void write_rule(JsonWriter& w, const rules::Model& model, const RuleTally& row);
void write_finding(JsonWriter& w, const areas::Atlas& atlas, const Finding& finding);

}  // namespace linli::compliance
