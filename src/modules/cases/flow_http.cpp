// Routes of the flow as data: what the district uses, what is shipped, and how to set another.
#include "base/text.hpp"
#include "modules/calendars/api.hpp"
#include "modules/cases/errors.hpp"
#include "modules/cases/flow_book.hpp"
#include "modules/cases/flow_diff.hpp"
#include "modules/cases/flow_plan_json.hpp"
#include "modules/cases/http.hpp"
#include "modules/cases/http_fields.hpp"
#include "modules/cases/names.hpp"
#include "modules/catalogue/api.hpp"

namespace linli::cases {
namespace {

using accounts::Right;
using http::Declaration;
using http::Method;

// The members of one version, into an object that is open.
void write_version(JsonWriter& w, const FlowVersion& version, const FlowPlan& plan, Offset offset) {
  w.field("version", version.number).field("reason", version.reason).key("set_at");
  version.number > 0 ? w.value(format_instant(version.at, offset)) : w.value(nullptr);
  w.field("toml", version.number > 0 ? version.plan : std::string(shipped_plans().front().toml));
  write_plan(w, plan);
}

void write_versions(JsonWriter& w, storage::Snapshot& snapshot, DistrictId district, Offset offset) {
  const auto all = flow_versions(snapshot, district);
  const auto held = current_flow(snapshot, district).number;
  w.field("newest", all.empty() ? std::int64_t{0} : all.front().number).key("versions").begin_array();
  for (const auto& version : all) {
    const auto plan = read_flow_plan(version.plan);
    w.begin_object().field("version", version.number).field("reason", version.reason);
    w.field("set_at", format_instant(version.at, offset)).key("from");
    w.value(format_date(version.from.value_or(date_of(version.at, offset))));
    w.field("by", accounts::account_name(snapshot, district, version.account).value_or(""));
    w.field("name", plan ? plan->name : Text{}).field("source", plan ? plan->source : std::string());
    w.field("in_force", version.number == held).end_object();
  }
  w.end_array();
}

void write_differences(JsonWriter& w, const FlowPlan& before, const FlowPlan& after) {
  w.key("differences").begin_array();
  for (const auto& change : flow_differences(before, after)) {
    w.begin_object().field("what", change.what).field("before", change.before).field("after", change.after);
    w.end_object();
  }
  w.end_array();
}

void write_moved(JsonWriter& w, const calendars::Moved& moved, Offset offset) {
  w.key("moved").begin_object().field("checked", moved.checked).field("earlier", moved.earlier);
  w.field("later", moved.later).field("finished", moved.finished).key("sample").begin_array();
  for (const auto& item : moved.sample) {
    w.begin_object().field("id", std::to_string(item.id)).field("number", item.number);
    w.field("from", format_instant(item.from, offset)).field("to", format_instant(item.to, offset)).end_object();
  }
  w.end_array().end_object();
}

// The version that the address names, else the one in force.
FlowVersion wanted_version(storage::Snapshot& snapshot, DistrictId district, std::int64_t number) {
  for (auto& version : flow_versions(snapshot, district))
    if (number > 0 && version.number == number) return std::move(version);
  return current_flow(snapshot, district);
}

http::asio::awaitable<http::Answer> show_flow(Cases& cases, http::Request& request) {
  const auto& caller = accounts::caller_of(request);
  const auto number = parse_id(request.query_value("version").value_or("0")).value_or(0);
  auto work = [&](storage::Snapshot& snapshot) {
    const auto version = wanted_version(snapshot, caller.district, number);
    const auto read = version.number > 0 ? read_flow_plan(version.plan) : Result<FlowPlan>(*base_plan());
    const auto& plan = read ? *read : *base_plan();
    JsonWriter w(16384);
    w.begin_object();
    write_version(w, version, plan, caller.offset);
    write_versions(w, snapshot, caller.district, caller.offset);
    return w.end_object().take();
  };
  co_return http::json_response(co_await cases.context().store.read(work));
}

http::asio::awaitable<http::Answer> shipped_flows(Cases&, http::Request&) {
  JsonWriter w;
  w.begin_object().key("items").begin_array();
  for (const auto& shipped : shipped_plans()) {
    const auto plan = read_flow_plan(shipped.toml);
    LINLI_ASSERT(plan.has_value());
    w.begin_object().field("toml", shipped.toml);
    write_plan(w, *plan);
    w.end_object();
  }
  co_return http::json_response(w.end_array().field("next", nullptr).end_object().take());
}

Result<std::string> plan_text(const http::Body& body) {
  if (auto text = body.text("toml"); !trim(text).empty()) return text;
  const auto key = body.text("shipped");
  for (const auto& shipped : shipped_plans())
    if (shipped.key == key) return std::string(shipped.toml);
  return fail(kBadFlow, {{"shipped",
                          std::nullopt,
                          key,
                          {"没有这个随附流程", "No such flow is shipped"},
                          {"请从列表中选，或直接给出 toml", "Choose one of the list, or give toml itself"}}});
}

// A first day that was chosen on the page stands in the plan itself, where the journal vouches for it.
Result<std::string> with_day(std::string text, const http::Body& body) {
  const auto from = body.date("from");
  auto plan = read_flow_plan(text);
  if (!plan) return fail(std::move(plan.error()));
  if (!from || plan->from == from) return text;
  if (!plan->from) return "from = \"" + format_date(*from) + "\"\n" + text;
  return fail(kBadFlow, {{"from",
                          std::nullopt,
                          format_date(*from),
                          {"原文里写着另一个生效日", "The text names another first day"},
                          {"请改原文里的 from，或两处一致", "Change from in the text, or make both agree"}}});
}

http::asio::awaitable<http::Answer> preview_flow(Cases& cases, const accounts::Caller& caller, std::string text,
                                                 const http::Body& body) {
  const auto plan = std::make_shared<const FlowPlan>(read_flow_plan(text).value());
  const auto moved = co_await cases.clockwork.preview_plan(caller.district, caller.offset, plan);
  const FlowVersion version{
      body.integer("version").value_or(0), {}, caller.account, body.text("reason"), text, plan->from};
  auto work = [&](storage::Snapshot& snapshot) {
    JsonWriter w(16384);
    w.begin_object();
    write_version(w, version, *plan, caller.offset);
    write_differences(w, *cases.context().flows.of(snapshot, caller.district).plan, *plan);
    write_moved(w, moved, caller.offset);
    write_versions(w, snapshot, caller.district, caller.offset);
    return w.end_object().take();
  };
  co_return http::json_response(co_await cases.context().store.read(work));
}

http::asio::awaitable<http::Answer> change_flow(Cases& cases, http::Request& request) {
  const auto& caller = accounts::caller_of(request);
  auto& context = cases.context();
  const http::Body body(request.json);
  auto chosen = plan_text(body);
  if (!chosen) co_return fail(std::move(chosen.error()));
  auto text = with_day(std::move(*chosen), body);
  if (!text) co_return fail(std::move(text.error()));
  if (body.flag("preview").value_or(false)) co_return co_await preview_flow(cases, caller, std::move(*text), body);
  auto work = [&](storage::Transaction& transaction) {
    return set_flow(transaction, caller.district, caller.account, *text, body.text("reason"),
                    body.integer("version").value_or(0));
  };
  auto version = co_await context.store.write(work);
  if (!version) co_return fail(std::move(version.error()));
  context.flows.forget(caller.district);
  // Ladders and warnings of open cases follow the new plan; what is left goes on by a timer. A later day's plan waits.
  const auto today = date_of(context.store.clock().now(), caller.offset);
  calendars::Moved moved;
  if (!version->from || *version->from <= today)
    moved = co_await cases.clockwork.revisit_all(caller.district, caller.offset);
  auto show = [&](storage::Snapshot& snapshot) {
    JsonWriter w(16384);
    w.begin_object();
    write_version(w, *version, read_flow_plan(version->plan).value(), caller.offset);
    write_moved(w, moved, caller.offset);
    write_versions(w, snapshot, caller.district, caller.offset);
    return w.end_object().take();
  };
  co_return http::json_response(co_await context.store.read(show));
}

http::Field plan_words(std::string name) {
  return http::object_field(std::move(name), {"名称", "Name"},
                            {http::text_field("zh", {"中文", "Chinese"}), http::text_field("en", {"英文", "English"})});
}

std::vector<http::Field> plan_fields() {
  using namespace http;
  return {
      text_field("key", {"代号", "Key"}),
      plan_words("name"),
      text_field("source", {"依据", "Source"}),
      array_field("steps", {"步骤", "Steps"},
                  object_field("step", {"步骤", "Step"},
                               {text_field("step", {"步骤", "Step"}), boolean_field("used", {"使用", "Used"}),
                                plan_words("label")})),
      object_field(
          "limits", {"时限", "Limits"},
          {integer_field("warn_percent", {"提醒百分比", "Warns at percent"}),
           text_field("verify_within", {"核查时限", "Verification"}),
           text_field("co_handle", {"协办时限", "Co-handling"}), text_field("whistle", {"应哨时限", "Whistle"}),
           integer_field("most_extensions", {"延期次数", "Extensions"})}),
      array_field("choices", {"选项", "Choices"},
                  object_field("choice", {"选项", "Choice"},
                               {text_field("of", {"用于", "Of"}), text_field("source", {"依据", "Source"}),
                                array_field("options", {"选项", "Options"},
                                            object_field("option", {"选项", "Option"},
                                                         {text_field("key", {"代号", "Key"}), plan_words("label")}))})),
      array_field("ladders", {"层级", "Ladders"},
                  object_field(
                      "ladder", {"层级", "Ladder"},
                      {text_field("key", {"代号", "Key"}), plan_words("name"), text_field("source", {"依据", "Source"}),
                       array_field("matters", {"事项", "Matters"}, text_field("code", {"编码", "Code"})),
                       array_field("rungs", {"级", "Rungs"},
                                   object_field("rung", {"级", "Rung"},
                                                {text_field("level", {"层级", "Level"}), plan_words("name"),
                                                 text_field("after", {"间隔", "After"}),
                                                 boolean_field("takes", {"接手", "Takes"})}))}))};
}

Declaration flow_declared(Text summary, Right right) {
  Declaration declaration;
  declaration.summary_zh = std::move(summary.zh);
  declaration.summary_en = std::move(summary.en);
  declaration.permission = std::string(to_string(right));
  return declaration;
}

std::vector<http::Field> flow_answer() {
  auto fields = plan_fields();
  fields.push_back(http::integer_field("version", {"版本", "Version"}));
  fields.push_back(http::text_field("reason", {"原因", "Reason"}));
  fields.push_back(http::instant_field("set_at", {"设定时间", "Set"}).or_null());
  fields.push_back(http::text_field("toml", {"原文", "As written"}));
  return fields;
}

Declaration showing_flow() {
  auto d = flow_declared({"本区的办理流程和层级", "The district's flow and ladders"}, Right::BoardRead);
  d.query = {http::integer_field("version", {"哪一版", "Which version"})};
  d.answer = flow_answer();
  return d;
}

Declaration shipping_flows() {
  auto d = flow_declared({"随附的流程", "Shipped flows"}, Right::BoardRead);
  auto fields = plan_fields();
  fields.push_back(http::text_field("toml", {"原文", "As written"}));
  d.answer = {http::array_field("items", {"流程", "Flows"}, http::object_field("flow", {"流程", "Flow"}, fields)),
              http::text_field("next", {"下一页", "Next page"}).or_null()};
  return d;
}

Declaration setting_flow() {
  auto d = flow_declared({"设定本区的流程：选随附的，或给出 TOML", "Set the district's flow: a shipped one, or TOML"},
                         Right::CatalogueEdit);
  d.body_kind = http::BodyKind::Json;
  d.body = {http::text_field("shipped", {"随附流程", "Shipped flow"}).or_null(),
            http::text_field("toml", {"原文", "As written"}).at_most(60'000).or_null(),
            http::date_field("from", {"从哪天起", "First day"}).or_null(),
            http::text_field("reason", {"原因", "Reason"}).must().at_least(1).at_most(300),
            http::integer_field("version", {"看到的版本", "Version looked at"}).must(),
            http::boolean_field("preview", {"只预览", "Preview only"})};
  d.answer = flow_answer();
  return d;
}

}  // namespace

void register_flow_routes(http::Router& router, Cases& cases) {
  const auto add = [&](Method method, std::string path, Declaration declaration, auto handler) {
    router.add(method, std::move(path), std::move(declaration),
               [&cases, handler](http::Request& request) { return handler(cases, request); });
  };
  add(Method::Get, "/api/v1/case-flow", showing_flow(), show_flow);
  add(Method::Put, "/api/v1/case-flow", setting_flow(), change_flow);
  add(Method::Get, "/api/v1/case-flows", shipping_flows(), shipped_flows);
}

}  // namespace linli::cases
