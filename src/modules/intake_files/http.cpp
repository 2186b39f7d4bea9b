#include "modules/intake_files/http.hpp"

#include <charconv>
#include <fstream>
#include <iterator>

#include "http/body.hpp"
#include "modules/accounts/api.hpp"
#include "modules/intake_files/errors.hpp"
#include "modules/intake_files/upload.hpp"

namespace linli::intake_files {
namespace {

using accounts::caller_of;
using http::Answer;
using http::Method;
using http::Request;
namespace asio = http::asio;

struct Routes {
  ImportDesk& desk;
  const Clock& clock;
};

Asker asker_of(const Request& request) {
  const auto& caller = caller_of(request);
  return {caller.district, caller.account, caller.whole_district, caller.offset};
}

std::int64_t id_of(const Request& request) { return parse_id(request.param("id")).value_or(0); }

std::size_t number_of(const Request& request, std::string_view name, std::size_t otherwise) {
  const auto text = request.query_value(name);
  std::size_t value = otherwise;
  if (text) std::from_chars(text->data(), text->data() + text->size(), value);
  return value;
}

Answer shown(Routes routes, const Request& request, std::int64_t id, int status) {
  auto json = routes.desk.show(asker_of(request), id);
  if (!json) return fail(std::move(json.error()));
  return http::json_response(std::move(*json), status);
}

asio::awaitable<Answer> begin(Routes routes, Request& request) {
  const auto target = parse_target(request.query_value("into").value_or(""));
  if (!target) co_return fail(kBadTarget);
  auto upload = upload_of(request);
  if (!upload) co_return fail(std::move(upload.error()));
  const auto id = routes.desk.begin(asker_of(request), *target, std::move(upload->name), std::move(upload->bytes));
  if (!id) co_return fail(id.error());
  co_return shown(routes, request, *id, 201);
}

asio::awaitable<Answer> add_file(Routes routes, Request& request) {
  auto upload = upload_of(request);
  if (!upload) co_return fail(std::move(upload.error()));
  const auto done =
      routes.desk.add_file(asker_of(request), id_of(request), std::move(upload->name), std::move(upload->bytes));
  if (!done) co_return fail(done.error());
  co_return shown(routes, request, id_of(request), 202);
}

asio::awaitable<Answer> show(Routes routes, Request& request) { co_return shown(routes, request, id_of(request), 200); }

asio::awaitable<Answer> list(Routes routes, Request& request) {
  const auto before = parse_id(request.query_value("cursor").value_or("")).value_or(0);
  const auto limit = static_cast<int>(number_of(request, "limit", 20));
  co_return http::json_response(routes.desk.list(asker_of(request), before, limit));
}

SheetChoice choice_of(const boost::json::value& value) {
  const http::Body body(value);
  SheetChoice choice{body.text("name"), body.flag("use").value_or(true), {}, {}};
  const auto& object = value.as_object();
  if (const auto* rows = object.if_contains("header_rows")) {
    for (const auto& row : rows->as_array()) choice.header_rows.push_back(row.to_number<int>());
  }
  if (const auto* columns = object.if_contains("columns")) {
    for (const auto& column : columns->as_array()) {
      const http::Body entry(column);
      choice.fields.emplace_back(static_cast<int>(entry.integer("index").value_or(-1)), entry.text("field"));
    }
  }
  return choice;
}

// Answers are named by their questions, so the declaration cannot list them; anything but texts is passed over.
Answers answers_of(const boost::json::object& object) {
  Answers answers;
  const auto* given = object.if_contains("answers");
  if (given == nullptr || !given->is_object()) return answers;
  for (const auto& [name, value] : given->as_object()) {
    if (value.is_string()) answers.emplace(std::string(name), std::string(value.as_string()));
  }
  return answers;
}

asio::awaitable<Answer> map(Routes routes, Request& request) {
  const auto asker = asker_of(request);
  const http::Body body(request.json);
  MappingRequest mapping;
  if (const auto* sheets = request.json.as_object().if_contains("sheets")) {
    for (const auto& sheet : sheets->as_array()) mapping.sheets.push_back(choice_of(sheet));
  }
  mapping.answers = answers_of(request.json.as_object());
  mapping.mode = parse_mode(body.text("mode")).value_or(Mode::Update);
  mapping.as_of = body.date("as_of").value_or(date_of(routes.clock.now(), asker.offset));
  const auto done = routes.desk.map(asker, id_of(request), mapping);
  if (!done) co_return fail(done.error());
  co_return shown(routes, request, id_of(request), 202);
}

asio::awaitable<Answer> commit_route(Routes routes, Request& request) {
  const bool only_good = http::Body(request.json).flag("only_good").value_or(false);
  const auto done = routes.desk.commit(asker_of(request), id_of(request), only_good);
  if (!done) co_return fail(done.error());
  co_return shown(routes, request, id_of(request), 202);
}

asio::awaitable<Answer> cancel(Routes routes, Request& request) {
  const auto done = routes.desk.cancel(asker_of(request), id_of(request));
  if (!done) co_return fail(done.error());
  co_return shown(routes, request, id_of(request), 202);
}

asio::awaitable<Answer> list_faults(Routes routes, Request& request) {
  const auto page = routes.desk.faults(asker_of(request), id_of(request), number_of(request, "cursor", 0),
                                       number_of(request, "limit", 50));
  if (!page) co_return fail(page.error());
  JsonWriter w;
  w.begin_object().key("items").begin_array();
  for (const auto& item : page->items) w.raw(item);
  w.end_array().field("next", page->next ? std::optional(std::to_string(*page->next)) : std::nullopt).end_object();
  co_return http::json_response(w);
}

asio::awaitable<Answer> fault_file(Routes routes, Request& request) {
  const auto path = routes.desk.fault_file(asker_of(request), id_of(request));
  if (!path) co_return fail(path.error());
  std::ifstream in(*path, std::ios::binary);
  http::Response response;
  response.content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"faults.xlsx\"");
  response.body.assign(std::istreambuf_iterator<char>(in), {});
  co_return response;
}

http::Declaration declare(std::string zh, std::string en) {
  return {.summary_zh = std::move(zh),
          .summary_en = std::move(en),
          .permission = std::string(to_string(accounts::Right::ImportRun))};
}

http::Declaration upload(std::string zh, std::string en) {
  auto declaration = declare(std::move(zh), std::move(en));
  declaration.body_kind = http::BodyKind::Raw;
  declaration.max_body = kMaxFileBytes + (64 << 10);
  return declaration;
}

http::Declaration mapping_declaration() {
  auto declaration = declare("确认列的对应并试运行", "Map the columns and start the dry run");
  declaration.body_kind = http::BodyKind::Json;
  const auto column = http::object_field("", {"列", "Column"},
                                         {http::integer_field("index", {"列序", "Index"}).must().between(0, 2000),
                                          http::text_field("field", {"字段", "Field"}).or_null().at_most(40)});
  const auto sheet = http::object_field(
      "", {"工作表", "Sheet"},
      {http::text_field("name", {"名称", "Name"}).must().at_most(200), http::boolean_field("use", {"使用", "Use"}),
       http::array_field("header_rows", {"表头行号", "Heading rows"}, http::integer_field("", {"行", "Row"}))
           .at_most(5),
       http::array_field("columns", {"列", "Columns"}, column).at_most(2000)});
  declaration.body = {http::array_field("sheets", {"工作表", "Sheets"}, sheet).at_most(500),
                      http::object_field("answers", {"对问题的回答", "Answers"}, {}),
                      http::enum_field("mode", {"方式", "Mode"}, {"add", "update", "full"}),
                      http::date_field("as_of", {"从哪天起", "Valid from"})};
  return declaration;
}

}  // namespace

void register_routes(http::Router& router, ImportDesk& desk, const Clock& clock) {
  const Routes routes{desk, clock};
  const auto bind = [routes](asio::awaitable<Answer> (*run)(Routes, Request&)) {
    return [routes, run](Request& request) { return run(routes, request); };
  };
  const auto cursor = http::text_field("cursor", {"游标", "Cursor"});
  const auto limit = http::integer_field("limit", {"条数", "How many"}).between(1, 200);
  auto begin_declaration = upload("开始导入:第一个文件", "Begin an import with its first file");
  begin_declaration.query = {http::text_field("into", {"导入什么", "Target"}).must()};
  auto listing = declare("导入列表", "Imports, newest first");
  listing.query = {cursor, limit};
  auto faults = declare("问题清单", "Faults of an import");
  faults.query = {cursor, limit};
  auto committing = declare("提交导入", "Commit an import");
  committing.body_kind = http::BodyKind::Json;
  committing.body = {http::boolean_field("only_good", {"只导入没有问题的行", "The good rows only"})};
  router.add(Method::Get, "/api/v1/imports", std::move(listing), bind(list));
  router.add(Method::Post, "/api/v1/imports", std::move(begin_declaration), bind(begin));
  router.add(Method::Get, "/api/v1/imports/{id}", declare("一次导入", "One import"), bind(show));
  router.add(Method::Post, "/api/v1/imports/{id}/files", upload("再加一个文件", "Add another file"), bind(add_file));
  router.add(Method::Put, "/api/v1/imports/{id}/mapping", mapping_declaration(), bind(map));
  router.add(Method::Get, "/api/v1/imports/{id}/faults", std::move(faults), bind(list_faults));
  router.add(Method::Get, "/api/v1/imports/{id}/faults.xlsx", declare("有问题的行(Excel)", "The faulty rows as Excel"),
             bind(fault_file));
  router.add(Method::Post, "/api/v1/imports/{id}/commit", std::move(committing), bind(commit_route));
  router.add(Method::Post, "/api/v1/imports/{id}/cancel", declare("取消导入", "Cancel an import"), bind(cancel));
}

}  // namespace linli::intake_files
