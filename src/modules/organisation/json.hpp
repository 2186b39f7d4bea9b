#pragma once
// Answers of this module.

#include <optional>
#include <string>
#include <string_view>

#include "base/json_writer.hpp"
#include "modules/areas/api.hpp"
#include "modules/organisation/reader.hpp"

namespace linli::organisation {

[[nodiscard]] std::optional<std::string> day_text(const std::optional<Date>& day);
void write_appointment(JsonWriter& w, const Appointment& appointment);
void write_rotation(JsonWriter& w, const Rotation& rotation, Date today);
// `names`: of bodies that are not in the chart.
[[nodiscard]] std::string chart_json(const rules::Model& model, const PlaceChart& chart, AreaId area,
                                     const areas::Atlas& atlas, const std::map<BodyId, std::string>& names);

}  // namespace linli::organisation
