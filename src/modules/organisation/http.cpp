#include "modules/organisation/http.hpp"

#include <algorithm>

#include "modules/accounts/api.hpp"
#include "modules/bodies/api.hpp"
#include "modules/organisation/api.hpp"
#include "modules/organisation/errors.hpp"
#include "modules/organisation/http_parts.hpp"
#include "modules/organisation/json.hpp"

namespace linli::organisation {
namespace {

using accounts::Caller;
using accounts::caller_of;
using accounts::Right;
using http::Answer;
using http::Declaration;
using http::Method;
using http::Request;
using storage::Snapshot;
using storage::Transaction;
namespace asio = http::asio;

// The value rule that says how early a term's end is told.
constexpr std::string_view kWarnMonths = "term.warn_months";

std::string text_member(const Request& request, std::string_view name) {
  const auto* value = request.json.as_object().if_contains(name);
  return value == nullptr || value->is_null() ? std::string() : std::string(value->as_string());
}

std::optional<Date> day_member(const Request& request, std::string_view name) {
  const auto text = text_member(request, name);
  return text.empty() ? std::nullopt : parse_date(text);
}

BodyId body_member(const Request& request, std::string_view name) {
  return {parse_id(text_member(request, name)).value_or(0)};
}

std::optional<bool> flag_member(const Request& request, std::string_view name) {
  const auto* value = request.json.as_object().if_contains(name);
  if (value == nullptr || value->is_null()) return std::nullopt;
  return value->as_bool();
}

// A body is the caller's to change when one of its areas is, as bodies themselves are.
Result<void> check_mine(const Wiring& wiring, Snapshot& snapshot, const Caller& caller, BodyId body) {
  const auto found = bodies::get_body(snapshot, caller.district, body);
  if (!found) return fail(kNoBody);
  if (caller.whole_district) return {};
  for (const auto area : found->areas) {
    if (wiring.atlas.within(caller.district, area.value, caller.scopes)) return {};
  }
  return fail(kNoBody);
}

asio::awaitable<Answer> show_chart(Wiring wiring, Request& request) {
  const auto& caller = caller_of(request);
  const auto area = scope_of(wiring, caller, request.query_id<AreaId>("area"));
  if (!area) co_return fail(area.error());
  const auto asked = request.query_value("as_of");
  const auto work = [&](Snapshot& snapshot) {
    const auto on = (asked ? parse_date(*asked) : std::nullopt).value_or(today(caller, snapshot));
    const auto model = wiring.shelf.model(snapshot, caller.district, on);
    auto chart = read_place(snapshot, wiring.atlas, caller.district, *area, on);
    if (const auto months = rules::value_on(*model, kWarnMonths, on))
      chart.parts.warn_months = static_cast<int>(months->floor());
    std::map<BodyId, std::string> names;
    for (const auto body : chart.beyond) names[body] = bodies::body_name(snapshot, caller.district, body).value_or("");
    return chart_json(*model, chart, *area, wiring.atlas, names);
  };
  auto json = co_await wiring.store.read(work);
  co_return http::json_response(std::move(json));
}

std::string history_json(Snapshot& snapshot, DistrictId district, BodyId body, Date today) {
  JsonWriter w;
  w.begin_object().field("id", body).field("name", bodies::body_name(snapshot, district, body));
  w.key("relations").begin_array();
  for (const auto& relation : relation_history(snapshot, district, body)) {
    w.begin_object().field("id", relation.id).field("relation", to_string(relation.kind));
    w.field("label", label(relation.kind)).field("over_id", relation.over);
    w.field("over", bodies::body_name(snapshot, district, relation.over)).field("under_id", relation.under);
    w.field("under", bodies::body_name(snapshot, district, relation.under)).field("document", relation.document);
    w.field("from", format_date(relation.from)).field("to", day_text(relation.to)).end_object();
  }
  w.end_array().key("appointments").begin_array();
  for (const auto& held : appointment_history(snapshot, district, body)) write_appointment(w, held);
  w.end_array().key("rotations").begin_array();
  for (const auto& rotation : rotations_of(snapshot, district, body)) write_rotation(w, rotation, today);
  return w.end_array().end_object().take();
}

asio::awaitable<Answer> show_history(Wiring wiring, Request& request) {
  const auto& caller = caller_of(request);
  const auto body = request.param_id<BodyId>("id");
  const auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    if (!bodies::get_body(snapshot, caller.district, body)) return fail(kNoBody);
    return history_json(snapshot, caller.district, body, today(caller, snapshot));
  };
  auto json = co_await wiring.store.read(work);
  if (!json) co_return fail(std::move(json.error()));
  co_return http::json_response(std::move(*json));
}

// Runs a change of one body's facts and answers with what the body then has been through.
template <class Change>
asio::awaitable<Answer> change(Wiring wiring, Request& request, BodyId body, Change apply) {
  const auto& caller = caller_of(request);
  const auto work = [&](Transaction& transaction) -> Result<std::string> {
    if (auto mine = check_mine(wiring, transaction, caller, body); !mine) return fail(std::move(mine.error()));
    const auto now = today(caller, transaction);
    auto done = apply(transaction, caller, now);
    if (!done) return fail(std::move(done.error()));
    return history_json(transaction, caller.district, body, now);
  };
  auto json = co_await wiring.store.write(work);
  if (!json) co_return fail(std::move(json.error()));
  co_return http::json_response(std::move(*json));
}

NewRelation wanted_relation(const Request& request, BodyId under, Date today) {
  return {.kind = parse_relation(text_member(request, "relation")).value_or(RelationKind::Leads),
          .over = body_member(request, "over_id"),
          .under = under,
          .document = text_member(request, "document"),
          .from = day_member(request, "from").value_or(today)};
}

asio::awaitable<Answer> add_relation_route(Wiring wiring, Request& request) {
  const auto body = request.param_id<BodyId>("id");
  const auto apply = [&](Transaction& transaction, const Caller& caller, Date now) {
    return add_relation(transaction, caller.district, caller.account, wanted_relation(request, body, now));
  };
  co_return co_await change(wiring, request, body, apply);
}

asio::awaitable<Answer> transfer_route(Wiring wiring, Request& request) {
  const auto body = request.param_id<BodyId>("id");
  const auto apply = [&](Transaction& transaction, const Caller& caller, Date now) {
    return transfer(transaction, caller.district, caller.account, wanted_relation(request, body, now));
  };
  co_return co_await change(wiring, request, body, apply);
}

asio::awaitable<Answer> end_relation_route(Wiring wiring, Request& request) {
  const auto body = request.param_id<BodyId>("id");
  const RelationId relation{request.param_id<BodyId>("relation").value};
  const auto apply = [&](Transaction& transaction, const Caller& caller, Date now) -> Result<void> {
    const auto mine = relation_history(transaction, caller.district, body);
    if (std::ranges::find(mine, relation, &BodyRelation::id) == mine.end()) return fail(kNotFound);
    return end_relation(transaction, caller.district, caller.account, relation,
                        day_member(request, "on").value_or(now));
  };
  co_return co_await change(wiring, request, body, apply);
}

asio::awaitable<Answer> appoint_route(Wiring wiring, Request& request) {
  const auto body = request.param_id<BodyId>("id");
  const auto apply = [&](Transaction& transaction, const Caller& caller, Date now) {
    const NewAppointment wanted{.body = body,
                                .post = text_member(request, "post"),
                                .holder = text_member(request, "holder"),
                                .is_member = flag_member(request, "is_member"),
                                .origin = parse_origin(text_member(request, "origin")),
                                .document = text_member(request, "document"),
                                .from = day_member(request, "from").value_or(now),
                                .term_ends = day_member(request, "term_ends")};
    return appoint(transaction, caller.district, caller.account, wanted);
  };
  co_return co_await change(wiring, request, body, apply);
}

asio::awaitable<Answer> end_appointment_route(Wiring wiring, Request& request) {
  const auto body = request.param_id<BodyId>("id");
  const AppointmentId appointment{request.param_id<BodyId>("appointment").value};
  const auto apply = [&](Transaction& transaction, const Caller& caller, Date now) -> Result<void> {
    const auto mine = appointment_history(transaction, caller.district, body);
    if (std::ranges::find(mine, appointment, &Appointment::id) == mine.end()) return fail(kNotFound);
    return end_appointment(transaction, caller.district, caller.account, appointment,
                           day_member(request, "on").value_or(now));
  };
  co_return co_await change(wiring, request, body, apply);
}

asio::awaitable<Answer> rotation_route(Wiring wiring, Request& request) {
  const auto body = request.param_id<BodyId>("id");
  const auto apply = [&](Transaction& transaction, const Caller& caller, Date now) {
    Rotation rotation{.body = body,
                      .months = request.json.as_object().at("months").to_number<int>(),
                      .order = {},
                      .from = day_member(request, "from").value_or(now),
                      .to = {}};
    for (const auto& seat : request.json.as_object().at("seats").as_array())
      rotation.order.emplace_back(seat.as_string());
    return set_rotation(transaction, caller.district, caller.account, rotation);
  };
  co_return co_await change(wiring, request, body, apply);
}

// All that the chart proposes, at one click; each can be ended again.
asio::awaitable<Answer> proposals_route(Wiring wiring, Request& request) {
  const auto& caller = caller_of(request);
  const auto area = scope_of(wiring, caller, AreaId{body_member(request, "area_id").value});
  if (!area) co_return fail(area.error());
  const auto work = [&](Transaction& transaction) -> Result<int> {
    const auto from = day_member(request, "from").value_or(today(caller, transaction));
    return record_proposals(transaction, wiring.atlas, wiring.shelf, caller.district, caller.account, *area, from);
  };
  const auto recorded = co_await wiring.store.write(work);
  if (!recorded) co_return fail(recorded.error());
  JsonWriter out;
  out.begin_object().field("recorded", *recorded).end_object();
  co_return http::json_response(out);
}

Declaration editing(std::string zh, std::string en, std::vector<http::Field> body) {
  Declaration declaration{.summary_zh = std::move(zh), .summary_en = std::move(en), .body = std::move(body)};
  declaration.body_kind = http::BodyKind::Json;
  declaration.permission = std::string(to_string(Right::AreasEdit));
  return declaration;
}

std::vector<http::Field> relation_fields() {
  return {http::enum_field("relation", {"关系", "Relation"}, relation_words()).must(),
          http::id_field("over_id", {"上级或对方", "Over"}).must(),
          http::text_field("document", {"文号", "Document"}).at_most(60), http::date_field("from", {"从", "From"})};
}

std::vector<http::Field> appointment_fields() {
  return {
      http::text_field("post", {"职务", "Post"}).at_most(80).must(),
      http::text_field("holder", {"姓名", "Holder"}).at_most(60).must(),
      http::boolean_field("is_member", {"是党员", "Party member"}).or_null(),
      http::enum_field("origin", {"产生方式", "Came by"}, {"elected", "assigned", "concurrent", "recruited"}).or_null(),
      http::text_field("document", {"文号", "Document"}).at_most(60),
      http::date_field("from", {"任职日期", "From"}),
      http::date_field("term_ends", {"任期届满", "Term ends"}).or_null()};
}

}  // namespace

void register_routes(http::Router& router, storage::Store& store, const areas::Atlas& atlas, rules::ModelShelf& shelf) {
  const Wiring wiring{store, atlas, shelf};
  const auto bind = [wiring](asio::awaitable<Answer> (*run)(Wiring, Request&)) {
    return [wiring, run](Request& request) { return run(wiring, request); };
  };
  Declaration chart{.summary_zh = "组织架构:一个区域在某一天的组织、职务和关系",
                    .summary_en = "The organisation of an area as of a day"};
  chart.permission = std::string(to_string(Right::BoardRead));
  chart.query = {http::id_field("area", {"区域", "Area"}), http::date_field("as_of", {"哪一天", "As of"})};
  Declaration history{.summary_zh = "一个组织的沿革", .summary_en = "What a body has been through"};
  history.permission = std::string(to_string(Right::BoardRead));
  const http::Field on = http::date_field("on", {"从哪天起不再", "First day without it"});
  router.add(Method::Get, "/api/v1/organisation", std::move(chart), bind(show_chart));
  Declaration rates{.summary_zh = "一人兼任两职的比例(一肩挑等)",
                    .summary_en = "How often one person holds two posts that belong together"};
  rates.permission = std::string(to_string(Right::BoardRead));
  rates.query = {http::id_field("area", {"区域", "Area"}), http::date_field("as_of", {"哪一天", "As of"})};
  router.add(Method::Get, "/api/v1/organisation/together", std::move(rates), bind(show_rates));
  router.add(Method::Get, "/api/v1/bodies/{id}/history", std::move(history), bind(show_history));
  router.add(Method::Post, "/api/v1/organisation/proposals",
             editing("登记全部建议的组织关系", "Record every relation that the chart proposes",
                     {http::id_field("area_id", {"区域", "Area"}).must(), http::date_field("from", {"从", "From"})}),
             bind(proposals_route));
  router.add(Method::Post, "/api/v1/bodies/{id}/relations",
             editing("登记组织关系", "Record a relation", relation_fields()), bind(add_relation_route));
  router.add(Method::Post, "/api/v1/bodies/{id}/transfer",
             editing("调整隶属关系", "Move under another body", relation_fields()), bind(transfer_route));
  router.add(Method::Post, "/api/v1/bodies/{id}/relations/{relation}/end",
             editing("结束组织关系", "End a relation", {on}), bind(end_relation_route));
  router.add(Method::Post, "/api/v1/bodies/{id}/appointments", editing("登记任职", "Appoint", appointment_fields()),
             bind(appoint_route));
  router.add(Method::Post, "/api/v1/bodies/{id}/appointments/{appointment}/end",
             editing("结束任职", "End an appointment", {on}), bind(end_appointment_route));
  auto seats = http::array_field("seats", {"席位", "Seats"}, http::text_field("", {"席位", "Seat"}).at_most(60));
  router.add(Method::Put, "/api/v1/bodies/{id}/rotation",
             editing("安排轮值", "Let the chair go round",
                     {http::integer_field("months", {"每届月数", "Months a turn"}).between(1, 60).must(),
                      seats.at_most(60).must(), http::date_field("from", {"从", "From"})}),
             bind(rotation_route));
}

}  // namespace linli::organisation
