#include "modules/open311/service.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <map>
#include <utility>

#include "modules/open311/api.hpp"
#include "modules/open311/rules.hpp"
#include "modules/open311/store.hpp"
#include "modules/open311/views.hpp"

namespace linli::open311 {

using cases::Case;
using storage::Snapshot;
using storage::Transaction;

namespace {

// When this interface last changed: a full W3C date-time, as clients that check it expect.
constexpr std::string_view kChangeset = "2026-11-30T00:00:00+08:00";
constexpr std::string_view kSpecification = "http://wiki.open311.org/GeoReport_v2";
constexpr std::string_view kUpdateExtension =
    "https://github.com/mysociety/fixmystreet/wiki/Open311-FMS---Proposed-differences-to-Open311";

Node endpoint_node(std::string_view specification, const std::string& url) {
  auto formats = Node::list("format");
  formats.push(Node::text("text/xml")).push(Node::text("application/json"));
  auto node = Node::object();
  node.add("specification", specification).add("url", url).add("changeset", kChangeset).add("type", "production");
  return std::move(node.add("formats", std::move(formats)));
}

const catalogue::Matter* service_in(const catalogue::Book& book, std::string_view code) {
  const auto found =
      std::ranges::find_if(book.all(), [&](const auto& matter) { return matter.code == code && is_service(matter); });
  return found == book.all().end() ? nullptr : &*found;
}

std::unexpected<Trouble> no_service(std::string_view code) {
  return refuse(404, fmt::format("service_code {}: 没有这个事项 / was not found", code));
}

std::unexpected<Trouble> no_request(std::string_view id) {
  return refuse(404, fmt::format("service_request_id {}: 没有这件诉求 / was not found", id));
}

std::unexpected<Trouble> no_key(std::string_view zh, std::string_view en) {
  return refuse(403, fmt::format("api_key: {} / {}", zh, en));
}

// A case and what the asker may see of it, for documents; nothing when they may not see it at all.
struct Look {
  Case entry;
  Sight sight = Sight::None;
  Origin origin;
};
Look look_at(const Scene& scene, Case entry) {
  const bool sent = entry.channel == cases::Channel::Open311;
  auto origin = sent ? find_origin(scene.snapshot, scene.district.id, entry.id) : std::nullopt;
  Look look{std::move(entry), Sight::None, origin.value_or(Origin{})};
  look.sight = sight_of(look.entry, scene.book->find(look.entry.matter), scene.who(), look.origin.account);
  return look;
}

Instant last_change(const Scene& scene, const Case& entry) {
  const auto hops = cases::hops_of(scene.snapshot, scene.district.id, entry);
  return hops.empty() ? entry.received_at : hops.back().at;
}

std::optional<Node> found_node(const Scene& scene, std::string_view id, bool extensions) {
  auto entry = cases::find_case_by_number(scene.snapshot, scene.district.id, id);
  if (!entry) return std::nullopt;
  const auto look = look_at(scene, std::move(*entry));
  if (look.sight == Sight::None) return std::nullopt;
  return request_node(scene,
                      {look.entry, look.sight, last_change(scene, look.entry), look.origin.media_url, extensions});
}

}  // namespace

cases::Listener feed_listener() {
  return [](Transaction& transaction, const cases::Pen& pen, const cases::Change& change) {
    if (change.after.channel != cases::Channel::Open311) return;
    for (const auto& hop : change.hops)
      if (is_in_feed(hop)) insert_mark(transaction, pen.district, {hop.at, change.after.id, hop.seq});
  };
}

Outcome<accounts::District> Open311::district_of(Snapshot& snapshot, const Pairs& pairs) {
  const auto wanted = value_in(pairs, "jurisdiction_id");
  const auto home = accounts::home_district(snapshot);
  if (!home) return refuse(404, "还没有设立区 / no district has been set up yet");
  const auto all = parts_.atlas.districts();
  if (wanted.empty()) {
    if (all.size() > 1) return refuse(400, "jurisdiction_id: 没有填写 / was not provided");
    return *home;
  }
  const auto is_wanted = [&](const accounts::District& district) {
    return district.code == wanted || to_string(district.id) == wanted;
  };
  if (is_wanted(*home)) return *home;
  for (const auto id : all)
    if (const auto district = accounts::find_district(snapshot, id); district && is_wanted(*district)) return *district;
  return refuse(404, fmt::format("jurisdiction_id {}: 没有这个区 / was not found", wanted));
}

Outcome<Scene> Open311::scene_of(Snapshot& snapshot, const Ask& ask) {
  auto district = district_of(snapshot, ask.pairs);
  if (!district) return std::unexpected(std::move(district.error()));
  Scene scene{parts_, snapshot, *district, {}, {}, ask.english};
  if (!ask.key.empty()) {
    scene.caller = parts_.caller_of_key(snapshot, ask.key);
    if (!scene.caller || scene.caller->district != district->id)
      return no_key("密钥不对或已失效", "Invalid api_key received");
  }
  scene.book = parts_.catalogue.book(snapshot, district->id, district->offset);
  return scene;
}

template <class F>
Open311::Awaitable<Outcome<Node>> Open311::read(const Ask& ask, F work) {
  auto look = [&](Snapshot& snapshot) -> Outcome<Node> {
    const auto scene = scene_of(snapshot, ask);
    if (!scene) return std::unexpected(scene.error());
    return work(*scene);
  };
  co_return co_await parts_.store.read(look);
}

// A list looks at up to thousands of cases: on threads of its own kind, so that it delays nobody's look at one.
template <class F>
Open311::Awaitable<Outcome<Node>> Open311::read_aside(const Ask& ask, F work) {
  auto look = [&](Snapshot& snapshot) -> Outcome<Node> {
    const auto scene = scene_of(snapshot, ask);
    if (!scene) return std::unexpected(scene.error());
    return work(*scene);
  };
  auto run = [&]() -> Awaitable<Outcome<Node>> { co_return parts_.store.read_now(look); };
  co_return co_await boost::asio::co_spawn(readers_, run, boost::asio::use_awaitable);
}

Open311::Awaitable<Outcome<Node>> Open311::discovery(Ask ask) {
  auto work = [&](Snapshot& snapshot) -> Outcome<Node> {
    const auto home = accounts::home_district(snapshot);
    const Text key{"密钥就是本系统账号的接口令牌：登录后在“我的账号”里签发。",
                   "The key is an API token of an account of this system: issue one under “My account”."};
    auto endpoints = Node::list("endpoint");
    endpoints.push(endpoint_node(kSpecification, parts_.url + "/open311/v2"));
    endpoints.push(endpoint_node(kUpdateExtension, parts_.url + "/open311/v2"));
    auto node = Node::object();
    node.add("changeset", kChangeset);
    node.add("contact", fmt::format("{} {}", home ? home->name : std::string("邻里 Linli"), parts_.url));
    node.add("key_service", fmt::format("{} {}/account", ask.english ? key.en : key.zh, parts_.url));
    return std::move(node.add("endpoints", std::move(endpoints)));
  };
  co_return co_await parts_.store.read(work);
}

Open311::Awaitable<Outcome<Node>> Open311::services(Ask ask) {
  auto work = [](const Scene& scene) -> Outcome<Node> {
    auto node = Node::list("service");
    for (const auto& matter : scene.book->all())
      if (is_service(matter)) node.push(service_node(scene, matter));
    return node;
  };
  co_return co_await read(ask, work);
}

Open311::Awaitable<Outcome<Node>> Open311::definition(Ask ask, std::string service_code) {
  auto work = [&](const Scene& scene) -> Outcome<Node> {
    const auto* matter = service_in(*scene.book, service_code);
    if (matter == nullptr) return no_service(service_code);
    return definition_node(scene, *matter);
  };
  co_return co_await read(ask, work);
}

Outcome<Node> Open311::list_in(const Scene& scene, const ListAsk& wanted) {
  auto node = Node::list("request");
  for (const auto& id : wanted.ids)
    if (auto found = found_node(scene, id, wanted.extensions)) node.push(std::move(*found));
  if (!wanted.ids.empty()) return node;
  std::vector<std::int64_t> matters;
  for (const auto& code : wanted.services) {
    const auto* matter = service_in(*scene.book, code);
    if (matter == nullptr) return no_service(code);
    if (is_public(*matter)) matters.push_back(matter->id.value);
  }
  if (wanted.services.empty())
    for (const auto& matter : scene.book->all())
      if (is_public(matter)) matters.push_back(matter.id.value);
  cases::ReceivedFilter filter{.from = wanted.requested.from, .until = wanted.requested.until, .matters = matters};
  filter.settled = wanted.settled;
  filter.changed_from = wanted.changed_from;
  filter.changed_until = wanted.changed_until;
  filter.box = wanted.box;
  filter.skip = wanted.page.skip;
  filter.limit = wanted.page.size;
  std::map<CaseId, Instant> changed;
  std::vector<CaseId> ids;
  for (const auto& [id, at] : cases::received_cases(scene.snapshot, scene.district.id, filter)) {
    ids.push_back(id);
    changed[id] = at;
  }
  for (auto& entry : cases::load_cases(scene.snapshot, scene.district.id, ids)) {
    const auto look = look_at(scene, std::move(entry));
    if (look.sight == Sight::None) continue;
    node.push(request_node(scene,
                           {look.entry, look.sight, changed[look.entry.id], look.origin.media_url, wanted.extensions}));
  }
  return node;
}

Open311::Awaitable<Outcome<Node>> Open311::list(Ask ask) {
  auto work = [&](const Scene& scene) -> Outcome<Node> {
    const auto wanted = read_list(ask.pairs, scene.snapshot.now());
    if (!wanted) return std::unexpected(wanted.error());
    return list_in(scene, *wanted);
  };
  co_return co_await read_aside(ask, work);
}

Open311::Awaitable<Outcome<Node>> Open311::one(Ask ask, std::string id) {
  auto work = [&](const Scene& scene) -> Outcome<Node> {
    const auto extensions = value_in(ask.pairs, "extensions");
    auto found = found_node(scene, id, extensions == "true" || extensions == "v1");
    if (!found) return no_request(id);
    auto node = Node::list("request");
    return std::move(node.push(std::move(*found)));
  };
  co_return co_await read(ask, work);
}

// Known once somebody has decided where it belongs; a report that was merged goes on under the other's id.
Open311::Awaitable<Outcome<Node>> Open311::token(Ask ask, std::string token) {
  auto work = [&](const Scene& scene) -> Outcome<Node> {
    const auto origin = find_token(scene.snapshot, scene.district.id, token);
    const auto entry =
        origin ? cases::find_case(scene.snapshot, scene.district.id, origin->entry) : std::optional<Case>();
    if (!entry) return refuse(404, "token: 没有这个令牌 / was not found");
    const bool waits =
        !entry->where.community && (entry->state == cases::State::Received || entry->state == cases::State::Returned);
    auto request = Node::object();
    request.add("service_request_id", waits ? std::string() : entry->number).add("token", token);
    auto node = Node::list("request");
    return std::move(node.push(std::move(request)));
  };
  co_return co_await read(ask, work);
}

Outcome<Node> Open311::feed_in(const Scene& scene, const FeedAsk& wanted) {
  std::vector<FeedMark> marks;
  for (const auto& id : wanted.ids)
    if (const auto entry = cases::find_case_by_number(scene.snapshot, scene.district.id, id))
      for (const auto& mark : list_marks_of(scene.snapshot, scene.district.id, entry->id))
        if (mark.at >= wanted.span.from && mark.at < wanted.span.until) marks.push_back(mark);
  if (wanted.ids.empty())
    marks = list_marks(scene.snapshot, scene.district.id, wanted.span.from, wanted.span.until, wanted.page.skip,
                       wanted.page.size);
  struct Told {
    Look look;
    std::vector<cases::Hop> hops;
  };
  std::map<CaseId, std::optional<Told>> seen;
  auto node = Node::list("request_update");
  for (const auto& mark : marks) {
    auto [known, fresh] = seen.try_emplace(mark.entry);
    if (fresh)
      if (auto entry = cases::find_case(scene.snapshot, scene.district.id, mark.entry)) {
        auto hops = cases::hops_of(scene.snapshot, scene.district.id, *entry);
        known->second = Told{look_at(scene, std::move(*entry)), std::move(hops)};
      }
    if (!known->second || known->second->look.sight == Sight::None) continue;
    const auto& [look, hops] = *known->second;
    const auto hop = std::ranges::find(hops, mark.seq, &cases::Hop::seq);
    if (hop != hops.end()) node.push(update_node(scene, {look.entry, look.sight, mark.at, {}, false}, *hop));
  }
  return node;
}

Open311::Awaitable<Outcome<Node>> Open311::feed(Ask ask) {
  auto work = [&](const Scene& scene) -> Outcome<Node> {
    const auto wanted = read_feed(ask.pairs, scene.snapshot.now());
    if (!wanted) return std::unexpected(wanted.error());
    return feed_in(scene, *wanted);
  };
  co_return co_await read_aside(ask, work);
}

}  // namespace linli::open311
