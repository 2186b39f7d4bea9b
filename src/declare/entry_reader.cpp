#include "declare/entry_reader.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace linli::declare {
namespace {

constexpr std::array<std::string_view, 6> kCertainties{"L", "P", "F", "F-low", "C", "M"};

std::string spaced(const auto& words) {
  std::string text;
  for (const auto& word : words) {
    if (!text.empty()) text += ' ';
    text += word;
  }
  return text;
}

}  // namespace

bool is_code(std::string_view text) {
  return !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_.") == std::string_view::npos;
}

bool is_row(std::string_view text) {
  return text.size() == 4 && text[0] == 'R' && text.substr(1).find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_certainty(std::string_view text) { return std::ranges::find(kCertainties, text) != kCertainties.end(); }

Position EntryReader::at(std::string_view key) const {
  const auto* item = item_.find(key);
  return item == nullptr ? item_.at : item->at;
}

const Item* EntryReader::take(std::string_view key, Need need, std::optional<Item::Kind> kind, const char* zh,
                              const char* en) {
  asked_.emplace(key);
  const auto* item = item_.find(key);
  if (item == nullptr) {
    if (need == Need::Must) {
      fault(item_.at, {fmt::format("缺 {}。", key), fmt::format("{} is missing.", key)},
            {fmt::format("补写 {} = {}", key, zh), fmt::format("Add {} = {}", key, en)});
    }
    return nullptr;
  }
  if (kind && item->kind != *kind) {
    fault(item->at, {fmt::format("{} 的写法不对。", key), fmt::format("{} is not written right.", key)},
          {fmt::format("写成 {} = {}", key, zh), fmt::format("Write {} = {}", key, en)});
    return nullptr;
  }
  return item;
}

std::string EntryReader::text(std::string_view key, Need need) {
  const auto* item = take(key, need, Item::Kind::Text, "\"…\"", "\"…\"");
  if (item == nullptr) return {};
  if (need == Need::Must && item->text.empty())
    fault(item->at, {fmt::format("{} 是空的。", key), fmt::format("{} is empty.", key)}, {"填写内容。", "Fill it in."});
  return item->text;
}

std::string EntryReader::code(std::string_view key, Need need) {
  auto code = text(key, need);
  if (!code.empty() && !is_code(code)) {
    fault(at(key),
          {fmt::format("{} 只能用小写字母、数字、_ 和 .。", key),
           fmt::format("{} takes small letters, digits, _ and . only.", key)},
          {"改成这样的代码。", "Write such a code."});
  }
  return code;
}

Text EntryReader::both(std::string_view key, Need need) {
  const auto* item = take(key, need, Item::Kind::List, "[\"中文\", \"English\"]", "[\"中文\", \"English\"]");
  if (item == nullptr) return {};
  const bool right = item->items.size() == 2 && std::ranges::all_of(item->items, [](const Item& part) {
                       return part.kind == Item::Kind::Text && !part.text.empty();
                     });
  if (right) return {item->items[0].text, item->items[1].text};
  fault(
      item->at, {fmt::format("{} 要有中文和英文。", key), fmt::format("{} needs Chinese and English.", key)},
      {fmt::format("写成 {} = [\"中文\", \"English\"]", key), fmt::format("Write {} = [\"中文\", \"English\"]", key)});
  return {};
}

bool EntryReader::flag(std::string_view key, bool otherwise) {
  const auto* item = take(key, Need::May, Item::Kind::Bool, "true 或 false", "true or false");
  return item == nullptr ? otherwise : item->text == "true";
}

std::optional<std::int64_t> EntryReader::integer(std::string_view key, Need need) {
  const auto value = number(key, need);
  if (!value) return std::nullopt;
  if (value->whole()) return value->numerator();
  fault(at(key), {fmt::format("{} 要是整数。", key), fmt::format("{} must be a whole number.", key)},
        {"改成整数。", "Write a whole number."});
  return std::nullopt;
}

std::optional<Number> EntryReader::number(std::string_view key, Need need) {
  const auto* item = take(key, need, Item::Kind::Number, "数字", "a number");
  if (item == nullptr) return std::nullopt;
  const auto value = Number::parse(item->text);
  if (!value)
    fault(item->at, {"数字不对。", "This number cannot be taken."}, {"改成普通的数字。", "Write a plain number."});
  return value;
}

std::optional<Date> EntryReader::date(std::string_view key, Need need) {
  const auto* item = take(key, need, std::nullopt, "\"2024-01-01\"", "\"2024-01-01\"");
  if (item == nullptr) return std::nullopt;
  const auto date = parse_date(item->text);
  if (!date) {
    fault(item->at, {fmt::format("{} 不是日期。", key), fmt::format("{} is not a day.", key)},
          {"写成 \"2024-01-01\"。", "Write \"2024-01-01\"."});
  }
  return date;
}

std::vector<std::string> EntryReader::texts(std::string_view key, Need need) {
  const auto* item = take(key, need, Item::Kind::List, "[\"…\"]", "[\"…\"]");
  std::vector<std::string> texts;
  if (item == nullptr) return texts;
  for (const auto& part : item->items) {
    if (part.kind != Item::Kind::Text) {
      fault(part.at, {fmt::format("{} 里要写文字。", key), fmt::format("{} takes texts.", key)},
            {"加上引号。", "Put it in quotation marks."});
    }
    texts.push_back(part.text);
  }
  return texts;
}

std::string EntryReader::formula(std::string_view key) {
  const auto* item = take(key, Need::May, std::nullopt, "\"…\"", "\"…\"");
  if (item == nullptr) return {};
  if (item->kind == Item::Kind::Text || item->kind == Item::Kind::Number) return item->text;
  fault(item->at, {fmt::format("{} 要写数字或表达式。", key), fmt::format("{} takes a number or an expression.", key)},
        {"表达式写在引号里。", "Put the expression in quotation marks."});
  return {};
}

std::string EntryReader::word(std::string_view key, const std::vector<std::string_view>& words, Need need) {
  auto text = this->text(key, need);
  if (text.empty()) return need == Need::May ? std::string(words.front()) : text;
  if (std::ranges::find(words, text) == words.end()) {
    fault(at(key), {fmt::format("{} 没有“{}”这一种。", key, text), fmt::format("{} cannot be \"{}\".", key, text)},
          {fmt::format("用其中之一:{}", spaced(words)), fmt::format("Use one of: {}", spaced(words))});
  }
  return text;
}

const Item* EntryReader::raw(std::string_view key, Need need) { return take(key, need, std::nullopt, "…", "…"); }

std::vector<const Item*> EntryReader::tables(std::string_view key) {
  std::vector<const Item*> tables;
  const auto* list = take(key, Need::May, Item::Kind::List, "[[…]]", "[[…]]");
  if (list == nullptr) return tables;
  for (const auto& item : list->items) {
    if (item.kind == Item::Kind::Table) {
      tables.push_back(&item);
    } else {
      fault(item.at, {fmt::format("{} 里要写表。", key), fmt::format("{} takes tables.", key)},
            {fmt::format("写成 [[{}]]。", key), fmt::format("Write [[{}]].", key)});
    }
  }
  return tables;
}

Provenance EntryReader::provenance(const Provenance& otherwise) {
  auto provenance = unchecked_provenance(otherwise);
  check_provenance(provenance, at(), faults_);
  return provenance;
}

Provenance EntryReader::unchecked_provenance(const Provenance& otherwise) {
  Provenance provenance;
  provenance.rows = texts("rows");
  provenance.from = date("from").value_or(otherwise.from);
  provenance.to = date("to");
  provenance.source = text("source");
  provenance.certainty = text("certainty");
  if (provenance.source.empty()) provenance.source = otherwise.source;
  if (provenance.certainty.empty()) provenance.certainty = otherwise.certainty;
  return provenance;
}

void EntryReader::finish() {
  for (const auto& [key, item] : item_.members) {
    if (asked_.contains(key)) continue;
    fault(item.at, {fmt::format("不认识 {}。", key), fmt::format("{} is not known here.", key)},
          {fmt::format("去掉,或改成:{}", spaced(asked_)), fmt::format("Leave it out, or use: {}", spaced(asked_))});
  }
}

void check_provenance(const Provenance& provenance, const Position& at, SourceFaults& faults) {
  if (provenance.rows.empty())
    faults.add(at, {"没有写对应的需求行。", "It names no row of the requirements."},
               {"补写 rows = [\"R…\"]。", "Add rows = [\"R…\"]."});
  for (const auto& row : provenance.rows) {
    if (is_row(row)) continue;
    faults.add(at, {fmt::format("“{}”不是需求行号。", row), fmt::format("\"{}\" is not a row number.", row)},
               {"写成 R001 这样。", "Write it like R001."});
  }
  if (!provenance.from.ok() || provenance.from == Date{})
    faults.add(at, {"没有起始日期。", "It has no first day."},
               {"补写 from,或写在 model.toml 里。", "Add from, or give it in model.toml."});
  if (provenance.to && *provenance.to <= provenance.from)
    faults.add(at, {"结束日期要晚于起始日期。", "The end must come after the start."},
               {"to 是不再有效的第一天。", "to is the first day it no longer holds."});
  if (provenance.source.empty())
    faults.add(at, {"没有来源。", "It names no source."}, {"补写 source。", "Add source."});
  if (!is_certainty(provenance.certainty))
    faults.add(at,
               {fmt::format("来源的可靠程度“{}”不认识。", provenance.certainty),
                fmt::format("The certainty \"{}\" is not known.", provenance.certainty)},
               {"用 L P F F-low C M 之一。", "Use one of L P F F-low C M."});
}

}  // namespace linli::declare
