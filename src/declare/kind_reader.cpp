#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "declare/entry_reader.hpp"
#include "declare/field.hpp"

namespace linli::declare {
namespace {

constexpr int kMostDecimals = 6;

bool always_protected(FieldType type) {
  return type == FieldType::Person || type == FieldType::Phone || type == FieldType::IdNumber;
}

std::vector<Choice> read_choices(EntryReader& entry) {
  std::vector<Choice> choices;
  const auto* list = entry.raw("choices");
  if (list == nullptr) return choices;
  for (const auto& item : list->items) {
    const bool right = item.kind == Item::Kind::List && item.items.size() == 3 && is_code(item.items[0].text) &&
                       !item.items[1].text.empty() && !item.items[2].text.empty();
    if (right) {
      choices.push_back({item.items[0].text, {item.items[1].text, item.items[2].text}});
      continue;
    }
    entry.fault(item.at, {"选项的写法不对。", "This choice is not written right."},
                {"写成 [\"own\", \"自有\", \"Own\"]。", "Write [\"own\", \"自有\", \"Own\"]."});
  }
  return choices;
}

FieldType read_type(EntryReader& entry) {
  const auto name = entry.text("type", Need::Must);
  if (const auto type = parse_field_type(name)) return *type;
  if (!name.empty()) {
    std::string all;
    for (int i = 0; i <= static_cast<int>(FieldType::File); ++i)
      all += std::string(i == 0 ? "" : " ") + std::string(to_string(static_cast<FieldType>(i)));
    entry.fault(entry.at("type"), {fmt::format("没有类型“{}”。", name), fmt::format("There is no type \"{}\".", name)},
                {fmt::format("用其中之一:{}", all), fmt::format("Use one of: {}", all)});
  }
  return FieldType::Text;
}

void read_limits(EntryReader& entry, FieldDeclaration& field) {
  field.least = entry.number("least");
  field.greatest = entry.number("greatest");
  if (const auto length = entry.integer("max_length"))
    field.max_length = static_cast<int>(std::clamp<std::int64_t>(*length, 1, 100'000));
  if (const auto decimals = entry.integer("decimals")) {
    if (*decimals < 0 || *decimals > kMostDecimals) {
      entry.fault(entry.at("decimals"), {"小数位数不对。", "So many decimals cannot be kept."},
                  {"写 0 到 6。", "Write 0 to 6."});
    } else {
      field.decimals = static_cast<int>(*decimals);
    }
  }
}

FieldDeclaration read_field(const Item& item, SourceFaults& faults) {
  EntryReader entry(item, faults);
  FieldDeclaration field;
  field.at = item.at;
  field.name = entry.code("name");
  field.type = read_type(entry);
  field.label = entry.both("label", Need::Must);
  field.help = entry.both("help");
  field.unit = entry.both("unit");
  field.required = entry.flag("required", false);
  field.unique = entry.flag("unique", false);
  field.filter = entry.flag("filter", false);
  field.listed = entry.flag("listed", true);
  field.is_protected = entry.flag("protected", false) || always_protected(field.type);
  field.removed = entry.flag("removed", false);
  field.in_years = entry.flag("in_years", false);
  field.dictionary = entry.code("dictionary", Need::May);
  field.choices = read_choices(entry);
  field.level = entry.code("level", Need::May);
  field.target = entry.code("target", Need::May);
  read_limits(entry, field);
  field.computed = entry.text("computed");
  field.purpose = entry.both("purpose");
  field.basis = entry.text("basis");
  if (const auto months = entry.integer("keep_months"))
    field.keep_months = static_cast<int>(std::clamp<std::int64_t>(*months, 0, 12'000));
  field.readers = entry.texts("read");
  field.writers = entry.texts("write");
  entry.finish();
  return field;
}

CheckDeclaration read_check(const Item& item, SourceFaults& faults) {
  EntryReader entry(item, faults);
  CheckDeclaration check;
  check.at = item.at;
  check.code = entry.code("code");
  check.holds = entry.text("holds", Need::Must);
  check.message = entry.both("message", Need::Must);
  check.refuses = entry.flag("refuses", false);
  check.source = entry.text("source");
  if (check.refuses && check.source.empty()) {
    entry.fault(item.at, {"拒绝保存的检查要有法律依据。", "A check that refuses needs the law that says so."},
                {"补写 source,或去掉 refuses。", "Add source, or leave refuses out."});
  }
  entry.finish();
  return check;
}

// What a kind must say is checked once a locality's additions are joined to the base's kind.
KindDeclaration read_kind(const Item& item, const Provenance& otherwise, SourceFaults& faults) {
  EntryReader entry(item, faults);
  KindDeclaration kind;
  kind.at = item.at;
  kind.name = entry.code("name");
  kind.label = entry.both("label");
  kind.label_many = entry.both("label_many");
  kind.help = entry.both("help");
  kind.about = entry.word("about", {"thing", "person"}, Need::May);
  kind.provenance = entry.unchecked_provenance(otherwise);
  kind.scope_field = entry.code("scope", Need::May);
  kind.title_field = entry.code("title", Need::May);
  kind.readers = entry.texts("read");
  kind.writers = entry.texts("write");
  kind.bookable = entry.flag("bookable", false);
  kind.removed = entry.flag("removed", false);
  for (const auto* field : entry.tables("field")) kind.fields.push_back(read_field(*field, faults));
  for (const auto* check : entry.tables("check")) kind.checks.push_back(read_check(*check, faults));
  entry.finish();
  return kind;
}

}  // namespace

std::vector<KindDeclaration> read_kinds(std::string_view file, std::string_view toml, const Provenance& otherwise,
                                        SourceFaults& faults) {
  const auto document = read_toml(file, toml, faults);
  EntryReader top(document, faults);
  std::vector<KindDeclaration> kinds;
  for (const auto* item : top.tables("kind")) kinds.push_back(read_kind(*item, otherwise, faults));
  top.finish();
  return kinds;
}

}  // namespace linli::declare
