#pragma once
// Members that several routes of cases declare.

#include <string>
#include <vector>

#include "http/body.hpp"
#include "http/declare.hpp"
#include "http/message.hpp"
#include "modules/cases/types.hpp"

namespace linli::cases {

// What every report has in common: matter, text, place, photos, idempotency key.
[[nodiscard]] std::vector<http::Field> report_fields();
[[nodiscard]] NewReport report_of(const http::Body& body);
[[nodiscard]] http::Field photo_ids_field();
// Members of a case in answers, for the interface description.
[[nodiscard]] std::vector<http::Field> summary_fields();
[[nodiscard]] std::vector<http::Field> case_fields();

}  // namespace linli::cases
