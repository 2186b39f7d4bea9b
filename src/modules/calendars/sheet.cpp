#include "modules/calendars/sheet.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>

#include "base/text.hpp"
#include "modules/calendars/errors.hpp"

namespace linli::calendars {
namespace {

using boost::json::value;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::month_day;

constexpr std::array<std::string_view, 7> kWeekdays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
constexpr std::size_t kMostDays = 1000;
constexpr std::size_t kMostSeasons = 12;

std::optional<unsigned> digits(std::string_view text, std::size_t length) {
  unsigned number = 0;
  if (text.size() != length) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<minutes> parse_time(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const auto hour = digits(text.substr(0, 2), 2);
  const auto minute = digits(text.substr(3), 2);
  if (!hour || !minute || *minute > 59 || hours{*hour} + minutes{*minute} > hours{24}) return std::nullopt;
  return hours{*hour} + minutes{*minute};
}

std::optional<month_day> parse_month_day(std::string_view text) {
  if (text.size() != 5 || text[2] != '-') return std::nullopt;
  const auto month = digits(text.substr(0, 2), 2);
  const auto day = digits(text.substr(3), 2);
  if (!month || !day) return std::nullopt;
  const month_day found{std::chrono::month{*month}, std::chrono::day{*day}};
  return found.ok() ? std::optional(found) : std::nullopt;
}

std::string format_month_day(month_day day) {
  return fmt::format("{:02}-{:02}", static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

std::string_view text_of(const boost::json::object& object, std::string_view name) {
  const auto* member = object.if_contains(name);
  return member != nullptr && member->is_string() ? std::string_view(member->get_string()) : std::string_view();
}

class SheetReader {
 public:
  Result<Sheet> read(const value& given) {
    const auto* object = given.if_object();
    if (object == nullptr) return fail(kBadCalendar);
    if (const auto* list = member(*object, "weekdays")) read_weekdays(*list);
    if (const auto* list = member(*object, "hours")) read_hours(*list);
    if (const auto* list = member(*object, "days")) read_days(*list);
    if (const auto* list = member(*object, "years")) read_years(*list);
    if (!faults_.empty()) return fail(kBadCalendar, std::move(faults_));
    return std::move(sheet_);
  }

 private:
  static const boost::json::array* member(const boost::json::object& object, std::string_view name) {
    const auto* found = object.if_contains(name);
    return found != nullptr ? found->if_array() : nullptr;
  }

  void fault(std::string field, std::size_t row, std::string_view sent, Text reason, Text remedy) {
    faults_.push_back({std::move(field), static_cast<std::int64_t>(row) + 1, std::string(sent), std::move(reason),
                       std::move(remedy)});
  }

  void read_weekdays(const boost::json::array& list) {
    if (list.empty()) return;
    sheet_.weekdays.emplace();
    for (std::size_t i = 0; i < list.size(); ++i) {
      const auto name = list[i].is_string() ? std::string_view(list[i].get_string()) : std::string_view();
      if (const auto weekday = parse_weekday(name)) {
        (*sheet_.weekdays)[*weekday] = true;
      } else {
        fault("weekdays", i, name, {"不是星期几", "Not a weekday"}, {"请用 mon 至 sun", "Use mon to sun"});
      }
    }
  }

  // In order, without overlap, none empty.
  std::vector<Span> read_spans(const boost::json::object& object, const std::string& field, std::size_t row) {
    std::vector<Span> spans;
    const auto* list = member(object, "spans");
    if (list == nullptr) return spans;
    for (const auto& item : *list) {
      const auto text = item.is_string() ? std::string_view(item.get_string()) : std::string_view();
      const auto span = parse_span(text);
      if (!span || (!spans.empty() && span->from < spans.back().to)) {
        fault(field, row, text,
              {"时段写法有误，或与前一段重叠", "Not a stretch of time, or it overlaps the one before"},
              {"请写成 08:30-12:00，按先后排列", "Write 08:30-12:00, in order"});
        continue;
      }
      spans.push_back(*span);
    }
    return spans;
  }

  void read_hours(const boost::json::array& list) {
    if (list.size() > kMostSeasons)
      fault("hours", kMostSeasons, {}, {"季节太多", "Too many seasons"}, {"最多12个", "Twelve at most"});
    for (std::size_t i = 0; i < std::min(list.size(), kMostSeasons); ++i) {
      const auto* object = list[i].if_object();
      if (object == nullptr) continue;
      Season season{parse_month_day(text_of(*object, "from")), parse_month_day(text_of(*object, "to")),
                    read_spans(*object, "hours", i)};
      const bool dated = !text_of(*object, "from").empty() || !text_of(*object, "to").empty();
      if (dated && (!season.from || !season.to))
        fault("hours", i, text_of(*object, "from"), {"起止日期有误", "The season's days cannot be read"},
              {"请写成 05-01 和 09-30，或都不填", "Write 05-01 and 09-30, or leave both out"});
      if (season.spans.empty())
        fault("hours", i, {}, {"没有工作时段", "No working hours"},
              {"至少写一段，例如 08:30-12:00", "Give at least one stretch, such as 08:30-12:00"});
      sheet_.hours.push_back(std::move(season));
    }
  }

  void read_days(const boost::json::array& list) {
    if (list.size() > kMostDays)
      fault("days", kMostDays, {}, {"日期太多", "Too many days"}, {"最多1000天", "A thousand at most"});
    for (std::size_t i = 0; i < std::min(list.size(), kMostDays); ++i) {
      const auto* object = list[i].if_object();
      if (object == nullptr) continue;
      const auto date = parse_date(text_of(*object, "day"));
      const auto* working = object->if_contains("working");
      if (!date || working == nullptr || !working->is_bool()) {
        fault("days", i, text_of(*object, "day"),
              {"日期或是否上班有误", "The day, or whether it works, cannot be read"},
              {"请写成 2026-10-10 和 true/false", "Write 2026-10-10 and true or false"});
        continue;
      }
      DayRule rule{*date,
                   working->get_bool(),
                   read_spans(*object, "days", i),
                   {std::string(text_of(*object, "name")), std::string(text_of(*object, "name"))},
                   std::string(text_of(*object, "source"))};
      if (trim(rule.source).empty())
        fault("days", i, format_date(*date), {"没有写依据", "No source was given"},
              {"请写明依据，例如区政府通知文号", "Say where it is written, such as the number of the notice"});
      sheet_.days.push_back(std::move(rule));
    }
  }

  void read_years(const boost::json::array& list) {
    for (std::size_t i = 0; i < std::min(list.size(), kMostSeasons); ++i) {
      const auto* object = list[i].if_object();
      const auto* year = object != nullptr ? object->if_contains("year") : nullptr;
      if (year == nullptr || !year->is_int64() || year->get_int64() < 2000 || year->get_int64() > 2200 ||
          trim(text_of(*object, "source")).empty()) {
        fault("years", i, {}, {"年份或依据有误", "The year or its source cannot be read"},
              {"请写年份和放假通知的文号", "Give the year and the number of the announcement"});
        continue;
      }
      sheet_.years.push_back({static_cast<int>(year->get_int64()), true, std::string(text_of(*object, "source"))});
    }
  }

  Sheet sheet_;
  std::vector<Fault> faults_;
};

void write_spans(JsonWriter& w, const std::vector<Span>& spans) {
  w.key("spans").begin_array();
  for (const auto& span : spans) w.value(format_span(span));
  w.end_array();
}

void write_month_day(JsonWriter& w, std::string_view name, const std::optional<month_day>& day) {
  w.key(name);
  day ? w.value(format_month_day(*day)) : w.value(nullptr);
}

}  // namespace

std::optional<Span> parse_span(std::string_view text) {
  if (text.size() != 11 || text[5] != '-') return std::nullopt;
  const auto from = parse_time(text.substr(0, 5));
  const auto to = parse_time(text.substr(6));
  if (!from || !to || *from >= *to) return std::nullopt;
  return Span{*from, *to};
}

std::string format_span(const Span& span) {
  const auto hour = [](minutes at) { return at.count() / 60; };
  const auto minute = [](minutes at) { return at.count() % 60; };
  return fmt::format("{:02}:{:02}-{:02}:{:02}", hour(span.from), minute(span.from), hour(span.to), minute(span.to));
}

std::optional<std::size_t> parse_weekday(std::string_view text) {
  const auto found = std::ranges::find(kWeekdays, text);
  if (found == kWeekdays.end()) return std::nullopt;
  return static_cast<std::size_t>(found - kWeekdays.begin());
}

Result<Sheet> read_sheet(const value& given) { return SheetReader().read(given); }

void write_day(JsonWriter& w, const DayRule& rule) {
  w.begin_object().field("day", format_date(rule.day)).field("working", rule.working).field("name", rule.name.zh);
  write_spans(w, rule.spans);
  w.field("source", rule.source).end_object();
}

void write_sheet(JsonWriter& w, const Sheet& sheet) {
  w.key("weekdays").begin_array();
  for (std::size_t i = 0; sheet.weekdays && i < kWeekdays.size(); ++i) {
    if ((*sheet.weekdays)[i]) w.value(kWeekdays[i]);
  }
  w.end_array().key("hours").begin_array();
  for (const auto& season : sheet.hours) {
    w.begin_object();
    write_month_day(w, "from", season.from);
    write_month_day(w, "to", season.to);
    write_spans(w, season.spans);
    w.end_object();
  }
  w.end_array().key("days").begin_array();
  for (const auto& rule : sheet.days) write_day(w, rule);
  w.end_array().key("years").begin_array();
  for (const auto& year : sheet.years) {
    w.begin_object().field("year", year.year).field("announced", year.announced).field("source", year.source);
    w.end_object();
  }
  w.end_array();
}

}  // namespace linli::calendars
