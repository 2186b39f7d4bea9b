#include <algorithm>
#include <set>

#include "modules/bodies/api.hpp"
#include "modules/organisation/api.hpp"
#include "modules/organisation/errors.hpp"
#include "modules/organisation/http_parts.hpp"
#include "modules/organisation/rates.hpp"

namespace linli::organisation {

using accounts::Caller;
using storage::Snapshot;

namespace {

// Kinds of bodies whose posts the model wants together with others.
std::set<std::string> kinds_together(const rules::Model& model) {
  std::set<std::string> kinds;
  for (const auto& together : model.together) {
    for (const auto& post : model.posts) {
      if (std::ranges::find(together.posts, post.code) != together.posts.end())
        kinds.insert(post.bodies.begin(), post.bodies.end());
    }
  }
  return kinds;
}

// One place after the decimal point, as rates are published; none where nothing is filled.
std::optional<std::string> rate_text(const TogetherRate& rate) {
  const auto share = declare::Number::fraction(std::int64_t{rate.one_person} * 100, rate.filled);
  return share ? std::optional(declare::to_text(*share, 1)) : std::nullopt;
}

std::string rates_json(const std::vector<TogetherRate>& rates, Date on) {
  JsonWriter w;
  w.begin_object().field("as_of", format_date(on)).key("items").begin_array();
  for (const auto& rate : rates) {
    w.begin_object().field("code", rate.together->code).field("name", rate.together->name);
    w.field("source", rate.together->provenance.source).key("posts").begin_array();
    for (const auto* post : rate.posts) w.value(post->name);
    w.end_array().field("places", rate.places).field("filled", rate.filled);
    w.field("one_person", rate.one_person).field("rate", rate_text(rate)).end_object();
  }
  return w.end_array().end_object().take();
}

// Bodies of these kinds that serve the area or what lies in it.
std::vector<bodies::Body> bodies_inside(const Wiring& wiring, Snapshot& snapshot, DistrictId district, AreaId area,
                                        Date on, const std::set<std::string>& kinds) {
  const std::vector<std::int64_t> scope{area.value};
  std::vector<bodies::Body> inside;
  bodies::each_body(snapshot, district, on, [&](const bodies::Body& body) {
    const bool here = kinds.contains(body.model.kind) && std::ranges::any_of(body.areas, [&](AreaId place) {
                        return wiring.atlas.within(district, place.value, scope);
                      });
    if (here) inside.push_back(body);
  });
  return inside;
}

}  // namespace

Date today(const Caller& caller, const Snapshot& snapshot) { return date_of(snapshot.now(), caller.offset); }

Result<AreaId> scope_of(const Wiring& wiring, const Caller& caller, AreaId asked) {
  if (!asked) {
    if (caller.whole_district) return areas::district_area(caller.district);
    for (const auto& role : caller.roles) {
      if (role.area) return role.area;
    }
    return fail(kNoArea);
  }
  const bool seen = caller.whole_district ? wiring.atlas.place_of(caller.district, asked).has_value()
                                          : wiring.atlas.within(caller.district, asked.value, caller.scopes);
  if (!seen || !wiring.atlas.level(asked.value)) return fail(kNoArea);
  return asked;
}

http::asio::awaitable<http::Answer> show_rates(Wiring wiring, http::Request& request) {
  const auto& caller = accounts::caller_of(request);
  const auto area = scope_of(wiring, caller, request.query_id<AreaId>("area"));
  if (!area) co_return fail(area.error());
  const auto asked = request.query_value("as_of");
  const auto work = [&](Snapshot& snapshot) {
    const auto on = (asked ? parse_date(*asked) : std::nullopt).value_or(today(caller, snapshot));
    const auto model = wiring.shelf.model(snapshot, caller.district, on);
    const auto inside = bodies_inside(wiring, snapshot, caller.district, *area, on, kinds_together(*model));
    std::vector<BodyId> ids;
    for (const auto& body : inside) ids.push_back(body.id);
    const auto held = appointments_of(snapshot, caller.district, ids, on);
    return rates_json(together_rates(*model, inside, held, on), on);
  };
  auto json = co_await wiring.store.read(work);
  co_return http::json_response(std::move(json));
}

}  // namespace linli::organisation
