#include "modules/analysis/http.hpp"

#include <charconv>

#include "http/body.hpp"

namespace linli::analysis {
namespace {

using accounts::caller_of;
using accounts::Right;
using http::Body;
using http::Declaration;
using http::Method;
using http::Request;
namespace asio = http::asio;

http::Answer as_json(Result<std::string> json, int status = 200) {
  if (!json) return fail(std::move(json.error()));
  return http::json_response(std::move(*json), status);
}

std::string text_of(const Request& request, std::string_view name) {
  return std::string(request.query_value(name).value_or(""));
}

std::optional<std::int64_t> number_of(const Request& request, std::string_view name) {
  const auto text = request.query_value(name);
  std::int64_t number = 0;
  if (!text || std::from_chars(text->data(), text->data() + text->size(), number).ec != std::errc{})
    return std::nullopt;
  return number;
}

indicators::Place place_of(const Request& request) {
  return {request.query_id<AreaId>("area"), request.query_id<GridId>("grid"), request.query_id<BodyId>("body")};
}

PeriodRequest period_request(const Request& request) {
  return {place_of(request), text_of(request, "period"), request.query_id<MatterId>("matter")};
}

asio::awaitable<http::Answer> show_times(Analysis& analysis, Request& request) {
  co_return as_json(co_await analysis.times(caller_of(request), period_request(request)));
}

asio::awaitable<http::Answer> show_rates(Analysis& analysis, Request& request) {
  co_return as_json(co_await analysis.rates(caller_of(request), period_request(request)));
}

asio::awaitable<http::Answer> list_rows(Analysis& analysis, Request& request) {
  auto wanted = rows_request_of([&](std::string_view name) { return request.query_value(name); });
  if (!wanted) co_return fail(std::move(wanted.error()));
  wanted->cursor = text_of(request, "cursor");
  co_return as_json(co_await analysis.rows(caller_of(request), std::move(*wanted)));
}

asio::awaitable<http::Answer> list_excluded(Analysis& analysis, Request& request) {
  co_return as_json(
      co_await analysis.excluded(caller_of(request), period_request(request), text_of(request, "cursor")));
}

asio::awaitable<http::Answer> show_hot_spots(Analysis& analysis, Request& request) {
  HotRequest wanted{.of = period_request(request), .squares = text_of(request, "by") == "square"};
  if (const auto metres = number_of(request, "metres")) wanted.metres = static_cast<int>(*metres);
  co_return as_json(co_await analysis.hot_spots(caller_of(request), std::move(wanted)));
}

asio::awaitable<http::Answer> list_repeated(Analysis& analysis, Request& request) {
  co_return as_json(co_await analysis.repeated(caller_of(request), place_of(request)));
}

asio::awaitable<http::Answer> show_yardsticks(Analysis& analysis, Request& request) {
  co_return as_json(co_await analysis.list_yardsticks(caller_of(request)));
}

asio::awaitable<http::Answer> add_yardstick(Analysis& analysis, Request& request) {
  const Body body(request.json);
  const auto number = [&](std::string_view name) { return static_cast<int>(body.integer(name).value_or(0)); };
  Yardstick wanted;
  wanted.from = body.date("from").value_or(Date{});
  wanted.name = {body.text("name"), body.text("name")};
  wanted.source = body.text("source");
  wanted.response = number("response");
  wanted.resolution = number("resolution");
  wanted.satisfaction = number("satisfaction");
  wanted.satisfied_from = number("satisfied_from");
  wanted.fairly_satisfied = wanted.satisfied_from - 1;
  wanted.fairly_satisfied_percent = number("fairly_satisfied_percent");
  wanted.first_answer_only = body.flag("first_answer_only").value_or(false);
  wanted.small_below = number("small_below");
  wanted.repeated_times = number("repeated_times");
  wanted.repeated_days = number("repeated_days");
  co_return as_json(co_await analysis.add_yardstick(caller_of(request), std::move(wanted), number("version")), 201);
}

Declaration declared(Text summary, Right right = Right::BoardRead) {
  Declaration d;
  d.summary_zh = std::move(summary.zh);
  d.summary_en = std::move(summary.en);
  d.permission = std::string(to_string(right));
  return d;
}

Declaration of_place(Text summary) {
  auto d = declared(std::move(summary));
  d.query = {http::id_field("area", {"区域", "Area"}), http::id_field("grid", {"网格", "Grid"}),
             http::id_field("body", {"单位", "Body"})};
  return d;
}

Declaration of_period(Text summary) {
  auto d = of_place(std::move(summary));
  d.query.push_back(http::text_field("period", {"时段：年或年-月", "Period: a year or a month"}));
  d.query.push_back(http::id_field("matter", {"事项", "Matter"}));
  return d;
}

Declaration listing_rows() {
  auto d = of_period({"数字背后的诉求", "The cases behind a figure"});
  d.query.push_back(
      http::enum_field("measure", {"看什么", "Measure"},
                       {"received", "closed", "response", "done", "close", "returned", "reopened", "response_due",
                        "response_late", "answered", "not_solved", "rated", "unsatisfied"}));
  d.query.push_back(http::integer_field("from", {"至少多少秒", "At least so many seconds"}));
  d.query.push_back(http::integer_field("to", {"少于多少秒", "Fewer seconds than"}));
  d.query.push_back(http::integer_field("metres", {"所在方格的边长（米）", "Side of the square, metres"})
                        .between(kLeastMetres, kMostMetres));
  d.query.push_back(http::number_field("lon", {"方格内一点的经度", "Longitude of a point in the square"}));
  d.query.push_back(http::number_field("lat", {"方格内一点的纬度", "Latitude of a point in the square"}));
  d.query.push_back(http::text_field("cursor", {"翻页位置", "Cursor"}));
  return d;
}

Declaration listing_excluded() {
  auto d = of_period({"剔除的诉求：理由和复核人", "Cases left out of figures: reason and reviewer"});
  d.query.push_back(http::text_field("cursor", {"翻页位置", "Cursor"}));
  return d;
}

Declaration showing_hot_spots() {
  auto d = of_period({"热点：小区或方格内的诉求密度", "Hot spots: reports by courtyard or square"});
  d.query.push_back(http::enum_field("by", {"按什么", "By"}, {"courtyard", "square"}));
  d.query.push_back(
      http::integer_field("metres", {"方格边长（米）", "Side of a square, metres"}).between(kLeastMetres, kMostMetres));
  return d;
}

Declaration adding_yardstick() {
  auto d = declared({"新的考评口径：权重和门槛，从某日起", "New weights and thresholds from a day on"},
                    Right::CatalogueEdit);
  const auto whole = [](std::string name, Text label) {
    return http::integer_field(std::move(name), std::move(label)).must();
  };
  d.body_kind = http::BodyKind::Json;
  d.body = {http::date_field("from", {"从哪天起", "From"}).must(),
            http::text_field("name", {"名称", "Name"}).at_most(80).or_null(),
            http::text_field("source", {"依据", "Source"}).must().at_most(300),
            whole("response", {"响应率权重", "Weight of response"}),
            whole("resolution", {"解决率权重", "Weight of resolution"}),
            whole("satisfaction", {"满意率权重", "Weight of satisfaction"}),
            whole("satisfied_from", {"几星起算满意", "Stars that count as satisfied"}),
            whole("fairly_satisfied_percent", {"基本满意折算%", "Percent of a fairly satisfied answer"}),
            http::boolean_field("first_answer_only", {"只算首次答复", "First answer only"}).or_null(),
            whole("small_below", {"少于几件算样本少", "Small sample below"}),
            whole("repeated_times", {"重复几次", "Repeated so many times"}),
            whole("repeated_days", {"多少天内", "Within so many days"}),
            whole("version", {"看到的版本", "Version looked at"})};
  return d;
}

asio::awaitable<http::Answer> list_tasks(Tasks& tasks, Request& request) {
  const auto state = text_of(request, "state") == "closed" ? TaskState::Closed : TaskState::Open;
  co_return as_json(co_await tasks.list(caller_of(request), state, text_of(request, "cursor")));
}

asio::awaitable<http::Answer> show_task(Tasks& tasks, Request& request) {
  co_return as_json(co_await tasks.show(caller_of(request), request.param_id<TaskId>("id")));
}

asio::awaitable<http::Answer> tasks_of_case(Tasks& tasks, Request& request) {
  co_return as_json(co_await tasks.of_case(caller_of(request), request.param_id<CaseId>("id")));
}

asio::awaitable<http::Answer> open_task(Tasks& tasks, Request& request) {
  const Body body(request.json);
  NewTask wanted{body.text("title"),          body.id<AreaId>("area_id"), body.id<MatterId>("matter_id"),
                 body.id<BodyId>("body_id"),  body.text("plan"),          body.date("due_on"),
                 body.ids<CaseId>("case_ids")};
  co_return as_json(co_await tasks.open(caller_of(request), std::move(wanted)), 201);
}

asio::awaitable<http::Answer> note_task(Tasks& tasks, Request& request) {
  const Body body(request.json);
  co_return as_json(co_await tasks.note(caller_of(request), request.param_id<TaskId>("id"), body.text("text")));
}

asio::awaitable<http::Answer> link_cases(Tasks& tasks, Request& request) {
  const Body body(request.json);
  co_return as_json(
      co_await tasks.link(caller_of(request), request.param_id<TaskId>("id"), body.ids<CaseId>("case_ids")));
}

asio::awaitable<http::Answer> close_task(Tasks& tasks, Request& request) {
  const Body body(request.json);
  co_return as_json(co_await tasks.close(caller_of(request), request.param_id<TaskId>("id"),
                                         static_cast<int>(body.integer("version").value_or(0)), body.text("result")));
}

Declaration listing_tasks() {
  auto d = declared({"主动治理任务", "Tasks of active governance"});
  d.query = {http::enum_field("state", {"状态", "State"}, {"open", "closed"}),
             http::text_field("cursor", {"翻页位置", "Cursor"})};
  return d;
}

http::Field case_ids() {
  return http::array_field("case_ids", {"诉求", "Cases"}, http::id_field("id", {"编号", "Id"})).at_most(200);
}

Declaration with_body(Text summary, Right right, std::vector<http::Field> body) {
  auto d = declared(std::move(summary), right);
  d.body_kind = http::BodyKind::Json;
  d.body = std::move(body);
  return d;
}

Declaration opening_task() {
  return with_body(
      {"把一处反复出现的诉求并成一项治理任务", "Join the repeated matters of a place into one task"},
      Right::CasesDispatch,
      {http::text_field("title", {"治理什么", "What is to be mended"}).must(),
       http::id_field("area_id", {"地方", "Place"}).must(), http::id_field("matter_id", {"事项", "Matter"}).must(),
       http::id_field("body_id", {"责任单位", "Body that answers for it"}).must(),
       http::text_field("plan", {"怎样治理", "Plan"}).must().at_most(2000),
       http::date_field("due_on", {"完成期限", "To be done by"}).must(), case_ids().or_null()});
}

void register_task_routes(http::Router& router, Tasks& tasks) {
  const auto add = [&](Method method, std::string path, Declaration declaration, auto handler) {
    router.add(method, std::move(path), std::move(declaration),
               [&tasks, handler](Request& request) { return handler(tasks, request); });
  };
  const std::string all = "/api/v1/governance-tasks";
  add(Method::Get, all, listing_tasks(), list_tasks);
  add(Method::Post, all, opening_task(), open_task);
  add(Method::Get, all + "/{id}", declared({"一项治理任务", "One task"}), show_task);
  add(Method::Post, all + "/{id}/notes",
      with_body({"写进展", "Progress of a task"}, Right::CasesHandle,
                {http::text_field("text", {"进展", "Progress"}).must().at_most(2000)}),
      note_task);
  add(Method::Post, all + "/{id}/cases",
      with_body({"并入诉求", "Link cases to a task"}, Right::CasesDispatch, {case_ids().or_null()}), link_cases);
  add(Method::Post, all + "/{id}/close",
      with_body({"办结任务", "Close a task with its result"}, Right::CasesHandle,
                {http::text_field("result", {"治理结果", "Result"}).must().at_most(2000),
                 http::integer_field("version", {"看到的版本", "Version looked at"}).or_null()}),
      close_task);
  add(Method::Get, "/api/v1/cases/{id}/governance",
      declared({"这件诉求并入的治理任务", "Tasks that a case is linked to"}), tasks_of_case);
}

}  // namespace

void register_routes(http::Router& router, Analysis& analysis, Tasks& tasks) {
  const auto add = [&](Method method, std::string path, Declaration declaration, auto handler) {
    router.add(method, std::move(path), std::move(declaration),
               [&analysis, handler](Request& request) { return handler(analysis, request); });
  };
  const std::string root = "/api/v1/analysis/";
  add(Method::Get, root + "times",
      of_period({"时长、退回、重办：中位数和第90百分位", "Times, returns, reopenings: median and 90th percentile"}),
      show_times);
  add(Method::Get, root + "rates", of_period({"三率和得分", "The three rates and the score"}), show_rates);
  add(Method::Get, root + "cases", listing_rows(), list_rows);
  add(Method::Get, root + "excluded", listing_excluded(), list_excluded);
  add(Method::Get, root + "hot-spots", showing_hot_spots(), show_hot_spots);
  add(Method::Get, root + "repeated", of_place({"一处反复出现的事项", "Repeated matters of a place"}), list_repeated);
  add(Method::Get, root + "yardsticks", declared({"考评口径各版本", "Weights and thresholds, all versions"}),
      show_yardsticks);
  add(Method::Post, root + "yardsticks", adding_yardstick(), add_yardstick);
  register_task_routes(router, tasks);
}

}  // namespace linli::analysis
