#include "modules/registers/http_kinds.hpp"

#include "modules/registers/lists.hpp"
#include "modules/registers/values.hpp"

namespace linli::registers {

using accounts::Caller;
using http::Declaration;
using http::Method;

namespace {

Declaration declared(const Kind& kind, std::string zh, std::string en) {
  Declaration declaration;
  declaration.summary_zh = kind.declared.label.zh + "：" + zh;
  declaration.summary_en = kind.declared.label.en + ": " + en;
  declaration.permission = std::string(to_string(accounts::Right::BoardRead));
  return declaration;
}

std::vector<http::Field> writable(const Kind& kind, const Caller& caller, bool whole) {
  std::vector<http::Field> fields;
  for (const auto& field : kind.fields) {
    if (!kind.may_write(caller, field)) continue;
    auto taken = http_field(field).or_null();
    if (whole && (field.declared.required || &field == kind.scope())) taken.must().nullable = false;
    fields.push_back(std::move(taken));
  }
  // An object declared without members would take any.
  if (fields.empty())
    fields.push_back(http::text_field("-", {"没有可填写的字段", "Nothing can be written"}).at_most(0));
  return fields;
}

std::vector<http::Field> record_fields(const Kind& kind, const Caller& caller) {
  std::vector<http::Field> values;
  for (const auto& field : kind.fields)
    if (!field.sealed && !field.declared.removed && kind.may_read(caller, field)) values.push_back(http_field(field));
  return {http::id_field("id", {"编号", "Id"}),
          http::text_field("title", {"标题", "Title"}),
          http::object_field("values", {"内容", "Values"}, std::move(values)),
          http::array_field("protected", {"已填写的受保护字段", "Protected fields that hold something"},
                            http::text_field("field", {"字段", "Field"})),
          http::date_field("from", {"起始日期", "From"}),
          http::date_field("to", {"停用日期", "Ended"}).or_null(),
          http::integer_field("version", {"版本", "Version"}),
          http::instant_field("changed_at", {"修改时间", "Changed"})};
}

http::Field date_from() { return http::date_field("from", {"起始日期", "From"}).or_null(); }

}  // namespace

Declaration list_declaration(const Kind& kind, const Caller& caller) {
  auto d = declared(kind, "列表", "records, newest first");
  d.query = list_fields(kind, caller);
  d.answer = {http::array_field("items", {"记录", "Records"},
                                http::object_field("record", {"记录", "Record"}, record_fields(kind, caller))),
              http::object_field("names", {"引用的名称", "Names of what is referred to"}, {}),
              http::text_field("next", {"下一页", "Next page"}).or_null()};
  return d;
}

Declaration summary_declaration(const Kind& kind, const Caller& caller) {
  auto d = declared(kind, "统计", "figures as of a day; too small ones about persons are withheld");
  d.query = list_fields(kind, caller);
  d.query.push_back(http::date_field("as_of", {"统计日期", "As of"}));
  return d;
}

Declaration add_declaration(const Kind& kind, const Caller& caller) {
  auto d = declared(kind, "新增", "add a record");
  d.body_kind = http::BodyKind::Json;
  d.body = {http::object_field("values", {"内容", "Values"}, writable(kind, caller, true)).must(), date_from()};
  d.answer = record_fields(kind, caller);
  return d;
}

Declaration change_declaration(const Kind& kind, const Caller& caller) {
  auto d = declared(kind, "修改", "change a record; null takes a value away");
  d.body_kind = http::BodyKind::Json;
  d.body = {http::integer_field("version", {"看到的版本", "The version looked at"}).must(),
            http::object_field("values", {"内容", "Values"}, writable(kind, caller, false)).must(), date_from()};
  d.answer = record_fields(kind, caller);
  return d;
}

std::string kind_openapi(const Kind& kind, const Caller& caller) {
  http::Router router;
  const auto never = [](http::Request&) -> http::asio::awaitable<http::Answer> { co_return http::empty_response(); };
  const auto path = "/api/v1/registers/" + kind.name() + "/records";
  router.add(Method::Get, path, list_declaration(kind, caller), never);
  if (kind.may_write(caller)) router.add(Method::Post, path, add_declaration(kind, caller), never);
  if (kind.may_write(caller)) router.add(Method::Patch, path + "/{id}", change_declaration(kind, caller), never);
  auto showing = declared(kind, "一条记录", "one record");
  showing.answer = record_fields(kind, caller);
  router.add(Method::Get, path + "/{id}", std::move(showing), never);
  return http::openapi(router, "1");
}

}  // namespace linli::registers
