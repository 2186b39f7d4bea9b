#pragma once
// Pure decisions on records: what is missing, what follows from other fields, which declared conditions hold.

#include <boost/json/object.hpp>
#include <vector>

#include "modules/registers/kinds.hpp"
#include "modules/registers/types.hpp"

namespace linli::registers {

// A declared condition that does not hold. It warns, with its source; only where the law makes the act void it refuses.
struct Warning {
  std::string code;
  Text message;
  std::string source;
  bool refuses = false;
};

// Fills in what is computed from other fields.
void compute(const Kind& kind, boost::json::object& values, Date today);
// Required fields that hold nothing. `sealed`: names of protected fields that hold something.
[[nodiscard]] std::vector<Fault> missing_fields(const Kind& kind, const boost::json::object& values,
                                                const std::vector<std::string>& sealed);
[[nodiscard]] std::vector<Warning> broken_checks(const Kind& kind, const boost::json::object& values, Date today);

[[nodiscard]] Fault fault_of(const Field& field, Text reason, Text remedy, std::string value = {});

// Is any scope of the record the caller's own?
[[nodiscard]] bool sees(const accounts::Caller& caller, const Record& record);
[[nodiscard]] bool sees(const accounts::Caller& caller, const std::vector<std::int64_t>& scopes);

// Whether two half-open stretches of time meet.
[[nodiscard]] bool overlap(Instant from, Instant to, Instant other_from, Instant other_to);
// Fails to be bookable: it ends before it begins, lies in the past, is too long or too far ahead.
[[nodiscard]] std::vector<Fault> booking_faults(Instant from, Instant to, Instant now);

}  // namespace linli::registers
