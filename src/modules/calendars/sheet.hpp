#pragma once
// A locality's sheet ↔ JSON, as the API takes it and as the table keeps it.

#include <boost/json/value.hpp>
#include <optional>
#include <string_view>

#include "base/json_writer.hpp"
#include "modules/calendars/types.hpp"

namespace linli::calendars {

// `08:30-12:00`; the end may be 24:00.
[[nodiscard]] std::optional<Span> parse_span(std::string_view text);
[[nodiscard]] std::string format_span(const Span& span);
// `mon` … `sun` → 0 … 6.
[[nodiscard]] std::optional<std::size_t> parse_weekday(std::string_view text);

// Members `weekdays`, `hours` and `days`; each may be missing or empty. Faults name member and row.
[[nodiscard]] Result<Sheet> read_sheet(const boost::json::value& value);
// The members of a sheet, into an object that is open.
void write_sheet(JsonWriter& w, const Sheet& sheet);
void write_day(JsonWriter& w, const DayRule& rule);

}  // namespace linli::calendars
