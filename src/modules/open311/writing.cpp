// What other systems send in: reports and updates.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "modules/open311/rules.hpp"
#include "modules/open311/service.hpp"
#include "modules/open311/store.hpp"
#include "modules/open311/views.hpp"
#include "storage/database.hpp"
#include "storage/keys.hpp"

namespace linli::open311 {

using cases::Case;
using storage::Snapshot;
using storage::Transaction;

namespace {

// An address that names one place beyond doubt; anything less waits for somebody who knows the place.
constexpr double kSureScore = 0.6;
constexpr double kSureLead = 0.1;
constexpr int kTokenBytes = 20;

std::string name_of(std::string_view field) {
  if (field == "matter_id") return "service_code";
  if (field == "text") return "description";
  if (field == "area_id") return "address_id";
  if (field == "lon") return "long";
  return std::string(field);
}

// What the case desk refuses, in the words of this interface.
Trouble trouble_of(const Error& error) {
  Trouble trouble;
  const int code = error.kind == ErrorKind::NotFound ? 404 : 400;
  for (const auto& fault : error.faults)
    trouble.items.push_back({code, fmt::format("{}: {} / {}", name_of(fault.field), fault.reason.zh, fault.reason.en)});
  if (trouble.items.empty())
    trouble.items.push_back({code, fmt::format("{} / {}", error.message.zh, error.message.en)});
  return trouble;
}

void check_attributes(const Pairs& attributes, std::vector<ErrorItem>& faults) {
  for (const auto& [code, value] : attributes) {
    if (code == kGuide) continue;  // a text that is only shown: clients that send it back mean no harm
    if (code != kConfidential) {
      faults.push_back({400, fmt::format("attribute[{}]: 没有这个字段 / this service has no such attribute", code)});
    } else if (value != "yes" && value != "no") {
      faults.push_back({400, fmt::format("attribute[{}]: 只能是 yes 或 no / must be yes or no", code)});
    }
  }
}

bool wants_confidence(const Pairs& attributes) {
  return std::ranges::any_of(attributes,
                             [](const auto& pair) { return pair.first == kConfidential && pair.second == "yes"; });
}

AreaId sure_place(const areas::Atlas& atlas, DistrictId district, std::string_view address) {
  const auto found = atlas.candidates(district, address, 2);
  if (found.empty() || found[0].score < kSureScore) return {};
  const bool only = found.size() == 1 || found[0].score - found[1].score >= kSureLead;
  return only ? found[0].area : AreaId{};
}

std::string follow_notice(const Scene& scene, const cases::Received& received) {
  if (received.secret.empty()) return {};
  return fmt::format("{} {}/r/{}#{}", scene.word({"居民查询办理情况：", "For the resident to follow it:"}),
                     scene.parts.url, received.entry.number, received.secret);
}

}  // namespace

Open311::Awaitable<Outcome<void>> Open311::admit(const Ask& ask) {
  const auto now = parts_.store.clock().now();
  if (ask.key.empty()) co_return refuse(403, "api_key: 没有填写 / was not provided");
  auto look = [&](Snapshot& snapshot) -> Outcome<std::string> {
    const auto scene = scene_of(snapshot, ask);
    if (!scene) return std::unexpected(scene.error());
    return fmt::format("{}:{}", scene->caller->account.value, scene->caller->token);
  };
  const auto token = co_await parts_.store.read(look);
  const bool wrong_key = !token && status_of(token.error()) == 403;
  int wait = 0;
  if (token) wait = posts_.admit(*token, now);
  if (wrong_key) wait = refused_.admit(ask.peer, now);
  if (wait > 0)
    co_return std::unexpected(
        Trouble{{{429, fmt::format("太频繁，请{}秒后再试 / too many requests; try again in {} s", wait, wait)}}, wait});
  if (!token) co_return std::unexpected(token.error());
  co_return Outcome<void>{};
}

// Two tries with one key at the same moment (PostgreSQL): the second time the other one's row stands there.
Open311::Awaitable<Outcome<Node>> Open311::retry(const std::function<Outcome<Node>(Transaction&)>& work) {
  auto run = [&work](Transaction& transaction) { return work(transaction); };
  try {
    co_return co_await parts_.store.write(run);
  } catch (const storage::ConstraintError&) {
    // Below: a handler must not await.
  }
  co_return co_await parts_.store.write(run);
}

Open311::Awaitable<Outcome<Node>> Open311::post(Ask ask) {
  const auto admitted = co_await admit(ask);
  if (!admitted) co_return std::unexpected(admitted.error());
  std::vector<ErrorItem> faults;
  const auto wanted = read_post(ask.pairs, faults);
  const std::function<Outcome<Node>(Transaction&)> work = [&](Transaction& transaction) {
    return take_post(transaction, ask, wanted, faults);
  };
  co_return co_await retry(work);
}

Outcome<cases::NewReport> Open311::report_of(const Scene& scene, const PostAsk& wanted,
                                             std::vector<ErrorItem> faults) const {
  const auto services = scene.book->all();
  const auto matter =
      std::ranges::find_if(services, [&](const auto& one) { return one.code == wanted.service && is_service(one); });
  if (!wanted.service.empty() && matter == services.end())
    faults.push_back({404, fmt::format("service_code {}: 没有这个事项 / was not found", wanted.service)});
  check_attributes(wanted.attributes, faults);
  cases::NewReport report;
  if (!wanted.address_id.empty()) {
    report.area = AreaId{parse_id(wanted.address_id).value_or(0)};
    if (!report.area || !parts_.atlas.place_of(scene.district.id, report.area))
      faults.push_back({400, fmt::format("address_id {}: 没有这个地点 / there is no such place", wanted.address_id)});
  } else if (!wanted.lon && !wanted.address.empty()) {
    report.area = sure_place(parts_.atlas, scene.district.id, wanted.address);
  }
  if (!faults.empty()) return std::unexpected(Trouble{std::move(faults), 0});
  report.matter = matter->id;
  report.channel = cases::Channel::Open311;
  report.text = wanted.description.empty() ? scene.word(matter->name) : wanted.description;
  if (!wanted.media_url.empty()) report.text += fmt::format("\n附件链接 / link: {}", wanted.media_url);
  report.place = wanted.address;
  report.lon = wanted.lon;
  report.lat = wanted.lat;
  report.contact = wanted.contact;
  report.confidential = wants_confidence(wanted.attributes);
  return report;
}

Outcome<Node> Open311::take_post(Transaction& transaction, const Ask& ask, const PostAsk& wanted,
                                 std::vector<ErrorItem> faults) {
  const auto scene = scene_of(transaction, ask);
  if (!scene) return std::unexpected(scene.error());
  if (!scene->caller || !scene->caller->may(accounts::Right::CasesIntake))
    return refuse(403, "api_key: 这个密钥不能受理诉求 / this key must not take reports in");
  auto report = report_of(*scene, wanted, std::move(faults));
  if (!report) return std::unexpected(std::move(report.error()));
  const auto account = scene->caller->account;
  if (!ask.idempotency_key.empty()) report->key = fmt::format("open311:{}:{}", account.value, ask.idempotency_key);
  const cases::Reporter reporter{scene->district.id, scene->district.offset, storage::ActorKind::Machine, account};
  auto received = parts_.work.receive(transaction, reporter, *report);
  if (!received) return std::unexpected(trouble_of(received.error()));
  auto origin = find_origin(transaction, scene->district.id, received->entry.id);
  if (!origin) {
    const bool waits = !received->entry.where.community && received->entry.state == cases::State::Received;
    origin = Origin{received->entry.id, account, {}, wanted.media_url};
    if (waits || wanted.wants_token) origin->token = storage::random_secret(kTokenBytes);
    insert_origin(transaction, scene->district.id, *origin);
  }
  auto request = Node::object();
  if (origin->token.empty()) {
    request.add("service_request_id", received->entry.number);
    request.add("service_notice", follow_notice(*scene, *received));
  } else {
    request.add("token", origin->token);
    request.add("service_notice",
                scene->word({"编号待受理台确认地点后给出，请凭 token 查询。",
                             "The id is given once the desk has settled where this is; ask with the token."}));
  }
  request.add("account_id", Node::empty());
  auto node = Node::list("request");
  return std::move(node.push(std::move(request)));
}

Open311::Awaitable<Outcome<Node>> Open311::post_update(Ask ask) {
  const auto admitted = co_await admit(ask);
  if (!admitted) co_return std::unexpected(admitted.error());
  std::vector<ErrorItem> faults;
  const auto wanted = read_update(ask.pairs, faults);
  if (!faults.empty()) co_return std::unexpected(Trouble{std::move(faults), 0});
  const std::function<Outcome<Node>(Transaction&)> work = [&](Transaction& transaction) {
    return take_update(transaction, ask, wanted);
  };
  co_return co_await retry(work);
}

Outcome<Node> Open311::take_update(Transaction& transaction, const Ask& ask, const UpdateAsk& wanted) {
  const auto scene = scene_of(transaction, ask);
  if (!scene) return std::unexpected(scene.error());
  const auto district = scene->district.id;
  const auto entry = cases::find_case_by_number(transaction, district, wanted.id);
  const auto origin = entry ? find_origin(transaction, district, entry->id) : std::optional<Origin>();
  const auto reported_by = origin ? origin->account : AccountId{};
  const bool seen = entry && scene->caller &&
                    sight_of(*entry, scene->book->find(entry->matter), scene->who(), reported_by) != Sight::None;
  if (!seen) return refuse(404, fmt::format("service_request_id {}: 没有这件诉求 / was not found", wanted.id));
  const auto account = scene->caller->account;
  auto seq = find_sent_update(transaction, district, account, entry->id, wanted.update_id);
  if (!seq) {
    const auto [command, as_reporter] =
        wanted_of(wanted.status, wanted.description, *entry, reported_by && reported_by == account);
    const cases::Reporter reporter{district, scene->district.offset, storage::ActorKind::Machine, account};
    const auto taken = as_reporter ? parts_.work.take_reporters_step(transaction, reporter, entry->id, command)
                                   : parts_.work.take_step(transaction, *scene->caller, entry->id, command);
    if (!taken) return std::unexpected(trouble_of(taken.error()));
    seq = entry->hops + 1;
    insert_sent_update(transaction, district, account, entry->id, wanted.update_id, *seq);
  }
  auto update = Node::object();
  update.add("update_id", update_id_of(*entry, *seq));
  auto node = Node::list("request_update");
  return std::move(node.push(std::move(update)));
}

}  // namespace linli::open311
