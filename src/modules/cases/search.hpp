#pragma once
// The words of cases: what is indexed, and how the index keeps up with the cases.

#include <cstdint>
#include <string>

#include "modules/cases/api.hpp"
#include "storage/search_index.hpp"

namespace linli::cases {

// Tokens that stand for an area, grid or body (who may see the case, where it lies) and for a matter. They begin with
// characters of private use, so nobody can type them or write them into a text.
[[nodiscard]] std::string scope_token(std::int64_t scope);
[[nodiscard]] std::string matter_token(MatterId matter);
// The token of a whole number, and of what people read out of it.
[[nodiscard]] std::string number_token(std::string_view number);

// The case's tokens, as the index takes them. The district is no token: whoever searches asks for one district's cases.
// Of a confidential case only number and place can be found.
[[nodiscard]] std::string search_tokens(const Case& entry, DistrictId district);

[[nodiscard]] const storage::SearchIndex& case_index();

// Is there anything for fill_search to do: cases from before the index, or recent ones that wait beside it?
[[nodiscard]] bool search_is_behind(storage::Snapshot& snapshot, DistrictId district);
[[nodiscard]] bool search_is_complete(storage::Snapshot& snapshot, DistrictId district);

}  // namespace linli::cases
