// What people choose for themselves, and the desk's call list.
#include <algorithm>
#include <boost/json/array.hpp>

#include "modules/notices/http_parts.hpp"
#include "modules/notices/rules.hpp"

namespace linli::notices {
namespace {

using accounts::caller_of;
using http::Answer;
using http::Body;
using http::Method;
using http::Request;
namespace asio = http::asio;

asio::awaitable<Answer> show_choices(Notices& notices, Request& request) {
  const auto person = co_await notices.choices(caller_of(request));
  const auto sending = co_await notices.channels(caller_of(request).district);
  const auto works = [&](ChannelKind kind) {
    return std::ranges::any_of(sending, [kind](const Channel& c) { return c.kind == kind && c.enabled; });
  };
  JsonWriter w;
  w.begin_object().key("kinds").begin_array();
  for (const auto& kind : notices.book().kinds()) {
    if (kind.key == "resident") continue;
    w.begin_object().field("key", kind.key).field("name", kind.name).field("duty", kind.duty);
    write_ways(w, "ways", ways_of(person, kind));
    w.end_object();
  }
  w.end_array().field("language", person.language).field("mail", person.mail).field("phone", person.phone);
  write_quiet(w, person.quiet);
  w.field("mail_works", works(ChannelKind::Mail)).field("sms_works", works(ChannelKind::Sms));
  w.field("district_quiet_from", format_minute(notices.book().quiet().from));
  co_return http::json_response(w.field("district_quiet_to", format_minute(notices.book().quiet().to)).end_object());
}

Person person_in(const Request& request) {
  const Body body(request.json);
  Person person;
  person.language = body.maybe_text("language").value_or("zh");
  person.mail = body.text("mail");
  person.phone = body.text("phone");
  person.quiet = quiet_in(body);
  const auto& object = request.json.as_object();
  for (const auto& entry : object.at("choices").as_array()) {
    const Body choice(entry);
    Ways ways;
    for (const auto& word : entry.as_object().at("ways").as_array())
      if (const auto way = parse_way(word.as_string())) ways.add(*way);
    person.choices.emplace_back(choice.text("kind"), ways);
  }
  return person;
}

asio::awaitable<Answer> set_choices(Notices& notices, Request& request) {
  auto done = co_await notices.choose(caller_of(request), person_in(request));
  if (!done) co_return fail(std::move(done.error()));
  co_return co_await show_choices(notices, request);
}

void write_call(JsonWriter& w, const Call& call, Offset offset, const Book& book) {
  w.begin_object().field("id", std::to_string(call.id)).field("case_id", call.entry).field("number", call.number);
  Text about;
  if (const auto* notices = book.of(call.event))
    for (const auto& notice : *notices)
      if (notice.kind == "resident") about = notice.text;
  w.field("event", call.event).field("text", Text{fill(about.zh, call.number), fill(about.en, call.number)});
  w.field("has_phone", call.has_phone).field("since", format_instant(call.since, offset));
  w.field("due_on", format_date(call.due_on)).field("tries", call.tries);
  w.field("done_at", call.done_at ? std::optional(format_instant(*call.done_at, offset)) : std::nullopt);
  w.key("history").begin_array();
  for (const auto& entry : call.history) {
    w.begin_object().field("at", format_instant(entry.at, offset)).field("outcome", to_string(entry.outcome));
    w.field("note", entry.note).end_object();
  }
  w.end_array().end_object();
}

asio::awaitable<Answer> list_calls(Notices& notices, Request& request) {
  const auto& caller = caller_of(request);
  const auto page = co_await notices.calls(caller);
  JsonWriter w;
  w.begin_object().key("due").begin_array();
  for (const auto& call : page.due) write_call(w, call, caller.offset, notices.book());
  w.end_array().key("done").begin_array();
  for (const auto& call : page.done) write_call(w, call, caller.offset, notices.book());
  co_return http::json_response(w.end_array().end_object());
}

asio::awaitable<Answer> record_call(Notices& notices, Request& request) {
  const Body body(request.json);
  const auto outcome = parse_outcome(body.text("outcome")).value_or(Outcome::NoAnswer);
  const auto id = parse_id(request.param("id")).value_or(0);
  auto done = co_await notices.record_call(caller_of(request), id, outcome, body.text("note"));
  if (!done) co_return fail(std::move(done.error()));
  co_return http::empty_response();
}

asio::awaitable<Answer> show_wish(Notices& notices, Request& request) {
  const std::string number(request.param("number"));
  const std::string secret(request.header("x-case-secret"));
  const auto told = co_await notices.wish(number, secret);
  if (!told) co_return fail(told.error());
  JsonWriter w;
  w.begin_object().field("way", told->wish.way ? std::optional(to_string(*told->wish.way)) : std::nullopt);
  // The address is theirs, yet a printed secret may lie about: only that there is one.
  w.field("has_mail", !told->wish.mail.empty()).field("has_phone", told->has_phone);
  w.field("mail_works", told->mail_works).field("sms_works", told->sms_works);
  co_return http::json_response(w.field("language", told->wish.language).end_object());
}

asio::awaitable<Answer> set_wish(Notices& notices, Request& request) {
  const Body body(request.json);
  Wish wish;
  wish.way = parse_way(body.text("way"));
  wish.language = body.maybe_text("language").value_or("zh");
  wish.mail = body.text("mail");
  const std::string number(request.param("number"));
  const std::string secret(request.header("x-case-secret"));
  auto done = co_await notices.set_wish(number, secret, std::move(wish));
  if (!done) co_return fail(std::move(done.error()));
  co_return co_await show_wish(notices, request);
}

http::Field language_field() { return http::enum_field("language", {"语言", "Language"}, {"zh", "en"}).or_null(); }

http::Declaration choosing() {
  auto fields = quiet_fields();
  const auto way = http::enum_field("", {"方式", "Way"}, {"page", "mail", "sms"});
  fields.push_back(http::array_field("choices", {"按类选择", "Choices by kind"},
                                     http::object_field("", {"一类", "One kind"},
                                                        {http::text_field("kind", {"类", "Kind"}).must().at_most(40),
                                                         http::array_field("ways", {"方式", "Ways"}, way).must()}))
                       .must());
  fields.push_back(language_field());
  fields.push_back(http::text_field("mail", {"邮箱", "Mail"}).at_most(254).or_null().hidden());
  fields.push_back(http::text_field("phone", {"手机", "Telephone"}).at_most(30).or_null().hidden());
  return declared({"选择怎样通知我", "Choose how I am told"}, std::move(fields));
}

http::Declaration wishing() {
  auto declaration =
      declared({"居民选择怎样得知进展", "How a resident wants to hear of it"},
               {http::enum_field("way", {"方式", "Way"}, {"page", "mail", "sms", "call"}).must(), language_field(),
                http::text_field("mail", {"邮箱", "Mail"}).at_most(254).or_null().hidden()});
  declaration.access = http::Access::Public;
  return declaration;
}

}  // namespace

void register_people_routes(Routes routes) {
  routes.add(Method::Get, "/api/v1/notices/choices", declared({"我的通知设置", "How I am told"}), show_choices);
  routes.add(Method::Put, "/api/v1/notices/choices", choosing(), set_choices);
  const auto desk = accounts::to_string(accounts::Right::CasesDispatch);
  routes.add(Method::Get, "/api/v1/calls", declared({"今日回访名单", "Today's calls"}, {}, desk), list_calls);
  routes.add(Method::Post, "/api/v1/calls/{id}/result",
             declared({"记录回访结果", "Record what came of a call"},
                      {http::enum_field("outcome", {"结果", "Outcome"},
                                        {"reached", "no_answer", "wrong_number", "refused", "told_otherwise"})
                           .must(),
                       http::text_field("note", {"备注", "Note"}).at_most(500).or_null()},
                      desk),
             record_call);
  auto reading = declared({"居民的通知方式", "How a resident is told"});
  reading.access = http::Access::Public;
  routes.add(Method::Get, "/api/v1/public/reports/{number}/notify", std::move(reading), show_wish);
  routes.add(Method::Put, "/api/v1/public/reports/{number}/notify", wishing(), set_wish);
}

}  // namespace linli::notices
