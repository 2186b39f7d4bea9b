#pragma once
// One declared field against one value, from JSON or from the query: what is wrong, where, and what to do.

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "http/declare.hpp"

namespace linli::http {

class FieldChecker {
 public:
  // More faults than this help nobody; the rest is not looked for.
  static constexpr std::size_t kMaxFaults = 50;

  void check_object(const boost::json::object& object, const std::vector<Field>& members);
  // A query parameter: text that must read as the field's type.
  void check_text(const Field& field, std::string_view text);

  void missing(const Field& field);
  void unknown(std::string_view name);
  void repeated(std::string_view name);
  [[nodiscard]] std::vector<Fault>& faults() { return faults_; }

 private:
  void check_value(const Field& field, const boost::json::value& value);
  void check_text_like(const Field& field, std::string_view text);
  void check_length(const Field& field, std::size_t length);
  void check_range(const Field& field, double number);
  void check_integer(const Field& field, const boost::json::value& value);
  void check_array(const Field& field, const boost::json::array& array);
  void wrong_type(const Field& field);
  void add(std::string_view value, Text reason, Text remedy);

  std::string path_;        // of the value in hand: `contact.phones[2]`
  std::string_view shown_;  // the scalar in hand, as sent; empty when it must not be repeated
  std::vector<Fault> faults_;
};

}  // namespace linli::http
