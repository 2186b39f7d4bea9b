#include "modules/registers/lists.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.hpp"
#include "modules/registers/errors.hpp"
#include "modules/registers/values.hpp"

namespace linli::registers {

using declare::FieldType;
using declare::Number;

namespace {

constexpr std::array<std::string_view, 10> kParameters{"area", "cursor", "limit",   "sort",   "state",
                                                       "q",    "id",     "version", "format", "as_of"};
constexpr std::string_view kFrom = ".from";
constexpr std::string_view kTo = ".to";
// Before every value that is there; the empty value stands for none.
constexpr std::string_view kLowest = "\x01";

bool has_order(const Field& field) { return is_number(field.declared.type) || field.declared.type == FieldType::Date; }

Fault bad_filter(std::string_view field, std::string_view value, Text reason, Text remedy) {
  return {std::string(field), std::nullopt, std::string(value), std::move(reason), std::move(remedy)};
}

http::Field parameter(const Field& field, std::string name) {
  auto taken = http_field(field);
  if (taken.type == http::Type::Array) taken = taken.members.front();
  taken.name = std::move(name);
  taken.required = false;
  return taken;
}

// A parameter's text as the index keeps the value; nothing when it is none.
std::optional<std::string> wanted_value(const Field& field, std::string_view text) {
  if (text.empty()) return "";
  switch (field.declared.type) {
    case FieldType::Integer:
    case FieldType::Money:
    case FieldType::Decimal: {
      const auto number = Number::parse(text);
      if (!number) return std::nullopt;
      if (field.declared.type == FieldType::Decimal)
        return index_value(field, boost::json::value(declare::to_text(*number, field.declared.decimals)));
      return index_value(field, boost::json::value(number->floor()));
    }
    case FieldType::Boolean:
      return text == "true" ? "1" : "0";
    case FieldType::Choice:
    case FieldType::Choices:
      return std::string(text);
    default:
      return index_value(field, boost::json::value(text));
  }
}

// The declared field that a parameter speaks of: `floor_area`, `floor_area.from`.
const Field* field_of(const Kind& kind, std::string_view parameter) {
  for (const auto end : {kFrom, kTo})
    if (parameter.ends_with(end)) parameter.remove_suffix(end.size());
  const auto* field = kind.find(parameter);
  return field != nullptr && field->indexed ? field : nullptr;
}

Wanted& range_of(std::vector<Wanted>& wanted, const Field& field) {
  const auto found =
      std::ranges::find_if(wanted, [&](const Wanted& one) { return one.is_range && one.field == field.name(); });
  if (found != wanted.end()) return *found;
  return wanted.emplace_back(Wanted{field.name(), "", true, std::string(kLowest), ""});
}

Result<void> add_filter(std::vector<Wanted>& wanted, const Kind& kind, std::string_view name, std::string_view text) {
  const auto* field = field_of(kind, name);
  LINLI_ASSERT(field != nullptr);
  const auto value = wanted_value(*field, text);
  if (!value)
    return fail(kBadFilter,
                {bad_filter(name, text, {"无法识别", "Not understood"}, {"请按字段类型填写", "See the field"})});
  if (name.ends_with(kFrom)) {
    range_of(wanted, *field).from = *value;
  } else if (name.ends_with(kTo)) {
    range_of(wanted, *field).to = *value;
  } else {
    wanted.push_back({field->name(), *value, false, "", ""});
  }
  return {};
}

Result<void> add_words(std::vector<Wanted>& wanted, std::string_view text) {
  const auto pairs = bigrams(text);
  if (pairs.empty())
    return fail(kBadFilter, {bad_filter("q", text, {"至少要两个字", "At least two characters are needed"},
                                        {"请再多写一个字", "please write one more"})});
  for (const auto& pair : pairs) wanted.push_back({"*", pair, false, "", ""});
  return {};
}

Result<void> add_order(ListRequest& request, const Kind& kind, const accounts::Caller& caller, std::string_view text) {
  request.descending = text.starts_with('-');
  const auto* field = kind.find(request.descending ? text.substr(1) : text);
  const bool known = field != nullptr && field->indexed && kind.may_read(caller, *field);
  if (!known || field->declared.type == FieldType::Choices)
    return fail(kBadFilter, {bad_filter("sort", text, {"不能按此排序", "Lists have no such order"},
                                        {"请选择可筛选的字段", "choose a field that lists can be narrowed by"})});
  const auto found = std::ranges::find_if(
      request.wanted, [&](const Wanted& one) { return one.is_range && one.field == field->name(); });
  if (found == request.wanted.end()) {
    request.wanted.insert(request.wanted.begin(), Wanted{field->name(), "", true, "", ""});
  } else {
    std::rotate(request.wanted.begin(), found, found + 1);
  }
  return {};
}

// Equal values are probed or scanned; a range gives the order, so it comes first.
void put_range_first(std::vector<Wanted>& wanted) {
  const auto range = std::ranges::find_if(wanted, &Wanted::is_range);
  if (range != wanted.end()) std::rotate(wanted.begin(), range, range + 1);
}

}  // namespace

bool is_list_parameter(std::string_view name) { return std::ranges::find(kParameters, name) != kParameters.end(); }

std::vector<http::Field> list_fields(const Kind& kind, const accounts::Caller& caller) {
  std::vector<http::Field> fields{
      http::id_field("area", {"区域、网格或单位", "Area, grid or body"}),
      http::text_field("q", {"关键词", "Words"}).at_most(50),
      http::enum_field("state", {"状态", "State"}, {"current", "ended"}),
      http::text_field("sort", {"排序，前加 - 为倒序", "Order; - in front turns it round"}).at_most(60),
      http::text_field("cursor", {"翻页位置", "Cursor"}).at_most(400),
      http::integer_field("limit", {"每页条数", "Records a page"}).between(1, 200)};
  for (const auto& field : kind.fields) {
    if (!field.indexed || !kind.may_read(caller, field)) continue;
    fields.push_back(parameter(field, field.name()));
    if (!has_order(field)) continue;
    fields.push_back(parameter(field, field.name() + std::string(kFrom)));
    fields.push_back(parameter(field, field.name() + std::string(kTo)));
  }
  return fields;
}

Result<ListRequest> list_request(const Kind& kind, const accounts::Caller& caller, const Query& query) {
  ListRequest request;
  std::string_view order;
  for (const auto& [name, text] : query) {
    if (name != "cursor") request.fingerprint += name + '=' + text + '&';
    Result<void> done;
    if (name == "area") {
      request.within = parse_id(text).value_or(0);
    } else if (name == "state") {
      request.ended = text == "ended";
    } else if (name == "limit") {
      std::from_chars(text.data(), text.data() + text.size(), request.limit);
    } else if (name == "cursor") {
      request.cursor = text;
    } else if (name == "sort") {
      order = text;
    } else if (name == "q") {
      done = add_words(request.wanted, text);
    } else if (!is_list_parameter(name)) {
      done = add_filter(request.wanted, kind, name, text);
    }
    if (!done) return fail(std::move(done.error()));
  }
  if (std::ranges::any_of(request.wanted, &Wanted::is_range)) request.descending = false;
  put_range_first(request.wanted);
  if (!order.empty())
    if (auto done = add_order(request, kind, caller, order); !done) return fail(std::move(done.error()));
  return request;
}

std::string write_mark(const ListMark& mark) { return std::to_string(mark.record) + "." + mark.value; }

std::optional<ListMark> read_mark(std::string_view text) {
  const auto dot = text.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const auto record = parse_id(text.substr(0, dot));
  if (!record) return std::nullopt;
  return ListMark{std::string(text.substr(dot + 1)), *record};
}

}  // namespace linli::registers
