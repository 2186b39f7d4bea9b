// What the server answers by itself: health, figures, the description of the interface, event streams.

#include <prometheus/text_serializer.h>

#include "http/answer.hpp"
#include "http/core.hpp"
#include "http/encoding.hpp"

namespace linli::http {
namespace {

Declaration described(std::string zh, std::string en, Access access) {
  Declaration declaration;
  declaration.summary_zh = std::move(zh);
  declaration.summary_en = std::move(en);
  declaration.access = access;
  return declaration;
}

Handler health(std::vector<ReadinessCheck> checks) {
  return [checks = std::move(checks)](Request&) -> asio::awaitable<Answer> {
    bool ready = true;
    JsonWriter json;
    json.begin_object().key("checks").begin_object();
    for (const ReadinessCheck& check : checks) {
      const bool holds = check.holds();
      ready = ready && holds;
      json.field(check.name, holds);
    }
    json.end_object().field("ready", ready).end_object();
    co_return json_response(json, ready ? 200 : 503);
  };
}

Handler figures(std::shared_ptr<ServerMetrics> metrics,
                std::vector<std::shared_ptr<prometheus::Collectable>> collectables) {
  return [metrics = std::move(metrics), collectables = std::move(collectables)](Request&) -> asio::awaitable<Answer> {
    auto families = metrics->Collect();
    for (const auto& collectable : collectables) {
      for (auto& family : collectable->Collect()) families.push_back(std::move(family));
    }
    Response response;
    response.content_type = "text/plain; version=0.0.4; charset=utf-8";
    response.body = prometheus::TextSerializer().Serialize(families);
    co_return response;
  };
}

// The connection takes the stream over before a handler would run; this answers HEAD.
Handler stream_head() {
  return [](Request&) -> asio::awaitable<Answer> {
    Response response;
    response.content_type = "text/event-stream";
    co_return response;
  };
}

// Filled once all routes are known, its own among them.
struct Document {
  std::string text;
  std::string etag;
};

Handler description(std::shared_ptr<const Document> document) {
  return [document = std::move(document)](Request&) -> asio::awaitable<Answer> {
    Response response = json_response(document->text);
    response.etag = document->etag;
    co_return response;
  };
}

}  // namespace

Router with_own_routes(const Router& router, const ServerOptions& options,
                       const std::shared_ptr<ServerMetrics>& metrics) {
  Router all;
  for (const auto& route : router.routes()) all.add(*route);
  all.set_fallback(router.fallback());
  all.add(Method::Get, "/healthz", described("服务器是否就绪", "Whether the server is ready", Access::Public),
          health(options.readiness));
  all.add(Method::Get, "/metrics", described("运行数据（Prometheus）", "Figures for Prometheus", Access::Public),
          figures(metrics, options.collectables));
  all.add(Method::Get, kEventsPath,
          described("实时消息（服务器推送事件）", "Live messages (server-sent events)", Access::Session),
          stream_head());
  const auto document = std::make_shared<Document>();
  all.add(Method::Get, "/api/openapi.json",
          described("接口说明（OpenAPI 3.1）", "This description (OpenAPI 3.1)", Access::Public),
          description(document));
  document->text = openapi(all, options.version);
  document->etag = etag_of(document->text);
  return all;
}

}  // namespace linli::http
