// Routes of the flow as data: what the district uses, what is shipped, and how to set another.
#include "base/text.hpp"
#include "modules/cases/errors.hpp"
#include "modules/cases/http.hpp"
#include "modules/cases/http_fields.hpp"
#include "modules/cases/names.hpp"
#include "modules/catalogue/api.hpp"

namespace linli::cases {
namespace {

using accounts::Right;
using http::Declaration;
using http::Method;

void write_label(JsonWriter& w, std::string_view key, const Text& label) { w.field(key, label); }

void write_rung(JsonWriter& w, const Rung& rung) {
  w.begin_object().field("level", to_string(rung.level));
  write_label(w, "name", rung.name);
  w.field("after", rung.after.amount == 0 ? std::string("0wh") : catalogue::format_limit(rung.after));
  w.field("takes", rung.takes).end_object();
}

void write_ladder(JsonWriter& w, const Ladder& ladder) {
  w.begin_object().field("key", ladder.key);
  write_label(w, "name", ladder.name);
  w.field("source", ladder.source).key("matters").begin_array();
  for (const auto& matter : ladder.matters) w.value(matter);
  w.end_array().key("rungs").begin_array();
  for (const auto& rung : ladder.rungs) write_rung(w, rung);
  w.end_array().end_object();
}

void write_choices(JsonWriter& w, const FlowPlan& plan) {
  w.key("choices").begin_array();
  for (const auto& choice : plan.choices) {
    w.begin_object().field("of", choice.of).field("source", choice.source).key("options").begin_array();
    for (const auto& option : choice.options) {
      w.begin_object().field("key", option.key);
      write_label(w, "label", option.label);
      w.end_object();
    }
    w.end_array().end_object();
  }
  w.end_array();
}

void write_plan_steps(JsonWriter& w, const FlowPlan& plan) {
  w.key("steps").begin_array();
  for (int number = 2; number <= kLastStep; ++number) {
    const auto step = static_cast<Step>(number);
    const auto own = plan.labels.find(step);
    w.begin_object().field("step", to_string(step)).field("used", plan.uses(step));
    write_label(w, "label", own != plan.labels.end() ? own->second : label_of(step));
    w.end_object();
  }
  w.end_array();
}

// The members of a plan, into an object that is open.
void write_plan(JsonWriter& w, const FlowPlan& plan) {
  w.field("key", plan.key);
  write_label(w, "name", plan.name);
  w.field("source", plan.source);
  write_plan_steps(w, plan);
  w.key("limits").begin_object().field("warn_percent", plan.warn_percent);
  w.field("verify_within", catalogue::format_limit(plan.verify_within));
  w.field("co_handle", catalogue::format_limit(plan.co_handle_limit));
  w.field("whistle", catalogue::format_limit(plan.whistle_limit));
  w.field("most_extensions", plan.most_extensions).end_object();
  write_choices(w, plan);
  w.key("ladders").begin_array();
  for (const auto& ladder : plan.ladders) write_ladder(w, ladder);
  w.end_array();
}

std::string flow_json(const FlowVersion& version, const FlowPlan& plan, Offset offset) {
  JsonWriter w;
  w.begin_object().field("version", version.number).field("reason", version.reason).key("set_at");
  version.number > 0 ? w.value(format_instant(version.at, offset)) : w.value(nullptr);
  w.field("toml", version.number > 0 ? version.plan : std::string(shipped_plans().front().toml));
  write_plan(w, plan);
  return w.end_object().take();
}

http::asio::awaitable<http::Answer> show_flow(Cases& cases, http::Request& request) {
  const auto& caller = accounts::caller_of(request);
  auto& context = cases.context();
  auto work = [&](storage::Snapshot& snapshot) {
    return flow_json(current_flow(snapshot, caller.district), *context.flows.of(snapshot, caller.district),
                     caller.offset);
  };
  co_return http::json_response(co_await context.store.read(work));
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

http::asio::awaitable<http::Answer> change_flow(Cases& cases, http::Request& request) {
  const auto& caller = accounts::caller_of(request);
  auto& context = cases.context();
  const http::Body body(request.json);
  auto text = plan_text(body);
  if (!text) co_return fail(std::move(text.error()));
  auto plan = read_flow_plan(*text);
  if (!plan) co_return fail(std::move(plan.error()));
  if (body.flag("preview").value_or(false)) {
    FlowVersion preview{body.integer("version").value_or(0), {}, caller.account, body.text("reason"), *text};
    co_return http::json_response(flow_json(preview, *plan, caller.offset));
  }
  auto work = [&](storage::Transaction& transaction) {
    return set_flow(transaction, caller.district, caller.account, *text, body.text("reason"),
                    body.integer("version").value_or(0));
  };
  auto version = co_await context.store.write(work);
  if (!version) co_return fail(std::move(version.error()));
  context.flows.forget(caller.district);
  // Ladders and warnings of open cases follow the new plan; what is left goes on by a timer.
  co_await cases.clockwork.revisit_all(caller.district, caller.offset);
  co_return http::json_response(flow_json(*version, *plan, caller.offset));
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
