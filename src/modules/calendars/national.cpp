// The shipped national calendar: models/base/calendar.toml.
#include <toml++/toml.h>

#include "modules/calendars/calendar.hpp"
#include "modules/calendars/sheet.hpp"

namespace linli::calendars {

// Written by CMake from models/base/calendar.toml.
extern const std::string_view kNationalCalendarFile;

namespace {

using std::chrono::days;
using std::chrono::sys_days;

Date shipped_date(const toml::node_view<const toml::node>& node) {
  const auto date = parse_date(node.value_or(std::string_view()));
  LINLI_ASSERT(date.has_value());
  return *date;
}

void add_rest(const toml::table& rest, const std::string& source, std::vector<DayRule>& rules) {
  const auto view = toml::node_view<const toml::node>(rest);
  const sys_days last{shipped_date(view["to"])};
  for (sys_days day{shipped_date(view["from"])}; day <= last; day += days{1})
    rules.push_back(
        {day, false, {}, {view["name"].value_or(std::string()), view["name_en"].value_or(std::string())}, source});
}

void add_year(const toml::table& year, Sheet& sheet) {
  Year note{year["year"].value_or(0), year["announced"].value_or(false), year["source"].value_or(std::string())};
  LINLI_ASSERT(note.year > 0 && !note.source.empty());
  const auto* rests = year["rest"].as_array();
  const auto* works = year["work"].as_array();
  LINLI_ASSERT(rests != nullptr && works != nullptr);
  for (const auto& rest : *rests) add_rest(*rest.as_table(), note.source, sheet.days);
  for (const auto& work : *works)
    sheet.days.push_back(
        {shipped_date(toml::node_view<const toml::node>(work)), true, {}, {"调休上班", "Make-up day"}, note.source});
  sheet.years.push_back(std::move(note));
}

Sheet read_national() {
  const auto file = toml::parse(kNationalCalendarFile);
  Sheet sheet;
  sheet.weekdays.emplace();
  for (const auto& name : *file["working_weekdays"].as_array()) {
    const auto weekday = parse_weekday(name.value_or(std::string_view()));
    LINLI_ASSERT(weekday.has_value());
    (*sheet.weekdays)[*weekday] = true;
  }
  for (const auto& hours : *file["hours"].as_array()) {
    Season season;
    for (const auto& text : *(*hours.as_table())["spans"].as_array()) {
      const auto span = parse_span(text.value_or(std::string_view()));
      LINLI_ASSERT(span.has_value());
      season.spans.push_back(*span);
    }
    sheet.hours.push_back(std::move(season));
  }
  for (const auto& year : *file["year"].as_array()) add_year(*year.as_table(), sheet);
  return sheet;
}

}  // namespace

const Sheet& national_sheet() {
  static const Sheet kSheet = read_national();
  return kSheet;
}

std::shared_ptr<const Calendar> national_calendar(Offset offset) {
  return std::make_shared<const Calendar>(national_sheet(), Sheet{}, offset);
}

}  // namespace linli::calendars
