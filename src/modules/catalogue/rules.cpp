#include "modules/catalogue/rules.hpp"

#include <array>
#include <charconv>
#include <utility>

#include "base/text.hpp"
#include "modules/catalogue/api.hpp"
#include "modules/catalogue/errors.hpp"

namespace linli::catalogue {
namespace {

constexpr std::array<std::pair<std::string_view, LimitUnit>, 4> kUnits{{{"working_hours", LimitUnit::WorkingHours},
                                                                        {"working_days", LimitUnit::WorkingDays},
                                                                        {"calendar_hours", LimitUnit::CalendarHours},
                                                                        {"calendar_days", LimitUnit::CalendarDays}}};
constexpr std::array<std::pair<std::string_view, LimitUnit>, 4> kShortUnits{{{"wh", LimitUnit::WorkingHours},
                                                                             {"wd", LimitUnit::WorkingDays},
                                                                             {"h", LimitUnit::CalendarHours},
                                                                             {"d", LimitUnit::CalendarDays}}};
constexpr std::array<std::pair<std::string_view, Handler>, 3> kHandlers{
    {{"grid", Handler::Grid}, {"community", Handler::Community}, {"body", Handler::Body}}};
constexpr int kLongestLimit = 3650;

template <class Table, class Value>
std::string_view name_in(const Table& table, Value value) {
  for (const auto& [name, known] : table) {
    if (known == value) return name;
  }
  std::unreachable();
}

template <class Table>
auto value_in(const Table& table, std::string_view text) -> std::optional<decltype(table[0].second)> {
  for (const auto& [name, known] : table) {
    if (name == text) return known;
  }
  return std::nullopt;
}

Fault fault(std::string_view field, std::string_view value, Text reason, Text remedy) {
  return {std::string(field), std::nullopt, std::string(value), std::move(reason), std::move(remedy)};
}

void check_name(const Text& name, std::vector<Fault>& faults) {
  if (trim(name.zh).empty())
    faults.push_back(fault("name", name.zh, {"没有中文名称", "The Chinese name is missing"},
                           {"请写居民看得懂的名称", "Write a name that residents understand"}));
}

void check_limit(std::string_view field, const std::optional<Limit>& limit, std::vector<Fault>& faults) {
  if (!limit || (limit->amount > 0 && limit->amount <= kLongestLimit)) return;
  faults.push_back(fault(field, std::to_string(limit->amount), {"时限不在范围内", "The limit is out of range"},
                         {"请填1到3650", "Enter 1 to 3650"}));
}

}  // namespace

std::optional<Limit> parse_limit(std::string_view text) {
  Limit limit;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), limit.amount);
  if (error != std::errc{} || limit.amount <= 0 || limit.amount > kLongestLimit) return std::nullopt;
  const auto unit = value_in(kShortUnits, text.substr(static_cast<std::size_t>(end - text.data())));
  if (!unit) return std::nullopt;
  limit.unit = *unit;
  return limit;
}

std::string format_limit(const Limit& limit) {
  return std::to_string(limit.amount) + std::string(name_in(kShortUnits, limit.unit));
}

std::string_view to_string(LimitUnit unit) { return name_in(kUnits, unit); }
std::optional<LimitUnit> parse_unit(std::string_view text) { return value_in(kUnits, text); }
std::string_view to_string(Handler handler) { return name_in(kHandlers, handler); }
std::optional<Handler> parse_handler(std::string_view text) { return value_in(kHandlers, text); }

std::vector<Fault> check_matter(const NewMatter& matter, const std::optional<Matter>& parent) {
  std::vector<Fault> faults;
  check_name(matter.name, faults);
  check_limit("respond_limit", matter.respond, faults);
  check_limit("limit", matter.settle, faults);
  if (trim(matter.code).empty())
    faults.push_back(fault("code", matter.code, {"没有编码", "The code is missing"},
                           {"请给一个本区没有用过的编码", "Give a code that this district has not used"}));
  if (matter.parent && !parent)
    faults.push_back(fault("parent_id", to_string(matter.parent), {"没有这个上级类别", "There is no such class"},
                           {"请从目录中选择", "Choose one from the catalogue"}));
  if (!matter.parent && matter.kind != "service" && matter.kind != "component" && matter.kind != "event")
    faults.push_back(fault("class", matter.kind, {"大类不明", "The kind of class is unknown"},
                           {"请选 service、component 或 event", "Choose service, component or event"}));
  if (matter.diverts && trim(matter.emergency.zh).empty())
    faults.push_back(fault("emergency", "", {"没有写明应拨打的电话", "It does not say whom to call"},
                           {"例如：请立即拨打110", "For instance: call 110 at once"}));
  return faults;
}

Result<Matter> changed(const Matter& current, const MatterChange& change) {
  Matter next = current;
  if (change.name) next.name = *change.name;
  if (change.guide) next.guide = *change.guide;
  if (change.handler) next.handler = *change.handler;
  if (change.body) next.body = *change.body;
  if (change.respond) next.respond = *change.respond;
  if (change.settle) next.settle = *change.settle;
  if (change.open_to_residents) next.open_to_residents = *change.open_to_residents;
  if (change.active) next.active = *change.active;
  if (change.source) next.source = *change.source;
  next.valid_from = format_date(change.from);
  std::vector<Fault> faults;
  check_name(next.name, faults);
  check_limit("respond_limit", next.respond, faults);
  check_limit("limit", next.settle, faults);
  if (next.valid_from < current.valid_from)
    faults.push_back(
        fault("from", next.valid_from, {"早于现行版本的开始日期", "Earlier than the start of the present version"},
              {"请填" + current.valid_from + "或以后的日期", "Enter " + current.valid_from + " or later"}));
  if (!faults.empty()) return fail(kBadMatter, std::move(faults));
  return next;
}

}  // namespace linli::catalogue
