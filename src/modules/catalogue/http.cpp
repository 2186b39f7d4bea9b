#include "modules/catalogue/http.hpp"

#include "http/body.hpp"
#include "modules/accounts/api.hpp"
#include "modules/bodies/api.hpp"
#include "modules/catalogue/errors.hpp"
#include "modules/catalogue/store.hpp"

namespace linli::catalogue {
namespace {

using accounts::caller_of;
using http::Answer;
using http::Body;
using http::Declaration;
using http::Method;
using http::Request;
using storage::Snapshot;
using storage::Transaction;
namespace asio = http::asio;

void write_limit(JsonWriter& w, std::string_view name, const std::optional<Limit>& limit) {
  w.key(name);
  if (!limit) {
    w.value(nullptr);
    return;
  }
  w.begin_object().field("amount", limit->amount).field("unit", to_string(limit->unit)).end_object();
}

void write_text(JsonWriter& w, std::string_view name, const Text& text) {
  w.key(name);
  text.zh.empty() ? w.value(nullptr) : w.value(text);
}

void write_matter(JsonWriter& w, Snapshot& snapshot, DistrictId district, const Matter& matter) {
  w.begin_object().field("id", matter.id).field("code", matter.code).field("parent_id", matter.parent);
  w.field("name", matter.name).field("class", matter.kind);
  write_text(w, "guide", matter.guide);
  write_limit(w, "respond_limit", matter.respond);
  write_limit(w, "limit", matter.settle);
  w.field("handler", to_string(matter.handler)).key("body");
  if (matter.body) {
    w.begin_object().field("id", matter.body);
    w.field("name", bodies::body_name(snapshot, district, matter.body).value_or("")).end_object();
  } else {
    w.value(nullptr);
  }
  w.field("departments", matter.departments).field("source", matter.source);
  w.field("open_to_residents", matter.open_to_residents).field("diverts", matter.diverts);
  write_text(w, "emergency", matter.emergency);
  w.field("active", matter.active).field("from", matter.valid_from).end_object();
}

std::string matters_json(Catalogue& catalogue, Snapshot& snapshot, DistrictId district, Offset offset) {
  JsonWriter w;
  w.begin_object().key("items").begin_array();
  const auto book = catalogue.book(snapshot, district, offset);
  for (const auto& matter : book->all()) write_matter(w, snapshot, district, matter);
  return w.end_array().field("next", nullptr).end_object().take();
}

asio::awaitable<Answer> list_matters_route(CatalogueWiring wiring, Request& request) {
  const auto* caller = accounts::maybe_caller_of(request);
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    if (caller != nullptr) return matters_json(wiring.catalogue, snapshot, caller->district, caller->offset);
    const auto home = accounts::home_district(snapshot);
    if (!home) return R"({"items":[],"next":null})";
    return matters_json(wiring.catalogue, snapshot, home->id, home->offset);
  };
  auto json = co_await wiring.store.read(work);
  if (!json) co_return fail(std::move(json.error()));
  co_return http::json_response(std::move(*json));
}

std::optional<Limit> limit_of(const Body& body, std::string_view name) {
  if (!body.has(name)) return std::nullopt;
  const auto limit = body.object(name);
  return Limit{static_cast<int>(limit.integer("amount").value_or(0)),
               parse_unit(limit.text("unit")).value_or(LimitUnit::WorkingDays)};
}

Text text_of(const Body& body, std::string_view name) {
  const auto text = body.object(name);
  return {text.text("zh"), text.text("en")};
}

NewMatter new_matter_of(const Body& body, Date today) {
  NewMatter matter;
  matter.code = body.text("code");
  matter.parent = body.id<MatterId>("parent_id");
  matter.name = text_of(body, "name");
  matter.kind = body.text("class");
  matter.handler = parse_handler(body.text("handler")).value_or(Handler::Community);
  matter.body = body.id<BodyId>("body_id");
  matter.respond = limit_of(body, "respond_limit");
  matter.settle = limit_of(body, "limit");
  matter.open_to_residents = body.flag("open_to_residents").value_or(true);
  matter.diverts = body.flag("diverts").value_or(false);
  matter.guide = text_of(body, "guide");
  matter.emergency = text_of(body, "emergency");
  matter.source = body.text("source");
  matter.from = body.date("from").value_or(today);
  return matter;
}

MatterChange change_of(const Body& body, Date today) {
  MatterChange change;
  if (body.has("name")) change.name = text_of(body, "name");
  if (body.names("guide")) change.guide = text_of(body, "guide");
  if (body.has("handler")) change.handler = parse_handler(body.text("handler"));
  if (body.names("body_id")) change.body = body.id<BodyId>("body_id");
  if (body.names("respond_limit")) change.respond = limit_of(body, "respond_limit");
  if (body.names("limit")) change.settle = limit_of(body, "limit");
  change.open_to_residents = body.flag("open_to_residents");
  change.active = body.flag("active");
  change.source = body.maybe_text("source");
  change.from = body.date("from").value_or(today);
  return change;
}

// Runs `change(transaction)`, forgets the book once it is on disk, and answers with the matter as it then stands.
template <class Change>
asio::awaitable<Answer> answer_change(CatalogueWiring wiring, const accounts::Caller& caller, Change change,
                                      int status) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    const Result<MatterId> matter = change(transaction);
    if (!matter) return fail(matter.error());
    transaction.after_commit(
        [&catalogue = wiring.catalogue, district = caller.district] { catalogue.forget(district); });
    JsonWriter w;
    write_matter(w, transaction, caller.district, *latest_version(transaction, caller.district, *matter));
    return w.take();
  };
  auto json = co_await wiring.store.write(work);
  if (!json) co_return fail(std::move(json.error()));
  co_return http::json_response(std::move(*json), status);
}

asio::awaitable<Answer> add_matter_route(CatalogueWiring wiring, Request& request) {
  const auto& caller = caller_of(request);
  auto change = [&](Transaction& transaction) {
    const auto matter = new_matter_of(Body(request.json), date_of(transaction.now(), caller.offset));
    return add_matter(transaction, caller.district, caller.account, matter);
  };
  co_return co_await answer_change(wiring, caller, change, 201);
}

asio::awaitable<Answer> change_matter_route(CatalogueWiring wiring, Request& request) {
  const auto& caller = caller_of(request);
  const auto id = request.param_id<MatterId>("id");
  auto change = [&](Transaction& transaction) -> Result<MatterId> {
    const auto wanted = change_of(Body(request.json), date_of(transaction.now(), caller.offset));
    auto done = change_matter(transaction, caller.district, caller.account, id, wanted);
    if (!done) return fail(std::move(done.error()));
    return id;
  };
  co_return co_await answer_change(wiring, caller, change, 200);
}

asio::awaitable<Answer> list_aliases_route(CatalogueWiring wiring, Request& request) {
  const auto district = caller_of(request).district;
  auto work = [&](Snapshot& snapshot) {
    JsonWriter w;
    w.begin_object().key("items").begin_array();
    for (const auto& alias : list_aliases(snapshot, district)) {
      w.begin_object().field("alias", alias.alias).field("matter_id", alias.matter).end_object();
    }
    return w.end_array().field("next", nullptr).end_object().take();
  };
  auto json = co_await wiring.store.read(work);
  co_return http::json_response(std::move(json));
}

asio::awaitable<Answer> set_alias_route(CatalogueWiring wiring, Request& request) {
  const auto& caller = caller_of(request);
  const Body body(request.json);
  const auto alias = body.text("alias");
  const auto matter = body.id<MatterId>("matter_id");
  auto work = [&](Transaction& transaction) {
    return set_alias(transaction, caller.district, caller.account, alias, matter);
  };
  auto done = co_await wiring.store.write(work);
  if (!done) co_return fail(std::move(done.error()));
  co_return http::empty_response();
}

http::Field words(std::string name, Text label) {
  return http::object_field(std::move(name), std::move(label),
                            {http::text_field("zh", {"中文", "Chinese"}).at_most(300),
                             http::text_field("en", {"英文", "English"}).at_most(300)});
}

http::Field limit_field(std::string name, Text label) {
  return http::object_field(std::move(name), std::move(label),
                            {http::integer_field("amount", {"数量", "Amount"}).between(1, 3650).must(),
                             http::enum_field("unit", {"单位", "Unit"},
                                              {"working_hours", "working_days", "calendar_hours", "calendar_days"})
                                 .must()})
      .or_null();
}

std::vector<http::Field> changeable() {
  return {words("name", {"名称", "Name"}),
          words("guide", {"说明", "Guide"}).or_null(),
          http::enum_field("handler", {"承办方", "Handler"}, {"grid", "community", "body"}),
          http::id_field("body_id", {"单位", "Body"}).or_null(),
          limit_field("respond_limit", {"响应时限", "Limit to respond"}),
          limit_field("limit", {"办结时限", "Limit to settle"}),
          http::boolean_field("open_to_residents", {"居民可选", "Open to residents"}),
          http::boolean_field("active", {"启用", "Active"}),
          http::text_field("source", {"依据", "Source"}).at_most(300),
          http::date_field("from", {"生效日期", "From"})};
}

Declaration declared(Text summary) {
  Declaration declaration;
  declaration.summary_zh = std::move(summary.zh);
  declaration.summary_en = std::move(summary.en);
  declaration.permission = std::string(to_string(accounts::Right::CatalogueEdit));
  return declaration;
}

Declaration listing() {
  auto d = declared({"事项目录", "The catalogue of matters"});
  d.access = http::Access::Public;
  d.permission.clear();
  d.answer = {
      http::array_field("items", {"事项", "Matters"}, http::object_field("matter", {"事项", "Matter"}, changeable()))};
  return d;
}

Declaration adding() {
  auto d = declared({"新增事项", "Add a matter"});
  d.body_kind = http::BodyKind::Json;
  d.body = changeable();
  d.body.front().must();
  d.body.push_back(http::text_field("code", {"编码", "Code"}).must().at_most(40));
  d.body.push_back(http::id_field("parent_id", {"上级类别", "Class"}).or_null());
  d.body.push_back(http::enum_field("class", {"大类", "Kind"}, {"service", "component", "event"}));
  d.body.push_back(words("emergency", {"紧急提示", "In an emergency"}).or_null());
  d.body.push_back(http::boolean_field("diverts", {"不受理，只提示", "Only tells whom to call"}));
  return d;
}

Declaration changing() {
  auto d = declared({"修改事项", "Change a matter"});
  d.body_kind = http::BodyKind::Json;
  d.body = changeable();
  return d;
}

Declaration aliasing() {
  auto d = declared({"本单位分类名称对应的事项", "Map an office's class name to a matter"});
  d.body_kind = http::BodyKind::Json;
  d.body = {http::text_field("alias", {"名称", "Name"}).must().at_least(1).at_most(50),
            http::id_field("matter_id", {"事项", "Matter"}).must()};
  return d;
}

}  // namespace

void register_routes(http::Router& router, CatalogueWiring wiring) {
  const auto add = [&](Method method, std::string path, Declaration declaration, auto handler) {
    router.add(method, std::move(path), std::move(declaration),
               [wiring, handler](Request& request) { return handler(wiring, request); });
  };
  add(Method::Get, "/api/v1/matters", listing(), list_matters_route);
  add(Method::Post, "/api/v1/matters", adding(), add_matter_route);
  add(Method::Patch, "/api/v1/matters/{id}", changing(), change_matter_route);
  add(Method::Get, "/api/v1/matter-aliases", declared({"分类名称对照表", "The table of class names"}),
      list_aliases_route);
  add(Method::Put, "/api/v1/matter-aliases", aliasing(), set_alias_route);
}

}  // namespace linli::catalogue
