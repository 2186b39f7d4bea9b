#include "modules/funds/http.hpp"

#include <boost/json/array.hpp>
#include <charconv>

#include "http/body.hpp"

namespace linli::funds {
namespace {

using accounts::caller_of;
using accounts::Right;
using http::Answer;
using http::Body;
using http::Declaration;
using http::Method;
using http::Request;
namespace asio = http::asio;

constexpr int kFirstYear = 2000;
constexpr int kLastYear = 2100;
constexpr int kMostEntries = 100;
constexpr int kMostLines = 50;

Answer answer_json(Result<std::string> json, int status = 200) {
  if (!json) return fail(std::move(json.error()));
  return http::json_response(std::move(*json), status);
}

std::optional<int> number_of(const Request& request, std::string_view name) {
  const auto text = request.query_value(name);
  if (!text) return std::nullopt;
  int number = 0;
  std::from_chars(text->data(), text->data() + text->size(), number);
  return number;
}

OverviewAsked asked_of(const Request& request) {
  OverviewAsked asked;
  asked.area = request.query_id<AreaId>("area");
  asked.year = number_of(request, "year");
  if (const auto day = request.query_value("as_of")) asked.as_of = parse_date(*day);
  // Known by the end of that day.
  if (const auto day = request.query_value("known_on"))
    if (const auto date = parse_date(*day)) {
      const auto next = Date{std::chrono::sys_days(*date) + std::chrono::days{1}};
      asked.known_at = start_of(next, caller_of(request).offset);
    }
  return asked;
}

asio::awaitable<Answer> overview(Funds& funds, Request& request) {
  co_return answer_json(co_await funds.overview(caller_of(request), asked_of(request)));
}

asio::awaitable<Answer> show_account(Funds& funds, Request& request) {
  co_return answer_json(
      co_await funds.account(caller_of(request), request.param_id<FundAccountId>("id"), number_of(request, "year")));
}

asio::awaitable<Answer> show_entries(Funds& funds, Request& request) {
  EntriesAsked asked;
  const auto report = asked_of(request);
  asked.area = report.area;
  asked.filter.account = request.query_id<FundAccountId>("account");
  asked.filter.year = report.year;
  asked.filter.line = request.query_value("line").value_or("");
  asked.filter.kind = parse_entry_kind(request.query_value("kind").value_or(""));
  asked.filter.state = parse_decision(request.query_value("state").value_or(""));
  asked.filter.until = report.as_of;
  asked.filter.known_at = report.known_at;
  asked.before = parse_id(request.query_value("cursor").value_or("0")).value_or(0);
  co_return answer_json(co_await funds.entries(caller_of(request), std::move(asked)));
}

asio::awaitable<Answer> export_books(Funds& funds, Request& request) {
  const bool xlsx = request.query_value("format").value_or("xlsx") == "xlsx";
  const bool english = request.query_value("language").value_or("zh") == "en";
  auto file = co_await funds.export_books(caller_of(request), asked_of(request), xlsx, english);
  if (!file) co_return fail(std::move(file.error()));
  http::Response response;
  response.content_type = file->content_type;
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + file->name + "\"");
  response.body = std::move(file->bytes);
  co_return response;
}

asio::awaitable<Answer> open_account(Funds& funds, Request& request) {
  const Body body(request.json);
  NewFundAccount wanted{body.id<AreaId>("area_id"), body.id<BodyId>("body_id"), body.text("number")};
  co_return answer_json(co_await funds.open_account(caller_of(request), std::move(wanted)), 201);
}

asio::awaitable<Answer> open_all(Funds& funds, Request& request) {
  co_return answer_json(co_await funds.open_all(caller_of(request), Body(request.json).id<AreaId>("area_id")), 201);
}

asio::awaitable<Answer> propose_budget(Funds& funds, Request& request) {
  const Body body(request.json);
  NewBudget wanted{body.id<FundAccountId>("account_id"),
                   static_cast<int>(body.integer("year").value_or(0)),
                   body.text("reason"),
                   {}};
  for (const auto& item : request.json.at("lines").as_array()) {
    const Body line(item);
    wanted.lines.emplace_back(line.text("line"), Fen{line.integer("amount_fen").value_or(0)});
  }
  co_return answer_json(co_await funds.propose_budget(caller_of(request), std::move(wanted)), 201);
}

Verdict verdict_of(const Request& request) {
  const Body body(request.json);
  return {static_cast<int>(body.integer("version").value_or(0)), body.flag("approve").value_or(false),
          body.text("reason")};
}

asio::awaitable<Answer> decide_budget(Funds& funds, Request& request) {
  co_return answer_json(
      co_await funds.decide_budget(caller_of(request), request.param_id<BudgetId>("id"), verdict_of(request)));
}

asio::awaitable<Answer> propose_entry(Funds& funds, Request& request) {
  const Body body(request.json);
  FundEntry wanted;
  wanted.account = body.id<FundAccountId>("account_id");
  wanted.kind = parse_entry_kind(body.text("kind")).value_or(EntryKind::Expense);
  wanted.line = body.text("line");
  wanted.purpose = body.text("purpose");
  wanted.amount = Fen{body.integer("amount_fen").value_or(0)};
  wanted.on = body.date("on").value_or(Date{});
  wanted.payee = body.text("payee");
  wanted.document = body.text("document");
  wanted.task = body.text("task");
  wanted.note = body.text("note");
  co_return answer_json(co_await funds.propose_entry(caller_of(request), std::move(wanted)), 201);
}

asio::awaitable<Answer> decide_entry(Funds& funds, Request& request) {
  co_return answer_json(
      co_await funds.decide_entry(caller_of(request), request.param_id<FundEntryId>("id"), verdict_of(request)));
}

asio::awaitable<Answer> reverse(Funds& funds, Request& request) {
  auto reason = Body(request.json).text("reason");
  co_return answer_json(
      co_await funds.reverse(caller_of(request), request.param_id<FundEntryId>("id"), std::move(reason)), 201);
}

Declaration declared(Text summary, Right right, std::vector<http::Field> body = {}) {
  Declaration d;
  d.summary_zh = std::move(summary.zh);
  d.summary_en = std::move(summary.en);
  d.permission = std::string(to_string(right));
  if (!body.empty()) d.body_kind = http::BodyKind::Json;
  d.body = std::move(body);
  return d;
}

http::Field year_field() { return http::integer_field("year", {"年度", "Year"}).between(kFirstYear, kLastYear); }
http::Field words_field(std::string name, Text label, std::size_t most) {
  return http::text_field(std::move(name), std::move(label)).at_most(most).or_null();
}
http::Field money_field() {
  return http::integer_field("amount_fen", {"金额(分)", "Amount (fen)"})
      .between(0, static_cast<double>(kMostFen))
      .must();
}

Declaration reporting(Text summary) {
  auto d = declared(std::move(summary), Right::FundsRead);
  d.query = {http::id_field("area", {"区域", "Area"}), year_field(), http::date_field("as_of", {"截至哪天", "As of"}),
             http::date_field("known_on", {"按哪天所知", "As known on"})};
  return d;
}

Declaration listing() {
  auto d = reporting({"账目,新的在前", "Entries, newest first"});
  d.query.push_back(http::id_field("account", {"账户", "Account"}));
  d.query.push_back(http::text_field("line", {"科目", "Line"}).at_most(kMostShort));
  d.query.push_back(http::enum_field("kind", {"收支", "Kind"}, {"income", "expense"}));
  d.query.push_back(http::enum_field("state", {"状态", "State"}, {"proposed", "approved", "refused"}));
  d.query.push_back(http::id_field("cursor", {"翻页位置", "Cursor"}));
  return d;
}

Declaration exporting() {
  auto d = reporting({"导出账目", "Export the books"});
  d.query.push_back(http::enum_field("format", {"格式", "Format"}, {"xlsx", "csv"}));
  d.query.push_back(http::enum_field("language", {"语言", "Language"}, {"zh", "en"}));
  return d;
}

Declaration entering() {
  return declared(
      {"登记一笔收支,待另一人审批", "Enter income or expense; another person approves"}, Right::FundsPropose,
      {http::id_field("account_id", {"账户", "Account"}).must(),
       http::enum_field("kind", {"收支", "Kind"}, {"income", "expense"}).must(),
       http::text_field("line", {"科目", "Line"}).at_most(kMostShort).must(),
       words_field("purpose", {"用途", "Purpose"}, kMostShort), money_field(),
       http::date_field("on", {"日期", "Date"}).must(), words_field("payee", {"对方单位", "Other side"}, kMostShort),
       words_field("document", {"凭据", "Document"}, kMostShort), words_field("task", {"下沉事项", "Task"}, kMostShort),
       words_field("note", {"说明", "Note"}, kMostWords)});
}

Declaration budgeting() {
  return declared(
      {"提出或调整一年的预算", "Propose or amend a year's budget"}, Right::FundsPropose,
      {http::id_field("account_id", {"账户", "Account"}).must(), year_field().must(),
       words_field("reason", {"依据", "Reason"}, kMostWords).must(),
       http::array_field(
           "lines", {"科目", "Lines"},
           http::object_field("line", {"科目", "Line"},
                              {http::text_field("line", {"科目", "Line"}).at_most(kMostShort).must(), money_field()}))
           .at_most(kMostLines)
           .must()});
}

Declaration deciding(Text summary) {
  return declared(std::move(summary), Right::FundsApprove,
                  {http::integer_field("version", {"版本", "Version"}).must(),
                   http::boolean_field("approve", {"批准", "Approve"}).must(),
                   words_field("reason", {"意见", "Reason"}, kMostWords)});
}

}  // namespace

void register_routes(http::Router& router, Funds& funds) {
  const auto add = [&](Method method, std::string path, Declaration declaration, auto handler) {
    router.add(method, std::move(path), std::move(declaration),
               [&funds, handler](Request& request) { return handler(funds, request); });
  };
  const std::string base = "/api/v1/funds";
  add(Method::Get, base, reporting({"经费:定额、预算、收支、余额", "Funds: due, budgeted, received, spent, left"}),
      overview);
  add(Method::Get, base + "/export", exporting(), export_books);
  add(Method::Get, base + "/entries", listing(), show_entries);
  add(Method::Post, base + "/entries", entering(), propose_entry);
  add(Method::Post, base + "/entries/{id}/decision", deciding({"审批一笔收支", "Decide an entry"}), decide_entry);
  add(Method::Post, base + "/entries/{id}/reversal",
      declared({"冲销一笔,待另一人审批", "Take an entry back; another person approves"}, Right::FundsPropose,
               {http::text_field("reason", {"原因", "Reason"}).at_least(1).at_most(kMostWords).must()}),
      reverse);
  auto one = declared({"一个账户", "One account"}, Right::FundsRead);
  one.query = {year_field()};
  add(Method::Get, base + "/accounts/{id}", std::move(one), show_account);
  add(Method::Post, base + "/accounts",
      declared({"为社区或单独列账的组织开户", "Open an account of a community or body"}, Right::FundsApprove,
               {http::id_field("area_id", {"社区", "Community"}).or_null(),
                http::id_field("body_id", {"组织", "Body"}).or_null(),
                words_field("number", {"账号", "Number"}, kMostShort)}),
      open_account);
  add(Method::Post, base + "/accounts/all",
      declared({"为各社区开户", "Open an account of every community"}, Right::FundsApprove,
               {http::id_field("area_id", {"区域", "Area"}).must()}),
      open_all);
  add(Method::Post, base + "/budgets", budgeting(), propose_budget);
  add(Method::Post, base + "/budgets/{id}/decision", deciding({"审批预算", "Decide a budget"}), decide_budget);
}

}  // namespace linli::funds
