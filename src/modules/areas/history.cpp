#include "modules/areas/history.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace linli::areas {
namespace {

// What was known to hold on the row's first day just before it was recorded.
const AreaRow* before(const std::vector<AreaRow>& rows, std::size_t index) {
  const auto& row = rows[index];
  const AreaRow* found = nullptr;
  for (std::size_t i = 0; i < index; ++i) {
    const auto& earlier = rows[i];
    if (holds_on(earlier.dated, row.dated.from) && earlier.recorded_at < row.recorded_at) found = &earlier;
  }
  return found;
}

template <class T>
void compare(std::vector<Text>& parts, const T& was, const T& is, Text name) {
  if (was == is) return;
  std::string value;
  if constexpr (requires { is.has_value(); }) {
    value = is ? fmt::format("{}", *is) : "";
  } else {
    value = is;
  }
  parts.push_back(
      {value.empty() ? fmt::format("去掉{}", name.zh) : fmt::format("{}改为“{}”", name.zh, value),
       value.empty() ? fmt::format("{} taken away", name.en) : fmt::format("{} becomes “{}”", name.en, value)});
}

std::vector<Text> differences(const AreaFacts& was, const AreaFacts& is) {
  std::vector<Text> parts;
  compare(parts, was.name, is.name, {"名称", "name"});
  compare(parts, was.code, is.code, {"编码", "code"});
  compare(parts, was.households, is.households, {"户数", "households"});
  compare(parts, was.kind, is.kind, {"类型", "kind"});
  compare(parts, was.address, is.address, {"地址", "address"});
  compare(parts, was.built_year, is.built_year, {"建成年份", "year of building"});
  if (was.parent != is.parent) parts.push_back({"上级区域调整", "moved below another area"});
  if (was.lon != is.lon || was.lat != is.lat) parts.push_back({"位置调整", "position changed"});
  return parts;
}

Text joined(Date from, const std::vector<Text>& parts) {
  Text text{fmt::format("自 {} 起：", format_date(from)), fmt::format("from {}: ", format_date(from))};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    text.zh += (i == 0 ? "" : "，") + parts[i].zh;
    text.en += (i == 0 ? "" : ", ") + parts[i].en;
  }
  return text;
}

// Cut to an end after which nothing recorded with it goes on: the area was closed.
bool closes(const std::vector<AreaRow>& rows, const AreaRow& row) {
  return row.dated.to && std::ranges::none_of(rows, [&](const auto& other) {
           return other.recorded_at == row.recorded_at && other.dated.from == *row.dated.to;
         });
}

}  // namespace

std::vector<HistoryEntry> history_of(const std::vector<AreaRow>& rows) {
  std::vector<HistoryEntry> entries;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto& row = rows[i];
    const auto* was = before(rows, i);
    if (!was) {
      if (i == 0) {
        entries.push_back({row.recorded_at, row.by,
                           joined(row.dated.from,
                                  {{"设立“" + row.dated.facts.name + "”", "“" + row.dated.facts.name + "” set up"}})});
      }
      continue;
    }
    auto parts = differences(was->dated.facts, row.dated.facts);
    if (!parts.empty()) {
      entries.push_back({row.recorded_at, row.by, joined(row.dated.from, parts)});
    } else if (closes(rows, row) && row.dated.to != was->dated.to) {
      entries.push_back({row.recorded_at, row.by, joined(*row.dated.to, {{"撤销", "closed"}})});
    }
  }
  std::ranges::reverse(entries);
  return entries;
}

}  // namespace linli::areas
