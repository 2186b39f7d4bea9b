#include "modules/areas/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace linli::areas {
namespace {

constexpr std::array<std::string_view, kLevels> kLevelNames{"district", "subdistrict", "community", "courtyard",
                                                            "building"};
constexpr std::array<std::string_view, 3> kLayerNames{"base", "large", "special"};
constexpr std::size_t kMaxName = 100;

bool is_local(char c) { return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-'; }

Fault fault(std::string_view field, std::string_view value, Text reason, Text remedy) {
  return {std::string(field), std::nullopt, std::string(value), std::move(reason), std::move(remedy)};
}

int statutory_digits(Level level) {
  switch (level) {
    case Level::District:
      return 6;
    case Level::Subdistrict:
      return 9;
    case Level::Community:
      return 12;
    default:
      return 0;
  }
}

Fault local_code_fault(std::string_view code) {
  return fault(
      "code", code,
      {"本地编码只能由字母、数字和连字符组成，最多 32 位", "a local code has up to 32 letters, digits and hyphens"},
      {"去掉其他字符，或留空", "remove other characters, or leave it empty"});
}

bool is_local_code(std::string_view code) { return code.size() <= 32 && std::ranges::all_of(code, is_local); }

}  // namespace

std::string_view to_string(Level level) { return kLevelNames[static_cast<std::size_t>(level)]; }
std::string_view to_string(Layer layer) { return kLayerNames[static_cast<std::size_t>(layer)]; }

std::optional<Level> parse_level(std::string_view text) {
  const auto found = std::ranges::find(kLevelNames, text);
  if (found == kLevelNames.end()) return std::nullopt;
  return static_cast<Level>(found - kLevelNames.begin());
}

std::optional<Layer> parse_layer(std::string_view text) {
  const auto found = std::ranges::find(kLayerNames, text);
  if (found == kLayerNames.end()) return std::nullopt;
  return static_cast<Layer>(found - kLayerNames.begin());
}

Text label(Level level) {
  static const std::array<Text, kLevels> kLabels{Text{"区", "District"}, Text{"街道", "Subdistrict"},
                                                 Text{"社区", "Community"}, Text{"小区", "Courtyard"},
                                                 Text{"楼栋", "Building"}};
  return kLabels[static_cast<std::size_t>(level)];
}

std::optional<Level> level_above(Level level) {
  if (level == Level::District) return std::nullopt;
  return static_cast<Level>(static_cast<int>(level) - 1);
}

std::optional<Level> level_below(Level level) {
  if (level == Level::Building) return std::nullopt;
  return static_cast<Level>(static_cast<int>(level) + 1);
}

std::vector<Fault> check_code(Level level, std::string_view code, std::string_view parent_code) {
  if (code.empty()) return {};
  const auto digits = statutory_digits(level);
  if (digits == 0) {
    if (is_local_code(code)) return {};
    return {local_code_fault(code)};
  }
  if (static_cast<int>(code.size()) != digits || !std::ranges::all_of(code, is_digit)) {
    return {fault("code", code,
                  {fmt::format("{}的区划代码应为 {} 位数字", label(level).zh, digits),
                   fmt::format("the division code of a {} has {} digits", to_string(level), digits)},
                  {"核对代码；没有代码就留空，不要自编",
                   "check the code; leave it empty when there is none, never make one up"})};
  }
  if (!parent_code.empty() && !code.starts_with(parent_code)) {
    return {fault("code", code,
                  {fmt::format("代码应以上级代码 {} 开头", parent_code),
                   fmt::format("the code must begin with the code above it, {}", parent_code)},
                  {"核对代码和上级区域", "check the code and the area above"})};
  }
  return {};
}

std::vector<Warning> code_warnings(Level level, std::string_view code) {
  const bool street = level == Level::Subdistrict && code.size() == 9;
  const bool community = level == Level::Community && code.size() == 12;
  if (!street && !community) return {};
  const auto part = code.substr(code.size() - 3);
  if (!std::ranges::all_of(part, is_digit)) return {};
  const int number = (part[0] - '0') * 100 + (part[1] - '0') * 10 + (part[2] - '0');
  if (number >= 1 && number <= 599) return {};
  if (street) {
    return {{"code",
             std::string(code),
             {"第 7—9 位不在街道 001—099、镇 100—199、乡 200—399、政企合一 400—599 之内",
              "digits 7–9 are outside 001–099 streets, 100–199 towns, 200–399 townships, 400–599 mixed units"},
             {"请核对；确有此代码可以保留", "please check; keep it if it is really so"},
             "GB/T 10114"}};
  }
  return {{"code",
           std::string(code),
           {"第 10—12 位不在居委会 001—199、村委会 200—399、类居委会 400—499、类村委会 500—599 之内",
            "digits 10–12 are outside 001–199 residents' committees, 200–399 villages, 400–599 similar units"},
           {"请核对；确有此代码可以保留", "please check; keep it if it is really so"},
           "统计用区划代码和城乡划分代码编制规则"}};
}

std::optional<Fault> check_name(std::string_view name) {
  const bool control = std::ranges::any_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
  if (!trim(name).empty() && length_utf8(name) <= kMaxName && is_valid_utf8(name) && !control) return std::nullopt;
  return fault("name", is_valid_utf8(name) ? prefix_utf8(name, kMaxName) : std::string_view{},
               {"名称应为 1 到 100 个字", "a name has 1 to 100 characters"}, {"请填写名称", "please enter a name"});
}

std::optional<Fault> check_phone(std::string_view field, std::string_view phone) {
  constexpr std::string_view kAllowed = "0123456789-+() ";
  const auto allowed = [&](char c) { return kAllowed.find(c) != std::string_view::npos; };
  if (phone.empty()) return std::nullopt;
  if (phone.size() <= 30 && std::ranges::all_of(phone, allowed) && std::ranges::count_if(phone, is_digit) >= 3) {
    return std::nullopt;
  }
  return fault(field, phone, {"电话号码写法不对", "this is not a telephone number"},
               {"只用数字、空格、括号和连字符，例如 0374-1234567",
                "use digits, spaces, brackets and hyphens only, like 0374-1234567"});
}

std::optional<Fault> check_grid_code(std::string_view code) {
  if (is_local_code(code)) return std::nullopt;
  return local_code_fault(code);
}

std::vector<Warning> grid_code_warnings(std::string_view code, std::string_view community_code) {
  if (code.empty() || community_code.empty()) return {};
  if (code.size() > community_code.size() && code.starts_with(community_code)) return {};
  return {{"code",
           std::string(code),
           {fmt::format("网格编码一般为社区代码 {} 加顺序号", community_code),
            fmt::format("a grid's code is usually the community's code {} and a sequence number", community_code)},
           {"请核对；本地另有编码规则的可以保留", "please check; keep it where local rules differ"},
           "GB/T 34300-2017"}};
}

std::vector<Fault> check_facts(const AreaFacts& facts) {
  std::vector<Fault> faults;
  if (auto bad = check_name(facts.name)) faults.push_back(std::move(*bad));
  if (facts.households && (*facts.households < 0 || *facts.households > 1'000'000)) {
    faults.push_back(fault("households", std::to_string(*facts.households),
                           {"户数应在 0 到 1000000 之间", "households lie between 0 and 1,000,000"},
                           {"核对户数，不知道就留空", "check the number, or leave it empty when unknown"}));
  }
  if (facts.built_year && (*facts.built_year < 1600 || *facts.built_year > 2100)) {
    faults.push_back(fault("built_year", std::to_string(*facts.built_year),
                           {"建成年份应在 1600 到 2100 之间", "the year of building lies between 1600 and 2100"},
                           {"核对年份，不知道就留空", "check the year, or leave it empty when unknown"}));
  }
  const auto within = [](double value, double limit) { return value >= -limit && value <= limit; };
  const bool both = facts.lon.has_value() == facts.lat.has_value();
  if (!both || (facts.lon && (!within(*facts.lon, 180) || !within(*facts.lat, 90)))) {
    faults.push_back(fault("lon", facts.lon ? fmt::format("{}", *facts.lon) : "",
                           {"经纬度不完整或超出范围", "longitude and latitude are incomplete or out of range"},
                           {"两个都填或都留空，单位为度", "give both in degrees, or neither"}));
  }
  return faults;
}

std::string sort_name(std::string_view name) {
  constexpr std::size_t kPad = 8;
  std::string out;
  for (std::size_t i = 0; i < name.size();) {
    if (!is_digit(name[i])) {
      out += name[i++];
      continue;
    }
    const auto end = std::find_if_not(name.begin() + static_cast<std::ptrdiff_t>(i), name.end(), is_digit);
    const auto digits = static_cast<std::size_t>(end - name.begin()) - i;
    out.append(kPad > digits ? kPad - digits : 0, '0');
    out += name.substr(i, digits);
    i += digits;
  }
  return out;
}

std::string slug_of(GridId grid, int attempt) {
  constexpr std::string_view kAlphabet = "23456789abcdefghjkmnpqrstuvwxyz";
  // splitmix64: neighbouring ids give unlike slugs, so a slip of the finger does not lead to the next grid.
  auto mixed = static_cast<std::uint64_t>(grid.value) + 0x9E3779B97F4A7C15ULL * static_cast<std::uint64_t>(attempt + 1);
  mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9ULL;
  mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBULL;
  mixed ^= mixed >> 31;
  std::string slug;
  for (int i = 0; i < 6; ++i, mixed /= kAlphabet.size()) slug += kAlphabet[mixed % kAlphabet.size()];
  return slug;
}

bool clashes(const Membership& a, const Membership& b) {
  if (a.grid == b.grid || a.courtyard != b.courtyard) return false;
  return a.area == b.area || a.area == a.courtyard || b.area == b.courtyard;
}

}  // namespace linli::areas
