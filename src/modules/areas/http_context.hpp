#pragma once
// What this module's handlers share.

#include <boost/asio/thread_pool.hpp>
#include <memory>
#include <string>
#include <vector>

#include "http/body.hpp"
#include "http/router.hpp"
#include "modules/accounts/api.hpp"
#include "modules/areas/area_store.hpp"
#include "modules/areas/grid_store.hpp"
#include "modules/areas/map.hpp"

namespace linli::areas {

namespace asio = http::asio;
using accounts::Caller;
using accounts::caller_of;
using http::Answer;
using http::Body;
using http::Request;

struct HttpContext {
  HttpContext(storage::Store& opened, LiveAtlas& followed, std::string url)
      : store(opened), atlas(followed), public_url(std::move(url)) {}

  storage::Store& store;
  LiveAtlas& atlas;
  const std::string public_url;
  MapShelf maps;
  asio::thread_pool drawing{1};  // maps take longer than an io thread should be held
};
using Context = std::shared_ptr<HttpContext>;

// A handler bound to its context.
[[nodiscard]] inline http::Handler bind(Context context, asio::awaitable<Answer> (*run)(HttpContext&, Request&)) {
  return [context = std::move(context), run](Request& request) { return run(*context, request); };
}

void register_area_routes(http::Router& router, const Context& context);
void register_grid_routes(http::Router& router, const Context& context);
void register_map_routes(http::Router& router, const Context& context);
void register_public_routes(http::Router& router, const Context& context);

[[nodiscard]] http::Declaration declare(std::string zh, std::string en, std::vector<http::Field> query = {});
[[nodiscard]] http::Declaration declare_edit(std::string zh, std::string en, std::vector<http::Field> body);
[[nodiscard]] std::vector<http::Field> page_fields(std::vector<http::Field> more);

[[nodiscard]] Date today(const Caller& caller, const Snapshot& snapshot);
// `as_of` and `known_at` of the query; today and everything known when missing.
[[nodiscard]] AsOf as_of(const Request& request, const Snapshot& snapshot);
[[nodiscard]] std::size_t limit_of(const Request& request);
// Fails unless the area is the caller's to change.
[[nodiscard]] Result<void> check_scope(Snapshot& snapshot, const Caller& caller, AreaId area);

void write_area(JsonWriter& json, const Area& area);
void write_members(JsonWriter& json, const Area& area);  // without the braces, for objects that add to it
void write_reference(JsonWriter& json, std::int64_t id, std::string_view name);
void write_warnings(JsonWriter& json, const std::vector<Warning>& warnings);

}  // namespace linli::areas
