#include "modules/calendars/http.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "http/body.hpp"
#include "modules/accounts/api.hpp"
#include "modules/calendars/errors.hpp"
#include "modules/calendars/sheet.hpp"
#include "modules/catalogue/api.hpp"

namespace linli::calendars {
namespace {

using accounts::caller_of;
using accounts::Right;
using http::Answer;
using http::Body;
using http::Declaration;
using http::Method;
using http::Request;
using storage::Snapshot;
using storage::Transaction;
namespace asio = http::asio;

Text warning_of(const Year& year, int asked) {
  if (year.year == 0)
    return {fmt::format("{}年的放假安排不在日历里，暂按周一至周五计算。", asked),
            fmt::format("The holidays of {} are not in the calendar; Monday to Friday are counted for now.", asked)};
  return {fmt::format("{}年的放假安排尚未公布，暂按周一至周五和法定节日计算，公布后期限会重新计算。依据：{}", year.year,
                      year.source),
          fmt::format("The holidays of {} are not announced yet; due times are worked out anew once they are. Source: "
                      "{}",
                      year.year, year.source)};
}

void write_warnings(JsonWriter& w, const Calendar& calendar, Instant at) {
  w.key("warnings").begin_array();
  if (const auto* year = calendar.unannounced(at))
    w.value(warning_of(*year, static_cast<int>(date_of(at, calendar.offset()).year())));
  w.end_array();
}

void write_calendar(JsonWriter& w, const Version& version, const Calendar& calendar, Instant now) {
  w.begin_object().field("version", version.number).field("reason", version.reason);
  w.key("changed_at");
  version.number > 0 ? w.value(format_instant(version.at, calendar.offset())) : w.value(nullptr);
  w.key("local").begin_object();
  write_sheet(w, version.sheet);
  w.end_object().key("national").begin_object();
  write_sheet(w, national_sheet());
  w.end_object();
  // A limit of today may run into next year.
  write_warnings(w, calendar, now + std::chrono::days{90});
}

asio::awaitable<Answer> show_calendar(CalendarParts parts, Request& request) {
  const auto& caller = caller_of(request);
  auto work = [&](Snapshot& snapshot) {
    JsonWriter w;
    write_calendar(w, current_version(snapshot, caller.district),
                   *load_calendar(snapshot, caller.district, caller.offset), snapshot.now());
    return w.end_object().take();
  };
  co_return http::json_response(co_await parts.store.read(work));
}

Fault bad_question(std::string field, std::string_view sent, Text remedy) {
  return {std::move(field), std::nullopt, std::string(sent), {"无法识别", "Not understood"}, std::move(remedy)};
}

asio::awaitable<Answer> due_of(CalendarParts parts, Request& request) {
  const auto& caller = caller_of(request);
  const auto start = parse_instant(request.query_value("start").value_or(""));
  const auto limit = catalogue::parse_limit(request.query_value("limit").value_or(""));
  std::vector<Fault> faults;
  if (!start)
    faults.push_back(bad_question("start", request.query_value("start").value_or(""),
                                  {"例如 2026-11-22T09:00:00+08:00", "Such as 2026-11-22T09:00:00+08:00"}));
  if (!limit)
    faults.push_back(bad_question("limit", request.query_value("limit").value_or(""),
                                  {"例如 4wh、5wd、24h、7d", "Such as 4wh, 5wd, 24h, 7d"}));
  if (!faults.empty()) co_return fail(kBadQuestion, std::move(faults));
  auto work = [&](Snapshot& snapshot) {
    const auto calendar = parts.calendars.of(snapshot, caller.district, caller.offset);
    const auto due = due_after(*limit, *start, *calendar);
    JsonWriter w;
    w.begin_object().field("due_at", format_instant(due, caller.offset));
    write_warnings(w, *calendar, due);
    return w.end_object().take();
  };
  co_return http::json_response(co_await parts.store.read(work));
}

void write_moved(JsonWriter& w, const Moved& moved, Offset offset) {
  w.key("moved").begin_object().field("checked", moved.checked).field("earlier", moved.earlier);
  w.field("later", moved.later).field("finished", moved.finished).key("sample").begin_array();
  for (const auto& item : moved.sample) {
    w.begin_object().field("id", std::to_string(item.id)).field("number", item.number);
    w.field("from", format_instant(item.from, offset)).field("to", format_instant(item.to, offset)).end_object();
  }
  w.end_array().end_object();
}

asio::awaitable<Answer> change_calendar(CalendarParts parts, Request& request) {
  const auto& caller = caller_of(request);
  const Body body(request.json);
  auto sheet = read_sheet(request.json);
  if (!sheet) co_return fail(std::move(sheet.error()));
  const auto reason = std::string(trim(body.text("reason")));
  if (reason.empty())
    co_return fail(kBadCalendar, {{"reason",
                                   std::nullopt,
                                   {},
                                   {"没有写原因", "No reason was given"},
                                   {"请写明为什么改，例如通知文号", "Say why, such as the number of a notice"}}});
  const bool preview = body.flag("preview").value_or(false);
  const auto known = body.integer("version").value_or(0);
  std::shared_ptr<const Calendar> calendar;
  Version version{known, {}, caller.account, reason, *sheet};
  if (!preview) {
    auto work = [&](Transaction& transaction) {
      return set_sheet(transaction, caller.district, caller.account, *sheet, reason, known);
    };
    auto written = co_await parts.store.write(work);
    if (!written) co_return fail(std::move(written.error()));
    version = std::move(*written);
    parts.calendars.forget(caller.district);
  }
  calendar = std::make_shared<const Calendar>(national_sheet(), version.sheet, caller.offset, version.number);
  const auto moved = co_await parts.recompute(caller.district, calendar, preview);
  auto now_work = [](Snapshot& snapshot) { return snapshot.now(); };
  JsonWriter w;
  write_calendar(w, version, *calendar, co_await parts.store.read(now_work));
  write_moved(w, moved, caller.offset);
  co_return http::json_response(w.end_object().take());
}

using http::Field;

Field span_list() {
  return http::array_field("spans", {"时段", "Hours"}, http::text_field("span", {"如 08:30-12:00", "As 08:30-12:00"}))
      .at_most(6);
}

std::vector<Field> sheet_fields() {
  return {http::array_field(
              "weekdays", {"每周工作日", "Working weekdays"},
              http::enum_field("day", {"星期", "Weekday"}, {"mon", "tue", "wed", "thu", "fri", "sat", "sun"})),
          http::array_field(
              "hours", {"工作时间", "Working hours"},
              http::object_field("season", {"时令", "Season"},
                                 {http::text_field("from", {"起（月-日）", "From (MM-DD)"}).or_null(),
                                  http::text_field("to", {"止（月-日）", "To (MM-DD)"}).or_null(), span_list()})),
          http::array_field("days", {"特殊日期", "Single days"},
                            http::object_field("rule", {"日期", "Day"},
                                               {http::date_field("day", {"日期", "Day"}).must(),
                                                http::boolean_field("working", {"上班", "Works"}).must(),
                                                http::text_field("name", {"名称", "Name"}).at_most(60), span_list(),
                                                http::text_field("source", {"依据", "Source"}).must().at_most(300)})),
          http::array_field("years", {"已公布的年份", "Announced years"},
                            http::object_field("year", {"年份", "Year"},
                                               {http::integer_field("year", {"年", "Year"}).must(),
                                                http::boolean_field("announced", {"已公布", "Announced"}),
                                                http::text_field("source", {"依据", "Source"}).must().at_most(300)}))};
}

Field warnings_field() {
  return http::array_field(
      "warnings", {"提醒", "Warnings"},
      http::object_field("warning", {"提醒", "Warning"},
                         {http::text_field("zh", {"中文", "Chinese"}), http::text_field("en", {"英文", "English"})}));
}

std::vector<Field> calendar_fields() {
  return {http::integer_field("version", {"版本", "Version"}),
          http::text_field("reason", {"原因", "Reason"}),
          http::instant_field("changed_at", {"修改时间", "Changed"}).or_null(),
          http::object_field("local", {"本地", "Local"}, sheet_fields()),
          http::object_field("national", {"全国", "National"}, sheet_fields()),
          warnings_field()};
}

Declaration declared(Text summary, Right right) {
  Declaration declaration;
  declaration.summary_zh = std::move(summary.zh);
  declaration.summary_en = std::move(summary.en);
  declaration.permission = std::string(to_string(right));
  return declaration;
}

Declaration showing() {
  auto d = declared({"工作日历：全国的和本地的", "The working calendar: national and local"}, Right::BoardRead);
  d.answer = calendar_fields();
  return d;
}

Declaration asking() {
  auto d = declared({"按工作日历计算到期时间", "When a limit ends by the calendar"}, Right::BoardRead);
  d.query = {http::text_field("start", {"起点", "Start"}),
             http::text_field("limit", {"时限，如 5wd", "Limit, as 5wd"})};
  d.answer = {http::instant_field("due_at", {"到期", "Due"}), warnings_field()};
  return d;
}

Declaration changing() {
  auto d = declared({"设定本地工作日历；在办事项的期限随之重算，并说明哪些变了",
                     "Set the local calendar; open limits are worked out anew, and the answer says what moved"},
                    Right::CatalogueEdit);
  d.body_kind = http::BodyKind::Json;
  d.body = sheet_fields();
  d.body.push_back(http::text_field("reason", {"原因", "Reason"}).must().at_most(300));
  d.body.push_back(http::integer_field("version", {"看到的版本", "Version looked at"}).must());
  d.body.push_back(http::boolean_field("preview", {"只预览", "Preview only"}));
  d.answer = calendar_fields();
  d.answer.push_back(http::object_field(
      "moved", {"变动的期限", "Limits that moved"},
      {http::integer_field("checked", {"检查", "Checked"}), http::integer_field("earlier", {"提前", "Earlier"}),
       http::integer_field("later", {"推后", "Later"}), http::boolean_field("finished", {"已算完", "Finished"}),
       http::array_field(
           "sample", {"例", "Some of them"},
           http::object_field("case", {"诉求", "Case"},
                              {http::id_field("id", {"编号", "Id"}), http::text_field("number", {"受理编号", "Number"}),
                               http::instant_field("from", {"原期限", "Was due"}),
                               http::instant_field("to", {"新期限", "Is due"})}))}));
  return d;
}

}  // namespace

void register_routes(http::Router& router, CalendarParts parts) {
  const auto add = [&](Method method, std::string path, Declaration declaration, auto handler) {
    router.add(method, std::move(path), std::move(declaration),
               [parts, handler](Request& request) { return handler(parts, request); });
  };
  add(Method::Get, "/api/v1/calendar", showing(), show_calendar);
  add(Method::Put, "/api/v1/calendar", changing(), change_calendar);
  add(Method::Get, "/api/v1/calendar/due", asking(), due_of);
}

}  // namespace linli::calendars
