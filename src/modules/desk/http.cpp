#include "modules/desk/http.hpp"

#include <boost/json/serialize.hpp>
#include <charconv>
#include <fstream>
#include <sstream>

#include "http/body.hpp"
#include "modules/desk/errors.hpp"

namespace linli::desk {
namespace {

using accounts::caller_of;
using accounts::Right;
using http::Answer;
using http::Body;
using http::Declaration;
using http::Method;
using http::Request;
namespace asio = http::asio;

Answer as_json(Result<std::string> json, int status = 200) {
  if (!json) return fail(std::move(json.error()));
  return http::json_response(std::move(*json), status);
}

std::string content_of(ItemKind kind, const Body& body, const boost::json::value& sent) {
  JsonWriter w;
  switch (kind) {
    case ItemKind::View:
      return w.begin_object().field("query", body.text("query")).end_object().take();
    case ItemKind::Template:
      return w.begin_object().field("text", body.text("text")).end_object().take();
    case ItemKind::Macro:
      break;
  }
  const auto* step = sent.as_object().if_contains("step");
  return step != nullptr && step->is_object() ? boost::json::serialize(*step) : std::string(R"({"step":"note"})");
}

Item item_of(const boost::json::value& sent) {
  const Body body(sent);
  Item item;
  item.kind = parse_item_kind(body.text("kind")).value_or(ItemKind::View);
  item.name = body.text("name");
  item.shared = body.flag("shared").value_or(false);
  item.matter = body.id<MatterId>("matter_id");
  item.state = body.text("state");
  item.content = content_of(item.kind, body, sent);
  return item;
}

asio::awaitable<Answer> list_items(DeskTools& tools, Request& request) {
  const auto kind = parse_item_kind(request.query_value("kind").value_or("view")).value_or(ItemKind::View);
  std::optional<TemplateFor> fits;
  if (request.query_value("matter"))
    fits = TemplateFor{request.query_id<MatterId>("matter"), std::string(request.query_value("state").value_or(""))};
  auto json = co_await tools.items.list(caller_of(request), kind, std::move(fits));
  co_return http::json_response(std::move(json));
}

asio::awaitable<Answer> add_item(DeskTools& tools, Request& request) {
  auto json = co_await tools.items.save(caller_of(request), item_of(request.json));
  co_return as_json(std::move(json), 201);
}

asio::awaitable<Answer> change_item(DeskTools& tools, Request& request) {
  auto item = item_of(request.json);
  item.id = request.param_id<ItemId>("id");
  auto json = co_await tools.items.save(caller_of(request), std::move(item));
  co_return as_json(std::move(json));
}

asio::awaitable<Answer> remove_item(DeskTools& tools, Request& request) {
  auto done = co_await tools.items.remove(caller_of(request), request.param_id<ItemId>("id"));
  if (!done) co_return fail(std::move(done.error()));
  co_return http::empty_response();
}

std::string step_json(const Request& request) { return boost::json::serialize(request.json.as_object().at("step")); }

asio::awaitable<Answer> preview(DeskTools& tools, Request& request) {
  const Body body(request.json);
  auto json = co_await tools.jobs.preview(caller_of(request), body.ids<CaseId>("case_ids"), body.text("query"),
                                          step_json(request));
  co_return as_json(std::move(json));
}

asio::awaitable<Answer> order_bulk(DeskTools& tools, Request& request) {
  const Body body(request.json);
  BulkOrder order{{}, step_json(request), body.text("idempotency_key")};
  for (const auto& sent : request.json.as_object().at("cases").as_array()) {
    const Body one(sent);
    order.cases.push_back({one.id<CaseId>("id"), static_cast<int>(one.integer("version").value_or(0))});
  }
  auto json = co_await tools.jobs.order_bulk(caller_of(request), std::move(order));
  co_return as_json(std::move(json), 202);
}

asio::awaitable<Answer> order_export(DeskTools& tools, Request& request) {
  const Body body(request.json);
  ExportOrder order{body.text("query"), body.text("language") == "en", body.text("of") == "figure"};
  auto json = co_await tools.jobs.order_export(caller_of(request), std::move(order), body.text("idempotency_key"));
  co_return as_json(std::move(json), 202);
}

asio::awaitable<Answer> list_jobs(DeskTools& tools, Request& request) {
  auto json = co_await tools.jobs.list(caller_of(request));
  co_return http::json_response(std::move(json));
}

asio::awaitable<Answer> show_job(DeskTools& tools, Request& request) {
  auto json = co_await tools.jobs.show(caller_of(request), request.param_id<JobId>("id"));
  co_return as_json(std::move(json));
}

asio::awaitable<Answer> list_rows(DeskTools& tools, Request& request) {
  int after = 0;
  const auto cursor = request.query_value("cursor").value_or("");
  std::from_chars(cursor.data(), cursor.data() + cursor.size(), after);
  const bool refused = request.query_value("state").value_or("") == "refused";
  auto json = co_await tools.jobs.rows(caller_of(request), request.param_id<JobId>("id"), after, refused);
  co_return as_json(std::move(json));
}

asio::awaitable<Answer> cancel_job(DeskTools& tools, Request& request) {
  auto json = co_await tools.jobs.cancel(caller_of(request), request.param_id<JobId>("id"));
  co_return as_json(std::move(json));
}

asio::awaitable<Answer> job_file(DeskTools& tools, Request& request) {
  const auto path = co_await tools.jobs.file(caller_of(request), request.param_id<JobId>("id"));
  if (!path) co_return fail(path.error());
  std::ifstream in(*path, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  http::Response response;
  response.content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"cases.xlsx\"");
  response.body = std::move(bytes).str();
  co_return response;
}

Declaration declared(Text summary, Right right = Right::BoardRead) {
  Declaration declaration;
  declaration.summary_zh = std::move(summary.zh);
  declaration.summary_en = std::move(summary.en);
  declaration.permission = std::string(to_string(right));
  return declaration;
}

http::Field kind_field() { return http::enum_field("kind", {"种类", "Kind"}, {"view", "macro", "template"}); }
http::Field step_field() { return http::object_field("step", {"步骤", "Step"}, cases::step_fields()); }
http::Field key_field() {
  return http::text_field("idempotency_key", {"提交编号", "Idempotency key"}).at_most(100).or_null();
}

Declaration saving(Text summary) {
  auto d = declared(std::move(summary));
  d.body_kind = http::BodyKind::Json;
  d.body = {kind_field().must(),
            http::text_field("name", {"名称", "Name"}).must().at_least(1).at_most(60),
            http::boolean_field("shared", {"共用", "For everybody"}).or_null(),
            http::text_field("query", {"筛选条件", "Filters"}).at_most(1000).or_null(),
            step_field().or_null(),
            http::text_field("text", {"内容", "Words"}).at_most(2000).or_null(),
            http::id_field("matter_id", {"事项", "Matter"}).or_null(),
            http::text_field("state", {"状态", "State"}).at_most(30).or_null()};
  return d;
}

Declaration listing_items() {
  auto d = declared({"我的和共用的筛选、批处理步骤、答复模板", "Views, macros and answer templates"});
  d.query = {kind_field().must(), http::id_field("matter", {"适用事项", "For this matter"}),
             http::text_field("state", {"适用状态", "For this state"})};
  return d;
}

Declaration previewing() {
  auto d = declared({"批量办理预览：每件能不能办、为什么", "Preview a step on many cases"});
  d.body_kind = http::BodyKind::Json;
  d.body = {step_field().must(),
            http::array_field("case_ids", {"诉求", "Cases"}, http::id_field("id", {"编号", "Id"})).at_most(500),
            http::text_field("query", {"筛选条件", "Filters"}).at_most(1000).or_null()};
  return d;
}

Declaration ordering_bulk() {
  auto d = declared({"批量办理", "Take a step on many cases"});
  d.body_kind = http::BodyKind::Json;
  d.body = {step_field().must(),
            http::array_field("cases", {"诉求", "Cases"},
                              http::object_field("case", {"诉求", "Case"},
                                                 {http::id_field("id", {"编号", "Id"}).must(),
                                                  http::integer_field("version", {"版本", "Version"}).must()}))
                .must()
                .at_most(500),
            key_field()};
  return d;
}

Declaration ordering_export() {
  auto d = declared({"按筛选条件导出 Excel", "Export what the filters mean as Excel"});
  d.body_kind = http::BodyKind::Json;
  d.body = {http::text_field("query", {"筛选条件", "Filters"}).must().at_most(1000),
            http::enum_field("of", {"导出什么：列表，或数字背后的诉求", "Of a list, or of the cases behind a figure"},
                             {"list", "figure"})
                .or_null(),
            http::enum_field("language", {"语言", "Language"}, {"zh", "en"}).or_null(), key_field()};
  return d;
}

Declaration listing_rows() {
  auto d = declared({"批量办理的逐件结果", "What became of each case"});
  d.query = {http::text_field("cursor", {"翻页位置", "Cursor"}),
             http::enum_field("state", {"结果", "Outcome"}, {"refused", "all"})};
  return d;
}

}  // namespace

void register_routes(http::Router& router, DeskTools& tools) {
  const auto add = [&](Method method, std::string path, Declaration declaration, auto handler) {
    router.add(method, std::move(path), std::move(declaration),
               [&tools, handler](Request& request) { return handler(tools, request); });
  };
  const std::string items = "/api/v1/desk/items";
  add(Method::Get, items, listing_items(), list_items);
  add(Method::Post, items, saving({"保存", "Keep"}), add_item);
  add(Method::Put, items + "/{id}", saving({"修改", "Change"}), change_item);
  add(Method::Delete, items + "/{id}", declared({"删除", "Remove"}), remove_item);
  add(Method::Post, "/api/v1/desk/bulk/preview", previewing(), preview);
  add(Method::Post, "/api/v1/desk/bulk", ordering_bulk(), order_bulk);
  add(Method::Post, "/api/v1/desk/exports", ordering_export(), order_export);
  const std::string jobs = "/api/v1/desk/jobs";
  add(Method::Get, jobs, declared({"我的任务", "My jobs"}), list_jobs);
  add(Method::Get, jobs + "/{id}", declared({"一项任务", "One job"}), show_job);
  add(Method::Get, jobs + "/{id}/rows", listing_rows(), list_rows);
  add(Method::Post, jobs + "/{id}/cancel", declared({"取消任务", "Cancel a job"}), cancel_job);
  add(Method::Get, jobs + "/{id}/file", declared({"下载导出的文件", "The exported file"}), job_file);
}

}  // namespace linli::desk
