#include "modules/open311/http.hpp"

#include <array>
#include <utility>

#include "modules/open311/form.hpp"

namespace linli::open311 {
namespace {

namespace asio = http::asio;
using http::Answer;
using http::Declaration;
using http::Method;
using http::Request;
using Document = asio::awaitable<Outcome<Node>>;

constexpr std::string_view kBase = "/open311/v2";
constexpr std::size_t kLargestForm = 256U << 10U;

http::Response response_of(Format format, std::string_view root, const Node& node, int status) {
  http::Response response;
  response.status = status;
  response.content_type = format == Format::Xml ? "text/xml; charset=utf-8" : "application/json; charset=utf-8";
  response.body = format == Format::Xml ? node.to_xml(root) : node.to_json();
  // What a key shows is for that key alone.
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

http::Response refusal(Format format, const Trouble& trouble) {
  auto errors = Node::list("error");
  for (const auto& [code, description] : trouble.items) {
    auto error = Node::object();
    errors.push(std::move(error.add("code", Node::integer(code)).add("description", description)));
  }
  auto response = response_of(format, "errors", errors, status_of(trouble));
  if (trouble.retry_after_seconds > 0)
    response.headers.emplace_back("Retry-After", std::to_string(trouble.retry_after_seconds));
  return response;
}

// `261122-482177305.json` → its name and the format; XML where the ending is none of ours.
struct Named {
  std::string name;
  std::optional<Format> format;
};
Named named(std::string_view segment) {
  const auto dot = segment.rfind('.');
  if (dot == std::string_view::npos) return {std::string(segment), std::nullopt};
  const auto ending = segment.substr(dot + 1);
  if (ending == "xml") return {std::string(segment.substr(0, dot)), Format::Xml};
  if (ending == "json") return {std::string(segment.substr(0, dot)), Format::Json};
  return {std::string(segment), std::nullopt};
}

std::string key_of(const Request& request, const Pairs& pairs) {
  if (const auto key = value_in(pairs, "api_key"); !key.empty()) return std::string(key);
  if (const auto key = value_in(request.query, "api_key"); !key.empty()) return std::string(key);
  constexpr std::string_view kBearer = "Bearer ";
  const auto header = request.header("authorization");
  return header.starts_with(kBearer) ? std::string(header.substr(kBearer.size())) : std::string();
}

Ask ask_of(const Request& request, Pairs pairs) {
  Ask ask;
  ask.key = key_of(request, pairs);
  ask.pairs = std::move(pairs);
  ask.peer = request.peer;
  ask.idempotency_key = request.header("idempotency-key");
  ask.english = request.header("accept-language").starts_with("en");
  return ask;
}

// The form of a POST; parameters in the address count as well, after those of the form.
Outcome<Pairs> form_of(const Request& request) {
  const auto type = request.header("content-type");
  if (!type.empty() && !type.starts_with("application/x-www-form-urlencoded"))
    return refuse(400, "内容类型应为 application/x-www-form-urlencoded / the body must be of that type");
  auto pairs = parse_form(request.body);
  if (!pairs) return refuse(400, "表单内容不正确 / the form is not well formed UTF-8, or holds too much");
  pairs->insert(pairs->end(), request.query.begin(), request.query.end());
  return std::move(*pairs);
}

http::Response not_found(Format format, std::string description) {
  Trouble trouble;
  trouble.items.push_back({404, std::move(description)});
  return refusal(format, trouble);
}

asio::awaitable<Answer> answer(Format format, std::string_view root, Document document) {
  auto outcome = co_await std::move(document);
  co_return outcome ? response_of(format, root, *outcome, 200) : refusal(format, outcome.error());
}

// One endpoint: its root in XML and the call.
struct Endpoint {
  std::string_view document;
  Method method;
  std::string_view root;
  Document (Open311::*call)(Ask);
};
constexpr std::array kEndpoints{
    Endpoint{"discovery", Method::Get, "discovery", &Open311::discovery},
    Endpoint{"services", Method::Get, "services", &Open311::services},
    Endpoint{"requests", Method::Get, "service_requests", &Open311::list},
    Endpoint{"requests", Method::Post, "service_requests", &Open311::post},
    Endpoint{"servicerequestupdates", Method::Get, "service_request_updates", &Open311::feed},
    Endpoint{"servicerequestupdates", Method::Post, "service_request_updates", &Open311::post_update},
};
struct NamedEndpoint {
  std::string_view folder;
  std::string_view root;
  Document (Open311::*call)(Ask, std::string);
};
constexpr std::array kNamedEndpoints{
    NamedEndpoint{"services", "service_definition", &Open311::definition},
    NamedEndpoint{"requests", "service_requests", &Open311::one},
    NamedEndpoint{"tokens", "service_requests", &Open311::token},
};

asio::awaitable<Answer> run(Open311& open311, const Endpoint& endpoint, Format format, Request& request) {
  Pairs pairs = request.query;
  if (endpoint.method == Method::Post) {
    auto form = form_of(request);
    if (!form) co_return refusal(format, form.error());
    pairs = std::move(*form);
  }
  auto ask = ask_of(request, std::move(pairs));
  co_return co_await answer(format, endpoint.root, (open311.*endpoint.call)(std::move(ask)));
}

asio::awaitable<Answer> run_named(Open311& open311, const NamedEndpoint& endpoint, Request& request) {
  auto [name, format] = named(request.param("name"));
  if (!format) co_return not_found(Format::Xml, "没有这种格式，请用 .xml 或 .json / no such format");
  auto ask = ask_of(request, request.query);
  co_return co_await answer(*format, endpoint.root, (open311.*endpoint.call)(std::move(ask), std::move(name)));
}

asio::awaitable<Answer> nothing_here(Request& request) {
  const auto format = named(request.path).format.value_or(Format::Xml);
  co_return not_found(format, "没有这个地址 / there is nothing here");
}

Declaration declared(Text summary, std::vector<std::string_view> parameters) {
  Declaration declaration;
  declaration.summary_zh = std::move(summary.zh);
  declaration.summary_en = std::move(summary.en);
  declaration.access = http::Access::Public;
  // Checked here and refused in the words of the standard: to the server they are texts.
  for (const auto name : parameters)
    declaration.query.push_back(
        http::text_field(std::string(name), {std::string(name), std::string(name)}).at_most(20'000));
  declaration.open_query = true;
  return declaration;
}

Declaration posting(Text summary) {
  auto declaration = declared(std::move(summary), {});
  declaration.body_kind = http::BodyKind::Raw;
  declaration.max_body = kLargestForm;
  return declaration;
}

Declaration declaration_of(const Endpoint& endpoint) {
  const bool post = endpoint.method == Method::Post;
  if (endpoint.document == "discovery") return declared({"Open311 服务发现", "Open311 service discovery"}, {});
  if (endpoint.document == "services")
    return declared({"Open311 可以反映的事项", "Open311 services"}, {"jurisdiction_id"});
  if (endpoint.document == "requests" && post)
    return posting({"Open311 提交诉求（表单）", "Open311: post a request (form)"});
  if (endpoint.document == "requests")
    return declared({"Open311 查询诉求", "Open311 requests"},
                    {"jurisdiction_id", "service_request_id", "service_code", "start_date", "end_date", "status",
                     "page", "page_size", "updated_after", "updated_before", "bbox", "extensions", "api_key"});
  if (post) return posting({"Open311 提交办理动态（表单）", "Open311: post an update (form)"});
  return declared({"Open311 办理动态", "Open311 updates of requests"},
                  {"jurisdiction_id", "service_request_id", "start_date", "end_date", "page", "page_size", "api_key"});
}

Declaration declaration_of(const NamedEndpoint& endpoint) {
  if (endpoint.folder == "services")
    return declared({"Open311 事项的字段", "Open311 definition of a service"}, {"jurisdiction_id"});
  if (endpoint.folder == "tokens")
    return declared({"Open311 凭令牌换编号", "Open311 request id of a token"}, {"jurisdiction_id"});
  return declared({"Open311 一件诉求", "Open311 one request"}, {"jurisdiction_id", "extensions", "api_key"});
}

}  // namespace

void register_routes(http::Router& router, Open311& open311) {
  const std::string base(kBase);
  for (const auto& endpoint : kEndpoints)
    for (const auto format : {Format::Xml, Format::Json}) {
      const std::string ending = format == Format::Xml ? ".xml" : ".json";
      router.add(endpoint.method, base + "/" + std::string(endpoint.document) + ending, declaration_of(endpoint),
                 [&open311, &endpoint, format](Request& request) { return run(open311, endpoint, format, request); });
    }
  for (const auto& endpoint : kNamedEndpoints)
    router.add(Method::Get, base + "/" + std::string(endpoint.folder) + "/{name}", declaration_of(endpoint),
               [&open311, &endpoint](Request& request) { return run_named(open311, endpoint, request); });
  const auto otherwise = declared({"其他地址：按规范报错", "Anything else: an error as the standard writes it"}, {});
  for (const auto* path : {"/{document}", "/{document}/{name}"})
    router.add(Method::Get, base + path, otherwise, [](Request& request) { return nothing_here(request); });
  auto posted = posting({"其他地址：按规范报错", "Anything else: an error as the standard writes it"});
  router.add(Method::Post, base + "/{document}", posted, [](Request& request) { return nothing_here(request); });
}

}  // namespace linli::open311
