#pragma once
// The members of a JSON body that the declaration has checked: what is missing or null reads as empty.

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"

namespace linli::http {

class Body {
 public:
  explicit Body(const boost::json::value& value) : object_(value.if_object()) {}

  // Sent, and not null.
  [[nodiscard]] bool has(std::string_view name) const { return find(name) != nullptr; }
  // Sent, be it as null: how a PATCH takes something away.
  [[nodiscard]] bool names(std::string_view name) const { return object_ != nullptr && object_->contains(name); }

  [[nodiscard]] std::optional<std::string> maybe_text(std::string_view name) const {
    const auto* value = find(name);
    return value != nullptr ? std::optional(std::string(value->as_string())) : std::nullopt;
  }
  [[nodiscard]] std::string text(std::string_view name) const { return maybe_text(name).value_or(std::string()); }
  [[nodiscard]] std::optional<std::int64_t> integer(std::string_view name) const {
    const auto* value = find(name);
    return value != nullptr ? std::optional(value->to_number<std::int64_t>()) : std::nullopt;
  }
  [[nodiscard]] std::optional<double> number(std::string_view name) const {
    const auto* value = find(name);
    return value != nullptr ? std::optional(value->to_number<double>()) : std::nullopt;
  }
  [[nodiscard]] std::optional<bool> flag(std::string_view name) const {
    const auto* value = find(name);
    return value != nullptr ? std::optional(value->as_bool()) : std::nullopt;
  }
  [[nodiscard]] std::optional<Date> date(std::string_view name) const {
    const auto* value = find(name);
    return value != nullptr ? parse_date(value->as_string()) : std::nullopt;
  }
  // Ids travel as decimal strings; none when missing.
  template <class IdType>
  [[nodiscard]] IdType id(std::string_view name) const {
    const auto* value = find(name);
    return IdType{value != nullptr ? parse_id(value->as_string()).value_or(0) : 0};
  }
  template <class IdType>
  [[nodiscard]] std::vector<IdType> ids(std::string_view name) const {
    std::vector<IdType> list;
    if (const auto* value = find(name))
      for (const auto& item : value->as_array()) list.push_back(IdType{parse_id(item.as_string()).value_or(0)});
    return list;
  }
  // A member that is an object; without members when it is missing.
  [[nodiscard]] Body object(std::string_view name) const {
    const auto* value = find(name);
    return value != nullptr ? Body(*value) : Body(nullptr);
  }

 private:
  explicit Body(std::nullptr_t) {}
  [[nodiscard]] const boost::json::value* find(std::string_view name) const {
    const auto* value = object_ != nullptr ? object_->if_contains(name) : nullptr;
    return value != nullptr && !value->is_null() ? value : nullptr;
  }

  const boost::json::object* object_ = nullptr;
};

}  // namespace linli::http
