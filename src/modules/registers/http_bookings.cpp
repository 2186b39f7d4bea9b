// Routes of bookings.
#include <chrono>

#include "http/body.hpp"
#include "modules/registers/http.hpp"

namespace linli::registers {
namespace {

using accounts::caller_of;
using http::Answer;
using http::Body;
using http::Declaration;
using http::Method;
using http::Request;
namespace asio = http::asio;

Answer booking_answer(Result<std::string> json, int status = 200) {
  if (!json) return fail(std::move(json.error()));
  return http::json_response(std::move(*json), status);
}

Date day_of_query(const Request& request, std::string_view name) {
  return parse_date(request.query_value(name).value_or("")).value_or(Date{});
}

asio::awaitable<Answer> show_calendar(Registers& registers, Request& request) {
  co_return booking_answer(co_await registers.bookings.calendar(
      caller_of(request), std::string(request.param("kind")), request.param_id<RecordId>("id"),
      day_of_query(request, "from"), day_of_query(request, "to")));
}

asio::awaitable<Answer> book(Registers& registers, Request& request) {
  const Body body(request.json);
  const auto from = parse_instant(body.text("from"));
  const auto to = parse_instant(body.text("to"));
  LINLI_ASSERT(from && to);
  NewBooking booking{*from, *to, body.text("purpose"), body.text("used_by")};
  auto booked = co_await registers.bookings.book(caller_of(request), std::string(request.param("kind")),
                                                 request.param_id<RecordId>("id"), std::move(booking));
  co_return booking_answer(std::move(booked), 201);
}

asio::awaitable<Answer> cancel(Registers& registers, Request& request) {
  co_return booking_answer(co_await registers.bookings.cancel(caller_of(request), request.param_id<BookingId>("id"),
                                                              Body(request.json).text("reason")));
}

Declaration booking_route(std::string zh, std::string en) {
  return {.summary_zh = std::move(zh),
          .summary_en = std::move(en),
          .permission = std::string(to_string(accounts::Right::BoardRead))};
}

std::vector<http::Field> booking_fields() {
  return {http::id_field("id", {"编号", "Id"}),
          http::id_field("record_id", {"预约的地方", "What is booked"}),
          http::instant_field("from", {"开始", "From"}),
          http::instant_field("to", {"结束", "To"}),
          http::text_field("purpose", {"用途", "Purpose"}),
          http::text_field("used_by", {"使用单位或团队", "Used by"}),
          http::text_field("booked_by", {"预约人", "Booked by"}),
          http::boolean_field("may_cancel", {"可以取消", "May be cancelled"})};
}

}  // namespace

void register_booking_routes(http::Router& router, Registers& registers) {
  const auto add = [&](Method method, std::string path, Declaration declaration, auto handler) {
    router.add(method, std::move(path), std::move(declaration),
               [&registers, handler](Request& request) { return handler(registers, request); });
  };
  const std::string path = "/api/v1/registers/{kind}/records/{id}/bookings";
  auto calendar = booking_route("预约日历", "Bookings between two days");
  calendar.query = {http::date_field("from", {"从", "From"}).must(), http::date_field("to", {"到", "To"}).must()};
  calendar.answer = {http::array_field("items", {"预约", "Bookings"},
                                       http::object_field("booking", {"预约", "Booking"}, booking_fields()))};
  auto booking = booking_route("预约", "Book it");
  booking.body_kind = http::BodyKind::Json;
  booking.body = {http::instant_field("from", {"开始", "From"}).must(),
                  http::instant_field("to", {"结束", "To"}).must(),
                  http::text_field("purpose", {"用途", "Purpose"}).at_most(200).must(),
                  http::text_field("used_by", {"使用单位或团队", "Used by"}).at_most(100).must()};
  booking.answer = booking_fields();
  auto cancelling = booking_route("取消预约", "Cancel a booking");
  cancelling.body_kind = http::BodyKind::Json;
  cancelling.body = {http::text_field("reason", {"原因", "Reason"}).at_most(200)};
  add(Method::Get, path, std::move(calendar), show_calendar);
  add(Method::Post, path, std::move(booking), book);
  add(Method::Post, "/api/v1/register-bookings/{id}/cancel", std::move(cancelling), cancel);
}

}  // namespace linli::registers
