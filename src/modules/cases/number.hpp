#pragma once
// The number that people read out: `261122-482177305`, the day of intake, eight digits, a check digit.
//
// The eight digits are the case's id scrambled, not a count: nobody has to ask anybody for the next one (a counter row
// would be locked by every intake of the district), and the number tells nobody how many matters there are. Two cases
// of one day meet once in a hundred million; the unique index sees it and the next attempt takes other digits. The
// check digit (Damm) catches every single wrong digit and every swap of neighbours on the telephone.

#include <optional>
#include <string>
#include <string_view>

#include "base/id.hpp"
#include "base/time.hpp"

namespace linli::cases {

[[nodiscard]] std::string case_number(CaseId id, Date day, int attempt = 0);
// As case_number writes it from what somebody typed (full-width digits, spaces, without the hyphen); nothing when a
// digit is wrong.
[[nodiscard]] std::optional<std::string> parse_number(std::string_view typed);

}  // namespace linli::cases
