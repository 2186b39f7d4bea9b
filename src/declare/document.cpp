#include "declare/document.hpp"

#include <fmt/core.h>
#include <toml++/toml.h>

#include <algorithm>
#include <sstream>
#include <utility>

namespace linli::declare {
namespace {

Position position_of(std::string_view file, const toml::source_region& region) {
  return {std::string(file), static_cast<int>(region.begin.line), static_cast<int>(region.begin.column)};
}

std::string as_written(const toml::node& node) {
  std::ostringstream out;
  node.visit([&](const auto& value) {
    if constexpr (toml::is_value<decltype(value)>) out << value.get();
  });
  return std::move(out).str();
}

Item item_of(std::string_view file, const toml::node& node);

Item table_of(std::string_view file, const toml::table& table) {
  Item item{.kind = Item::Kind::Table, .at = position_of(file, table.source())};
  for (const auto& [key, value] : table) {
    auto member = item_of(file, value);
    // A value is found by its key; tables of an array by their own heading.
    if (!value.is_array_of_tables()) member.at = position_of(file, key.source());
    item.members.push_back({std::string(key.str()), std::move(member)});
  }
  std::ranges::sort(item.members, {},
                    [](const Member& member) { return std::pair(member.value.at.line, member.value.at.column); });
  return item;
}

Item item_of(std::string_view file, const toml::node& node) {
  if (const auto* table = node.as_table()) return table_of(file, *table);
  Item item{.at = position_of(file, node.source())};
  if (const auto* list = node.as_array()) {
    item.kind = Item::Kind::List;
    for (const auto& part : *list) item.items.push_back(item_of(file, part));
    return item;
  }
  if (const auto* text = node.as_string()) {
    item.kind = Item::Kind::Text;
    item.text = text->get();
    return item;
  }
  item.kind = node.is_boolean() ? Item::Kind::Bool : node.is_number() ? Item::Kind::Number : Item::Kind::Date;
  item.text = node.is_boolean() ? (node.value_or(false) ? "true" : "false") : as_written(node);
  return item;
}

// Splits quoted cells; `at` stands behind the row's end afterwards.
CsvRow next_row(std::string_view text, std::size_t& at, int& line) {
  CsvRow row{.line = line};
  std::string cell;
  bool quoted = false;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\n') ++line;
    if (quoted) {
      if (c != '"') {
        cell += c;
      } else if (at + 1 < text.size() && text[at + 1] == '"') {
        cell += text[++at];
      } else {
        quoted = false;
      }
    } else if (c == '"' && cell.empty()) {
      quoted = true;
    } else if (c == ',') {
      row.cells.push_back(std::exchange(cell, {}));
    } else if (c == '\n') {
      ++at;
      break;
    } else if (c != '\r') {
      cell += c;
    }
  }
  row.cells.push_back(std::move(cell));
  return row;
}

}  // namespace

const Item* Item::find(std::string_view key) const {
  const auto found = std::ranges::find(members, key, &Member::key);
  return found == members.end() ? nullptr : &found->value;
}

Item read_toml(std::string_view file, std::string_view text, SourceFaults& faults) {
  try {
    return table_of(file, toml::parse(text, file));
  } catch (const toml::parse_error& error) {
    faults.add(position_of(file, error.source()),
               {"文件不是正确的 TOML。", fmt::format("The file is not valid TOML: {}.", error.description())},
               {"按提示改正这一行。", "Mend this line."});
    return {.at = {std::string(file), 0, 0}};
  }
}

std::vector<CsvRow> read_csv(std::string_view file, std::string_view text, std::string_view heading,
                             SourceFaults& faults) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::size_t at = 0;
  int line = 1;
  const auto first = next_row(text, at, line);
  std::string found;
  for (const auto& cell : first.cells) found += (found.empty() ? "" : ",") + cell;
  if (found != heading) {
    faults.add({std::string(file), 1, 0}, {"标题行不对。", "The heading is not the expected one."},
               {fmt::format("第一行写:{}", heading), fmt::format("Write as the first line: {}", heading)});
    return {};
  }
  std::vector<CsvRow> rows;
  while (at < text.size()) {
    auto row = next_row(text, at, line);
    if (row.cells.size() == 1 && row.cells[0].empty()) continue;
    if (row.cells.size() != first.cells.size()) {
      faults.add({std::string(file), row.line, 0},
                 {fmt::format("这一行有 {} 格,应有 {} 格。", row.cells.size(), first.cells.size()),
                  fmt::format("This line has {} cells instead of {}.", row.cells.size(), first.cells.size())},
                 {"补齐逗号;含逗号的文字加引号。", "Add commas; quote texts that hold commas."});
      continue;
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace linli::declare
