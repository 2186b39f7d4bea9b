// Routes of residents: report, follow, rate, reopen, withdraw, add. No account.
#include "modules/cases/errors.hpp"
#include "modules/cases/http.hpp"
#include "modules/cases/http_fields.hpp"

namespace linli::cases {
namespace {

using http::Access;
using http::Answer;
using http::Body;
using http::Declaration;
using http::Method;
using http::Request;
namespace asio = http::asio;

Key key_of(const Request& request) {
  return {std::string(request.param("number")), std::string(request.header("x-case-secret"))};
}

std::string receipt(Cases& cases, const Received& received, Offset offset, std::string_view lead_name) {
  const auto& entry = received.entry;
  JsonWriter w;
  w.begin_object().field("number", entry.number).key("secret");
  received.secret.empty() ? w.value(nullptr) : w.value(received.secret);
  w.field("follow", "/r/" + entry.number + (received.secret.empty() ? "" : "#" + received.secret));
  w.key("due_at");
  entry.due_at ? w.value(format_instant(*entry.due_at, offset)) : w.value(nullptr);
  w.key("grid");
  if (entry.where.grid) {
    w.begin_object().field("name", cases.context().atlas.name(entry.where.grid.value)).end_object();
  } else {
    w.value(nullptr);
  }
  w.key("lead_name");
  lead_name.empty() ? w.value(nullptr) : w.value(lead_name);
  return w.end_object().take();
}

// Whose turn it is, as a resident understands it: the grid, the body, or the desk of the community.
std::string lead_label(Context& context, storage::Snapshot& snapshot, const accounts::District& home,
                       const Case& entry) {
  const View view{context, snapshot, home.id, home.offset, nullptr};
  if (entry.lead) return lead_name(view, entry.lead);
  const auto area = entry.where.community ? entry.where.community : areas::smallest(entry.where);
  return context.atlas.name(area.value);
}

asio::awaitable<Answer> report(Cases& cases, Request& request) {
  auto& context = cases.context();
  const Body body(request.json);
  auto find_home = [&context](storage::Snapshot& snapshot) { return context.home.district(snapshot); };
  const auto home = co_await context.store.read(find_home);
  if (!home) co_return fail(kNotFound);
  auto wanted = report_of(body);
  wanted.channel = Channel::Page;
  if (const auto slug = body.maybe_text("grid_slug"); slug && !slug->empty()) {
    const auto grid = context.atlas.grid_by_slug(*slug);
    if (grid && grid->first == home->id) wanted.grid = grid->second;
    wanted.channel = Channel::Qr;
  }
  wanted.contact = {body.text("name"), body.text("phone")};
  Reporter reporter{.district = home->id, .offset = home->offset};
  const auto received = co_await cases.intake.receive(std::move(wanted), reporter);
  if (!received) co_return fail(received.error());
  auto name_lead = [&](storage::Snapshot& snapshot) { return lead_label(context, snapshot, *home, received->entry); };
  const auto lead = co_await context.store.read(name_lead);
  co_return http::json_response(receipt(cases, *received, home->offset, lead), 201);
}

asio::awaitable<Answer> follow(Cases& cases, Request& request) {
  auto json = co_await cases.follow.show(key_of(request));
  if (!json) co_return fail(std::move(json.error()));
  co_return http::json_response(std::move(*json));
}

asio::awaitable<Answer> take(Cases& cases, Request& request, Command command) {
  auto json = co_await cases.follow.take(key_of(request), std::move(command));
  if (!json) co_return fail(std::move(json.error()));
  co_return http::json_response(std::move(*json));
}

asio::awaitable<Answer> rate(Cases& cases, Request& request) {
  const Body body(request.json);
  Command command{.step = Step::Rate};
  command.rating = static_cast<int>(body.integer("rating").value_or(0));
  command.solved = body.flag("solved").value_or(false);
  command.note = body.text("comment");
  return take(cases, request, std::move(command));
}

asio::awaitable<Answer> reopen(Cases& cases, Request& request) {
  return take(cases, request, {.step = Step::Reopen, .reason = Body(request.json).text("reason")});
}

asio::awaitable<Answer> urge(Cases& cases, Request& request) {
  return take(cases, request, {.step = Step::Urge, .note = Body(request.json).text("note")});
}

asio::awaitable<Answer> withdraw(Cases& cases, Request& request) {
  return take(cases, request, {.step = Step::Withdraw});
}

asio::awaitable<Answer> add_note(Cases& cases, Request& request) {
  const Body body(request.json);
  Command command{.step = Step::Note, .note = body.text("text")};
  command.photos = body.ids<PhotoId>("photo_ids");
  return take(cases, request, std::move(command));
}

Declaration declared(Text summary, std::vector<http::Field> body, std::vector<http::Field> answer) {
  Declaration declaration;
  declaration.summary_zh = std::move(summary.zh);
  declaration.summary_en = std::move(summary.en);
  declaration.access = Access::Public;
  declaration.body_kind = body.empty() ? http::BodyKind::None : http::BodyKind::Json;
  declaration.body = std::move(body);
  declaration.answer = std::move(answer);
  return declaration;
}

Declaration reporting() {
  auto body = report_fields();
  body.push_back(http::text_field("grid_slug", {"网格二维码", "Grid's code"}).at_most(40).or_null());
  body.push_back(http::text_field("name", {"称呼", "Name"}).at_most(50).or_null().hidden());
  body.push_back(http::text_field("phone", {"电话", "Phone"}).at_most(30).or_null().hidden());
  return declared({"居民反映问题，不需要账号", "Report a matter, without an account"}, std::move(body),
                  {http::text_field("number", {"受理编号", "Number"}),
                   http::text_field("secret", {"查询码，只显示一次", "Secret, shown once"}).or_null(),
                   http::text_field("follow", {"查询页", "Page to follow it"}),
                   http::instant_field("due_at", {"办结时限", "Due"}).or_null(),
                   http::text_field("lead_name", {"由谁办理", "Who has it"}).or_null()});
}

std::vector<http::Field> followed() {
  auto fields = case_fields();
  fields.push_back(http::array_field("can", {"可以做", "What you may do"}, http::text_field("step", {"步骤", "Step"})));
  return fields;
}

Declaration rating() {
  return declared({"评价办理结果", "Rate the result"},
                  {http::boolean_field("solved", {"是否解决", "Solved"}).must(),
                   http::integer_field("rating", {"评分", "Stars"}).between(1, 5).must(),
                   http::text_field("comment", {"意见", "Comment"}).at_most(1000).or_null()},
                  followed());
}

Declaration reopening() {
  return declared({"没有解决，请重新办理", "It is not solved: take it up again"},
                  {http::text_field("reason", {"原因", "Reason"}).must().at_least(1).at_most(1000)}, followed());
}

Declaration noting() {
  return declared({"补充情况", "Add something"},
                  {http::text_field("text", {"内容", "Text"}).must().at_least(1).at_most(2000), photo_ids_field()},
                  followed());
}

}  // namespace

void register_public_routes(http::Router& router, Cases& cases) {
  const auto add = [&](Method method, std::string path, Declaration declaration, auto handler) {
    router.add(method, std::move(path), std::move(declaration),
               [&cases, handler](Request& request) { return handler(cases, request); });
  };
  const std::string one = "/api/v1/public/reports/{number}";
  add(Method::Post, "/api/v1/public/reports", reporting(), report);
  add(Method::Get, one, declared({"按编号和查询码查看", "Follow a report by number and secret"}, {}, followed()),
      follow);
  add(Method::Post, one + "/rating", rating(), rate);
  add(Method::Post, one + "/reopen", reopening(), reopen);
  add(Method::Post, one + "/urge",
      declared({"催办", "Urge"}, {http::text_field("note", {"想说的话", "Remark"}).at_most(500).or_null()}, followed()),
      urge);
  add(Method::Post, one + "/withdraw", declared({"撤回", "Withdraw"}, {}, followed()), withdraw);
  add(Method::Post, one + "/note", noting(), add_note);
}

}  // namespace linli::cases
