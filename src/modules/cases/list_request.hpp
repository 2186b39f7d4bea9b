#pragma once
// Filters as they stand in the URL of a list: `list=open&state=done&q=停水`.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "modules/cases/finder.hpp"

namespace linli::cases {

using Parameters = std::vector<std::pair<std::string, std::string>>;

// Fails with kBadFilter; faults name the parameters.
[[nodiscard]] Result<ListRequest> list_request_of(const Parameters& query);
// The same from an encoded query string, as saved views keep it. Parameters of the page alone (view, page) are ignored.
[[nodiscard]] Result<ListRequest> list_request_of(std::string_view query);

}  // namespace linli::cases
