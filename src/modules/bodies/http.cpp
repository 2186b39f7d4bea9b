#include "modules/bodies/http.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "modules/accounts/api.hpp"
#include "modules/bodies/api.hpp"
#include "modules/bodies/errors.hpp"
#include "modules/bodies/store.hpp"

namespace linli::bodies {
namespace {

using accounts::Caller;
using accounts::caller_of;
using http::Answer;
using http::Method;
using http::Request;
namespace asio = http::asio;
namespace json = boost::json;

struct Wiring {
  storage::Store& store;
  const areas::Atlas& atlas;
};

std::optional<std::string> day_or_null(const std::optional<Date>& day) {
  if (!day) return std::nullopt;
  return format_date(*day);
}

void write_model_facts(JsonWriter& out, const ModelFacts& model) {
  out.field("model_kind", model.kind.empty() ? std::nullopt : std::optional(model.kind));
  out.field("seats", model.seats).field("members", model.members).field("full_members", model.full_members);
  out.field("party_members", model.party_members).field("founded_on", day_or_null(model.founded_on));
  out.field("term_ends", day_or_null(model.term_ends));
}

void write_body(JsonWriter& out, const Body& body, const areas::Atlas& atlas) {
  out.begin_object().field("id", body.id).field("name", body.name).field("kind", to_string(body.kind));
  out.field("kind_label", label(body.kind));
  out.field("phone", body.phone.empty() ? std::nullopt : std::optional(body.phone));
  out.key("areas").begin_array();
  for (const auto area : body.areas) {
    const auto level = atlas.level(area.value);
    out.begin_object().field("id", area).field("name", atlas.name(area.value));
    out.field("level", level ? std::optional(to_string(*level)) : std::nullopt).end_object();
  }
  out.end_array();
  write_model_facts(out, body.model);
  out.field("from", format_date(body.from));
  out.field("to", body.to ? std::optional(format_date(*body.to)) : std::nullopt).end_object();
}

std::optional<std::string> text_of(const Request& request, std::string_view name) {
  const auto* value = request.json.as_object().if_contains(name);
  if (value == nullptr || value->is_null()) return std::nullopt;
  return std::string(value->as_string());
}

std::optional<Date> date_member(const Request& request, std::string_view name) {
  const auto text = text_of(request, name);
  return text ? parse_date(*text) : std::nullopt;
}

std::optional<int> count_member(const Request& request, std::string_view name) {
  const auto* value = request.json.as_object().if_contains(name);
  if (value == nullptr || value->is_null()) return std::nullopt;
  return value->to_number<int>();
}

// Nothing when the request says nothing of them; what it leaves out then is not known.
std::optional<ModelFacts> model_members(const Request& request) {
  constexpr std::array kNames{"model_kind",    "seats",      "members",  "full_members",
                              "party_members", "founded_on", "term_ends"};
  const auto& body = request.json.as_object();
  if (std::ranges::none_of(kNames, [&](const char* name) { return body.contains(name); })) return std::nullopt;
  return ModelFacts{.kind = text_of(request, "model_kind").value_or(""),
                    .seats = count_member(request, "seats"),
                    .members = count_member(request, "members"),
                    .full_members = count_member(request, "full_members"),
                    .party_members = count_member(request, "party_members"),
                    .founded_on = date_member(request, "founded_on"),
                    .term_ends = date_member(request, "term_ends")};
}

std::optional<std::vector<AreaId>> areas_member(const Request& request) {
  const auto* value = request.json.as_object().if_contains("area_ids");
  if (value == nullptr || value->is_null()) return std::nullopt;
  std::vector<AreaId> areas;
  for (const auto& id : value->as_array()) areas.push_back(AreaId{parse_id(id.as_string()).value_or(0)});
  return areas;
}

Date today(const Caller& caller, const storage::Snapshot& snapshot) { return date_of(snapshot.now(), caller.offset); }

// Every named area must be one the caller answers for.
Result<void> check_areas(const Caller& caller, const areas::Atlas& atlas, const std::vector<AreaId>& areas) {
  for (const auto area : areas) {
    const bool mine =
        atlas.level(area.value) && (caller.whole_district || atlas.within(caller.district, area.value, caller.scopes));
    if (mine) continue;
    return fail(kBadBody, {{"area_ids",
                            {},
                            to_string(area),
                            {"没有这个区域,或不在您的范围内", "There is no such area, or it is not yours"},
                            {"请从区域树中选择", "Choose from the tree of areas"}}});
  }
  return {};
}

asio::awaitable<Answer> list_bodies(Wiring wiring, Request& request) {
  store::Filter filter{.text = std::string(request.query_value("q").value_or("")),
                       .kind = parse_kind(request.query_value("kind").value_or("")),
                       .after = std::string(request.query_value("cursor").value_or(""))};
  if (const auto text = request.query_value("limit")) {
    std::from_chars(text->data(), text->data() + text->size(), filter.limit);
  }
  const auto district = caller_of(request).district;
  const auto page = co_await wiring.store.read([&](storage::Snapshot& snapshot) {
    auto bodies = store::list(snapshot, district, filter);
    for (auto& body : bodies) body.areas = store::areas_of(snapshot, district, body.id, body.version);
    return bodies;
  });
  const bool more = page.size() == static_cast<std::size_t>(filter.limit);
  JsonWriter out;
  out.begin_object().key("items").begin_array();
  for (const auto& body : page) write_body(out, body, wiring.atlas);
  out.end_array().field("next", more ? std::optional(page.back().name) : std::nullopt).end_object();
  co_return http::json_response(out);
}

asio::awaitable<Answer> answer_with(Wiring wiring, DistrictId district, BodyId id, int status) {
  const auto body =
      co_await wiring.store.read([&](storage::Snapshot& snapshot) { return get_body(snapshot, district, id); });
  if (!body) co_return fail(kNotFound);
  JsonWriter out;
  write_body(out, *body, wiring.atlas);
  co_return http::json_response(out, status);
}

asio::awaitable<Answer> show_body(Wiring wiring, Request& request) {
  co_return co_await answer_with(wiring, caller_of(request).district, request.param_id<BodyId>("id"), 200);
}

asio::awaitable<Answer> add_body_route(Wiring wiring, Request& request) {
  const auto& caller = caller_of(request);
  NewBody body{.name = text_of(request, "name").value_or(""),
               .kind = parse_kind(text_of(request, "kind").value_or("")).value_or(Kind::Department),
               .phone = text_of(request, "phone").value_or(""),
               .areas = areas_member(request).value_or(std::vector<AreaId>{}),
               .model = model_members(request).value_or(ModelFacts{})};
  if (auto mine = check_areas(caller, wiring.atlas, body.areas); !mine) co_return fail(std::move(mine.error()));
  const auto from = date_member(request, "from");
  const auto id = co_await wiring.store.write([&](storage::Transaction& transaction) {
    body.from = from.value_or(today(caller, transaction));
    return add_body(transaction, caller.district, caller.account, body);
  });
  if (!id) co_return fail(id.error());
  co_return co_await answer_with(wiring, caller.district, *id, 201);
}

asio::awaitable<Answer> change_body_route(Wiring wiring, Request& request) {
  const auto& caller = caller_of(request);
  const auto id = request.param_id<BodyId>("id");
  BodyChange change{.name = text_of(request, "name"),
                    .phone = text_of(request, "phone"),
                    .areas = areas_member(request),
                    .model = model_members(request)};
  if (const auto kind = text_of(request, "kind")) change.kind = parse_kind(*kind);
  if (change.areas) {
    if (auto mine = check_areas(caller, wiring.atlas, *change.areas); !mine) co_return fail(std::move(mine.error()));
  }
  const auto from = date_member(request, "from");
  const auto done = co_await wiring.store.write([&](storage::Transaction& transaction) {
    change.from = from.value_or(today(caller, transaction));
    return change_body(transaction, caller.district, caller.account, id, change);
  });
  if (!done) co_return fail(done.error());
  co_return co_await answer_with(wiring, caller.district, id, 200);
}

asio::awaitable<Answer> close_body_route(Wiring wiring, Request& request) {
  const auto& caller = caller_of(request);
  const auto id = request.param_id<BodyId>("id");
  const auto on = date_member(request, "on");
  const auto done = co_await wiring.store.write([&](storage::Transaction& transaction) {
    return close_body(transaction, caller.district, caller.account, id, on.value_or(today(caller, transaction)));
  });
  if (!done) co_return fail(done.error());
  co_return http::empty_response();
}

http::Field count_field(std::string name, Text label) {
  return http::integer_field(std::move(name), std::move(label)).between(0, 1'000'000).or_null();
}

std::vector<http::Field> body_fields() {
  return {
      http::text_field("name", {"名称", "Name"}).at_most(60),
      http::enum_field("kind", {"类别", "Kind"},
                       {"department", "residents_committee", "subdistrict_office", "company", "other"}),
      http::text_field("phone", {"电话", "Telephone"}).at_most(40),
      http::array_field("area_ids", {"服务区域", "Areas served"}, http::id_field("", {"区域", "Area"})).at_most(200),
      http::date_field("from", {"生效日期", "From"}),
      http::text_field("model_kind", {"模式中的类别", "Kind in the model"}).at_most(80).or_null(),
      count_field("seats", {"职数", "Seats"}),
      count_field("members", {"成员", "Members"}),
      count_field("full_members", {"正式党员", "Full members"}),
      count_field("party_members", {"其中党员", "Party members among its seats"}),
      http::date_field("founded_on", {"成立日期", "Founded on"}).or_null(),
      http::date_field("term_ends", {"届满日期", "Term ends"}).or_null()};
}

http::Declaration declare(std::string zh, std::string en, std::vector<http::Field> body, bool edits) {
  http::Declaration declaration{.summary_zh = std::move(zh), .summary_en = std::move(en), .body = std::move(body)};
  if (!declaration.body.empty()) declaration.body_kind = http::BodyKind::Json;
  if (edits) declaration.permission = to_string(accounts::Right::AreasEdit);
  return declaration;
}

}  // namespace

void register_routes(http::Router& router, storage::Store& store, const areas::Atlas& atlas) {
  const Wiring wiring{store, atlas};
  const auto bind = [wiring](asio::awaitable<Answer> (*run)(Wiring, Request&)) {
    return [wiring, run](Request& request) { return run(wiring, request); };
  };
  auto listing = declare("单位列表", "Bodies by name", {}, false);
  listing.query = {http::text_field("q", {"名称", "Name"}), body_fields()[1],
                   http::text_field("cursor", {"游标", "Cursor"}),
                   http::integer_field("limit", {"条数", "How many"}).between(1, 200)};
  auto fields = body_fields();
  fields[0].must();
  fields[1].must();
  router.add(Method::Get, "/api/v1/bodies", std::move(listing), bind(list_bodies));
  router.add(Method::Get, "/api/v1/bodies/{id}", declare("单位", "One body", {}, false), bind(show_body));
  router.add(Method::Post, "/api/v1/bodies", declare("新增单位", "Add a body", fields, true), bind(add_body_route));
  router.add(Method::Patch, "/api/v1/bodies/{id}",
             declare("修改单位", "Change a body from a day on", body_fields(), true), bind(change_body_route));
  router.add(Method::Post, "/api/v1/bodies/{id}/close",
             declare("撤销单位", "End a body", {http::date_field("on", {"撤销日期", "First day without it"})}, true),
             bind(close_body_route));
}

}  // namespace linli::bodies
