#include "modules/catalogue/shipped.hpp"

#include <toml++/toml.h>

#include <array>
#include <string_view>

#include "modules/catalogue/api.hpp"

namespace linli::catalogue {

// Written by CMake from the data files.
extern const std::array<std::string_view, 3> kShippedFiles;

namespace {

std::string text_at(const toml::table& entry, std::string_view key) { return entry[key].value_or(std::string()); }

Text pair_at(const toml::table& entry, std::string_view key) {
  const auto* pair = entry[key].as_array();
  if (pair == nullptr) return {};
  LINLI_ASSERT(pair->size() == 2);
  return {pair->get(0)->value_or(std::string()), pair->get(1)->value_or(std::string())};
}

std::vector<std::string> texts_at(const toml::table& entry, std::string_view key) {
  std::vector<std::string> texts;
  if (const auto* list = entry[key].as_array())
    for (const auto& item : *list) texts.push_back(item.value_or(std::string()));
  return texts;
}

std::string joined(const std::vector<std::string>& names) {
  std::string all;
  for (const auto& name : names) all += (all.empty() ? "" : "、") + name;
  return all;
}

std::optional<Limit> limit_at(const toml::table& entry, std::string_view key) {
  const auto text = text_at(entry, key);
  if (text.empty()) return std::nullopt;
  const auto limit = parse_limit(text);
  LINLI_ASSERT(limit.has_value());
  return limit;
}

ShippedMatter shipped_of(const toml::table& entry) {
  ShippedMatter shipped;
  auto& matter = shipped.matter;
  matter.code = text_at(entry, "code");
  matter.kind = text_at(entry, "kind");
  matter.name = pair_at(entry, "name");
  matter.guide = pair_at(entry, "guide");
  matter.emergency = pair_at(entry, "emergency");
  matter.respond = limit_at(entry, "respond");
  matter.settle = limit_at(entry, "settle");
  matter.diverts = entry["diverts"].value_or(false);
  matter.departments = joined(texts_at(entry, "departments"));
  matter.source = text_at(entry, "source");
  const auto handler = entry["handler"].value<std::string>();
  matter.handler = handler ? parse_handler(*handler).value() : Handler::Community;
  shipped.parent_code = text_at(entry, "parent");
  shipped.aliases = texts_at(entry, "aliases");
  LINLI_ASSERT(!matter.code.empty() && !matter.source.empty() && !matter.name.zh.empty());
  return shipped;
}

}  // namespace

std::vector<ShippedMatter> shipped_matters() {
  std::vector<ShippedMatter> matters;
  for (const auto file : kShippedFiles) {
    const auto table = toml::parse(file);
    const auto* entries = table["matter"].as_array();
    LINLI_ASSERT(entries != nullptr);
    for (const auto& entry : *entries) matters.push_back(shipped_of(*entry.as_table()));
  }
  return matters;
}

}  // namespace linli::catalogue
