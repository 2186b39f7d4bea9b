#pragma once
// A rule asked about one record.

#include "modules/rules/types.hpp"

namespace linli::rules {

// Pure: the record says what it knows; nothing is blocked by the answer. `model` gives the values of other rules.
[[nodiscard]] Answer answer_of(const Rule& rule, const declare::Record& record, const Model& model, Date as_of);

// The value rule of that code on that day; nothing when the model has none or it cannot be computed.
[[nodiscard]] std::optional<declare::Number> value_on(const Model& model, std::string_view code, Date as_of);

}  // namespace linli::rules
