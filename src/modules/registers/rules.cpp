#include "modules/registers/rules.hpp"

#include <algorithm>
#include <chrono>
#include <functional>

#include "modules/registers/values.hpp"

namespace linli::registers {

namespace json = boost::json;

namespace {

using std::chrono::days;
using std::chrono::hours;

constexpr hours kLongest{24 * 31};
constexpr days kFarthest{366};

// The record as expressions see it: its own fields; what it refers to is not known here.
class RecordView final : public declare::Record {
 public:
  RecordView(const Kind& kind, const json::object& values) : kind_(kind), values_(values) {}

  [[nodiscard]] declare::Value value(int slot) const override {
    const auto& name = kind_.shape.fields[static_cast<std::size_t>(slot)].name;
    const auto* field = kind_.find(name);
    if (field == nullptr) return declare::Missing{};
    return expression_value(*field, values_.if_contains(name));
  }
  [[nodiscard]] const declare::Record* reference(int) const override { return nullptr; }
  void each(int, const std::function<bool(const declare::Record&)>&) const override {}

 private:
  const Kind& kind_;
  const json::object& values_;
};

bool holds_nothing(const json::object& values, std::string_view name) {
  const auto* value = values.if_contains(name);
  return value == nullptr || value->is_null();
}

}  // namespace

void compute(const Kind& kind, json::object& values, Date today) {
  for (const auto& field : kind.fields) {
    if (!field.computed || field.declared.removed) continue;
    const RecordView view(kind, values);
    const auto value = kept_value(field, field.computed.evaluate(&view, {.as_of = today, .value_of = {}}));
    if (value.is_null()) {
      values.erase(field.name());
    } else {
      values[field.name()] = value;
    }
  }
}

std::vector<Fault> missing_fields(const Kind& kind, const json::object& values,
                                  const std::vector<std::string>& sealed) {
  std::vector<Fault> faults;
  for (const auto& field : kind.fields) {
    // Without a place nobody below the district would see it.
    const bool required = field.declared.required || &field == kind.scope();
    if (!required || !field.asked()) continue;
    const bool empty =
        field.sealed ? std::ranges::find(sealed, field.name()) == sealed.end() : holds_nothing(values, field.name());
    if (empty) faults.push_back(fault_of(field, {"没有填写", "is missing"}, {"请填写", "please fill it in"}));
  }
  return faults;
}

std::vector<Warning> broken_checks(const Kind& kind, const json::object& values, Date today) {
  std::vector<Warning> broken;
  const RecordView view(kind, values);
  for (const auto& check : kind.checks) {
    const auto result = check.holds.evaluate(&view, {.as_of = today, .value_of = {}});
    const auto* holds = std::get_if<bool>(&result);
    if (holds == nullptr || *holds) continue;
    broken.push_back({check.declared.code, check.declared.message, check.declared.source, check.declared.refuses});
  }
  return broken;
}

Fault fault_of(const Field& field, Text reason, Text remedy, std::string value) {
  const auto& label = field.declared.label;
  return {field.name(),
          std::nullopt,
          field.sealed ? std::string() : std::move(value),
          {"“" + label.zh + "”" + reason.zh, "“" + label.en + "” " + reason.en},
          std::move(remedy)};
}

bool sees(const accounts::Caller& caller, const std::vector<std::int64_t>& scopes) {
  if (caller.whole_district) return true;
  return std::ranges::any_of(scopes,
                             [&](std::int64_t scope) { return std::ranges::binary_search(caller.scopes, scope); });
}

bool sees(const accounts::Caller& caller, const Record& record) { return sees(caller, record.scopes); }

bool overlap(Instant from, Instant to, Instant other_from, Instant other_to) {
  return from < other_to && other_from < to;
}

std::vector<Fault> booking_faults(Instant from, Instant to, Instant now) {
  std::vector<Fault> faults;
  const auto add = [&](std::string field, Text reason, Text remedy) {
    faults.push_back({std::move(field), std::nullopt, {}, std::move(reason), std::move(remedy)});
  };
  if (to <= from)
    add("to", {"结束时间要晚于开始时间", "The end must come after the start"}, {"请改正时间", "please mend the times"});
  if (to <= now) add("from", {"时间已经过去", "That time has passed"}, {"请选择以后的时间", "choose a time to come"});
  if (to - from > kLongest)
    add("to", {"一次最多预约 31 天", "At most 31 days at a time"}, {"请分几次预约", "book it in parts"});
  if (from - now > kFarthest)
    add("from", {"最多提前一年预约", "At most a year ahead"}, {"请选择近一些的时间", "choose a nearer time"});
  return faults;
}

}  // namespace linli::registers
