#pragma once
// Names as offices write them: compared without regard to width, spaces, brackets and case.

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace linli::intake_files {

// As it is stored: without spaces at the ends and control characters; full-width digits and letters become plain ones;
// Chinese punctuation stays as it was written.
[[nodiscard]] std::string clean_text(std::string_view text);
// As it is compared: NFKC, without any space, lower case.
[[nodiscard]] std::string name_key(std::string_view text);
// The part of a community's or subdistrict's name that its kinds of ending share: `裕丰东居委会` and `裕丰东社区` are
// both `裕丰东`.
[[nodiscard]] std::string_view name_stem(std::string_view key);

// 不详, 无, 暂无, 未知, -, / … : said to be unknown.
[[nodiscard]] bool means_unknown(std::string_view text);

// Cuts a list cell at 、,,;; / line breaks.
[[nodiscard]] std::vector<std::string_view> split_list(std::string_view text);

// Code points to insert, drop or replace to get from one to the other.
[[nodiscard]] int edit_distance(std::string_view a, std::string_view b);

// The few nearest of `names` (as keys), nearest first; none that differs by more than half its length.
[[nodiscard]] std::vector<std::string> nearest_names(std::string_view key, std::span<const std::string> names,
                                                     std::size_t count = 3);

}  // namespace linli::intake_files
