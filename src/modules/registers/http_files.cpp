// Routes of files: templates, exports, imports.
#include "http/body.hpp"
#include "modules/intake_files/reader.hpp"
#include "modules/intake_files/upload.hpp"
#include "modules/registers/http.hpp"
#include "modules/registers/http_kinds.hpp"

namespace linli::registers {
namespace {

using accounts::caller_of;
using http::Answer;
using http::Body;
using http::Declaration;
using http::Method;
using http::Request;
namespace asio = http::asio;

constexpr std::string_view kXlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

Answer import_answer(Result<std::string> json, int status = 200) {
  if (!json) return fail(std::move(json.error()));
  return http::json_response(std::move(*json), status);
}

Answer file_answer(Result<std::string> bytes, std::string_view type, std::string_view name) {
  if (!bytes) return fail(std::move(bytes.error()));
  http::Response response;
  response.content_type = std::string(type);
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + std::string(name) + "\"");
  response.body = std::move(*bytes);
  return response;
}

asio::awaitable<Result<KindPointer>> kind_of(Registers& registers, const Request& request) {
  co_return co_await registers.desk.kind(caller_of(request), std::string(request.param("kind")));
}

asio::awaitable<Answer> send_template(Registers& registers, Request& request) {
  auto kind = co_await kind_of(registers, request);
  if (!kind) co_return fail(std::move(kind.error()));
  const auto name = (*kind)->name() + "-template.xlsx";
  co_return file_answer(co_await registers.files.template_file(caller_of(request), std::move(*kind)), kXlsx, name);
}

asio::awaitable<Answer> send_list(Registers& registers, Request& request, Files::Format format) {
  const auto& caller = caller_of(request);
  auto kind = co_await kind_of(registers, request);
  if (!kind) co_return fail(std::move(kind.error()));
  if (auto fits = http::check(request, list_declaration(**kind, caller)); !fits)
    co_return fail(std::move(fits.error()));
  const bool xlsx = format == Files::Format::Xlsx;
  const auto name = (*kind)->name() + (xlsx ? ".xlsx" : ".csv");
  auto bytes = co_await registers.files.export_file(caller, std::move(*kind), request.query, format);
  co_return file_answer(std::move(bytes), xlsx ? kXlsx : "text/csv; charset=utf-8", name);
}

asio::awaitable<Answer> send_xlsx(Registers& registers, Request& request) {
  return send_list(registers, request, Files::Format::Xlsx);
}
asio::awaitable<Answer> send_csv(Registers& registers, Request& request) {
  return send_list(registers, request, Files::Format::Csv);
}

asio::awaitable<Answer> begin_import(Registers& registers, Request& request) {
  auto kind = co_await kind_of(registers, request);
  if (!kind) co_return fail(std::move(kind.error()));
  auto upload = intake_files::upload_of(request);
  if (!upload) co_return fail(std::move(upload.error()));
  auto begun = co_await registers.files.begin(caller_of(request), std::move(*kind), std::move(upload->name),
                                              std::move(upload->bytes));
  co_return import_answer(std::move(begun), 201);
}

std::int64_t import_id(const Request& request) { return parse_id(request.param("id")).value_or(0); }

asio::awaitable<Answer> show_import(Registers& registers, Request& request) {
  co_return import_answer(co_await registers.files.show(caller_of(request), import_id(request)));
}

asio::awaitable<Answer> map_import(Registers& registers, Request& request) {
  std::vector<ColumnChoice> choices;
  for (const auto& item : request.json.at("columns").as_array()) {
    const Body column(item);
    choices.push_back(
        {column.text("sheet"), static_cast<int>(column.integer("index").value_or(-1)), column.text("field")});
  }
  co_return import_answer(co_await registers.files.map(caller_of(request), import_id(request), std::move(choices)));
}

asio::awaitable<Answer> commit_import(Registers& registers, Request& request) {
  const bool only_good = Body(request.json).flag("only_good").value_or(false);
  co_return import_answer(co_await registers.files.commit(caller_of(request), import_id(request), only_good));
}

asio::awaitable<Answer> send_faults(Registers& registers, Request& request) {
  co_return file_answer(co_await registers.files.fault_file(caller_of(request), import_id(request)), kXlsx,
                        "faults.xlsx");
}

Declaration file_route(std::string zh, std::string en) {
  return {.summary_zh = std::move(zh),
          .summary_en = std::move(en),
          .permission = std::string(to_string(accounts::Right::BoardRead))};
}

Declaration mapping_route() {
  auto d = file_route("改列的对应并再试运行", "Choose columns and run dry again");
  d.body_kind = http::BodyKind::Json;
  d.body = {
      http::array_field("columns", {"列", "Columns"},
                        http::object_field("", {"列", "Column"},
                                           {http::text_field("sheet", {"工作表", "Sheet"}).at_most(200).must(),
                                            http::integer_field("index", {"列序", "Index"}).between(0, 2000).must(),
                                            http::text_field("field", {"字段", "Field"}).at_most(60).or_null()}))
          .at_most(500)
          .must()};
  return d;
}

}  // namespace

void register_file_routes(http::Router& router, Registers& registers) {
  const auto add = [&](Method method, std::string path, Declaration declaration, auto handler) {
    router.add(method, std::move(path), std::move(declaration),
               [&registers, handler](Request& request) { return handler(registers, request); });
  };
  const std::string kind = "/api/v1/registers/{kind}";
  const std::string import = "/api/v1/register-imports/{id}";
  auto xlsx = file_route("导出 Excel", "Export as Excel");
  auto csv = file_route("导出 CSV", "Export as CSV");
  xlsx.open_query = csv.open_query = true;
  auto upload = file_route("上传并试运行", "Send a file and run dry");
  upload.body_kind = http::BodyKind::Raw;
  upload.max_body = intake_files::kMaxFileBytes + (64 << 10);
  auto committing = file_route("提交导入", "Commit an import");
  committing.body_kind = http::BodyKind::Json;
  committing.body = {http::boolean_field("only_good", {"只导入没有问题的行", "The good rows only"})};
  add(Method::Get, kind + "/template.xlsx", file_route("填报模板", "The template to fill"), send_template);
  add(Method::Get, kind + "/export.xlsx", std::move(xlsx), send_xlsx);
  add(Method::Get, kind + "/export.csv", std::move(csv), send_csv);
  add(Method::Post, kind + "/imports", std::move(upload), begin_import);
  add(Method::Get, import, file_route("一次导入", "One import"), show_import);
  add(Method::Put, import + "/mapping", mapping_route(), map_import);
  add(Method::Post, import + "/commit", std::move(committing), commit_import);
  add(Method::Get, import + "/faults.xlsx", file_route("有问题的行(Excel)", "The faulty rows as Excel"), send_faults);
}

}  // namespace linli::registers
