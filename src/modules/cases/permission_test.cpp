// Nobody takes a step without the right, whatever state the case is in, over HTTP. Steps come from the declaration and
// the enum, routes from the router, so what is added to them is asked here by itself.
#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <set>

#include "modules/cases/errors.hpp"
#include "modules/cases/http_fields.hpp"
#include "modules/cases/names.hpp"
#include "modules/cases/testing/world.hpp"

namespace linli::cases {
namespace {

using http::testing::Headers;
using http::testing::TestResponse;

constexpr std::array kStates{State::Received, State::Dispatched, State::Accepted, State::Returned,
                             State::Done,     State::Verified,   State::Closed,   State::Withdrawn};

bool is_taken(const TestResponse& answer) { return answer.status / 100 == 2; }

void replace(std::string& text, std::string_view what, std::string_view by) {
  if (const auto at = text.find(what); at != std::string::npos) text.replace(at, what.size(), by);
}

class PermissionsHttp : public ::testing::Test {
 protected:
  testing::World world;

  Received received_in(State state) {
    const bool dispatched = state != State::Received;
    const auto received = world.receive(world.report("E1-01", dispatched ? world.yard_a : world.yard_b));
    const auto go = [&](const accounts::Caller& who, Command command) {
      const auto gone = world.take(who, received.entry.id, std::move(command));
      EXPECT_TRUE(gone) << gone.error().code;
    };
    if (state == State::Withdrawn) {
      EXPECT_TRUE(world.take(received, {.step = Step::Withdraw}));
    } else if (state == State::Returned) {
      go(world.steward, {.step = Step::Return, .reason = "不在本网格"});
    } else {
      if (state >= State::Accepted) go(world.steward, {.step = Step::Accept});
      if (state >= State::Done) go(world.steward, {.step = Step::Done, .result = "已清运"});
      if (state >= State::Verified) go(world.worker, {.step = Step::Verify});
      if (state >= State::Closed) go(world.worker, {.step = Step::Close, .reason = "核查通过"});
    }
    EXPECT_EQ(world.stored(received.entry.id).state, state);
    return received;
  }

  // Everything that any step may ask for, so that only the right is missing.
  std::string step_json(std::string_view step, int version, bool passed = true) {
    boost::json::object body{{"step", step},      {"version", version},
                             {"passed", passed},  {"reason", "说明"},
                             {"note", "说明"},    {"result", "说明"},
                             {"choice", "other"}, {"limit", "1wd"},
                             {"part", 1},         {"mark", 3},
                             {"rating", 3},       {"reached", true},
                             {"solved", false},   {"matter_id", to_string(world.matter("E1-01"))}};
    body["to"] = {{"kind", "body"}, {"id", to_string(world.city_office)}};
    body["until"] = format_instant(world.store.clock.now() + std::chrono::hours{24}, kChinaOffset);
    return boost::json::serialize(body);
  }

  // Steps as a request names them; `reject` is a verification that did not pass.
  std::vector<std::string> reachable_steps() {
    auto steps = step_fields().front().choices;
    steps.emplace_back("reject");
    return steps;
  }
  TestResponse post_step(http::testing::TestClient& client, CaseId id, const std::string& step) {
    const bool reject = step == "reject";
    const auto version = world.stored(id).version;
    return client.post("/api/v1/cases/" + to_string(id) + "/steps",
                       step_json(reject ? "verify" : step, version, !reject));
  }

  std::string trace(CaseId id) {
    const auto entry = world.stored(id);
    return std::to_string(entry.version) + "/" + std::string(to_string(entry.state)) + "/" +
           std::to_string(world.hops(id).size()) + "/" + std::to_string(events());
  }
  std::int64_t events() {
    return world.read([](storage::Snapshot& snapshot) {
      auto rows = snapshot.query("SELECT COUNT(*) FROM journal");
      return rows.next() ? rows.integer(0) : 0;
    });
  }

  // A value that the declaration takes.
  boost::json::value sample(const http::Field& field) {
    switch (field.type) {
      case http::Type::Text:
        return "说明";
      case http::Type::Integer:
      case http::Type::Number:
        return static_cast<std::int64_t>(field.minimum.value_or(1));
      case http::Type::Boolean:
        return false;
      case http::Type::Id:
        return boost::json::value(to_string(world.city_office));
      case http::Type::Date:
        return "2026-11-22";
      case http::Type::Instant:
        return boost::json::value(format_instant(world.store.clock.now(), kChinaOffset));
      case http::Type::Enum:
        return boost::json::value(field.choices.front());
      case http::Type::Object:
        return body_of(field.members);
      case http::Type::Array:
        return boost::json::array{sample(field.members.front())};
    }
    return nullptr;
  }
  boost::json::object body_of(const std::vector<http::Field>& fields) {
    boost::json::object body;
    for (const auto& field : fields)
      if (field.required) body[field.name] = sample(field);
    return body;
  }
  TestResponse call(http::testing::TestClient& client, const http::Route& route, std::string path,
                    const Headers& headers = {}) {
    static constexpr std::string_view kMethods[]{"GET", "POST", "PUT", "PATCH", "DELETE"};
    replace(path, "{photo_id}", "1");
    for (const auto& field : route.declaration.query)
      if (field.name == "reason") path += "?reason=x";
    std::string body;
    if (route.declaration.body_kind == http::BodyKind::Json)
      body = boost::json::serialize(body_of(route.declaration.body));
    return client.send(kMethods[static_cast<std::size_t>(route.method)], path, body, headers);
  }
};

TEST_F(PermissionsHttp, NoStepIsTakenByWhoHasNoRightToIt) {
  auto nobody = world.client();
  auto stranger = world.client("stranger");  // a desk of another community, with every right there
  auto fitter = world.client("fitter");      // handles, at a body that has nothing to do with it
  auto onlooker = world.client("onlooker");
  std::set<std::string> refused;
  for (const auto state : kStates) {
    const auto id = received_in(state).entry.id;
    for (const auto& step : reachable_steps()) {
      if (step == "note") continue;  // whoever sees a case may add one
      SCOPED_TRACE(std::string(to_string(state)) + " " + step);
      const auto before = trace(id);
      EXPECT_EQ(post_step(nobody, id, step).status, 401);
      for (auto* outsider : {&stranger, &fitter}) {
        const auto answer = post_step(*outsider, id, step);
        EXPECT_EQ(answer.status, 404) << "what is not yours reads as not found";
        EXPECT_EQ(answer.error_code(), kNotFound.code);
      }
      const auto answer = post_step(onlooker, id, step);
      EXPECT_TRUE(answer.status == 403 || answer.status == 409) << answer.status << answer.body;
      if (answer.error_code() == kNotYours.code) refused.insert(step);
      EXPECT_EQ(trace(id), before) << "a refused step leaves nothing behind";
    }
  }
  for (const auto& step : reachable_steps())
    EXPECT_TRUE(step == "note" || refused.contains(step)) << step << " was never refused for want of the right";
}

TEST_F(PermissionsHttp, WhatIsNotOfferedIsRefused) {
  for (const auto& who : {"worker", "colleague", "steward", "chief", "onlooker"}) {
    auto client = world.client(who);
    for (const auto state : kStates) {
      const auto id = received_in(state).entry.id;
      const auto page = client.get("/api/v1/cases/" + to_string(id));
      std::set<std::string> offered;
      if (page.status == 200)
        for (const auto& offer : page.json().at("steps").as_array()) offered.emplace(offer.at("step").as_string());
      if (offered.contains("verify")) offered.insert("reject");
      for (const auto& step : reachable_steps()) {
        if (offered.contains(step)) continue;
        const auto before = trace(id);
        const auto answer = post_step(client, id, step);
        EXPECT_FALSE(is_taken(answer)) << who << " " << to_string(state) << " " << step << answer.body;
        EXPECT_LT(answer.status, 500) << answer.body;
        EXPECT_EQ(trace(id), before) << who << " " << to_string(state) << " " << step;
      }
    }
  }
}

TEST_F(PermissionsHttp, StepsOfTheEngineAndOfResidentsCannotBeSentByStaff) {
  auto chief = world.client("chief");
  const auto id = received_in(State::Dispatched).entry.id;
  const auto reachable = reachable_steps();
  int asked = 0;
  for (int i = 1; i <= kLastStep; ++i) {
    const std::string step(to_string(static_cast<Step>(i)));
    if (std::ranges::find(reachable, step) != reachable.end()) continue;
    ++asked;
    EXPECT_EQ(post_step(chief, id, step).status, 422) << step;
  }
  EXPECT_GE(asked, 6) << "receive, withdraw, rate, escalate, warn, retime";
  EXPECT_EQ(world.stored(id).version, 1);
}

TEST_F(PermissionsHttp, EveryRouteOfACaseReadsAsNotFoundOutsideOnesScope) {
  const auto received = received_in(State::Done);
  auto stranger = world.client("stranger");
  auto nobody = world.client();
  const auto before = trace(received.entry.id);
  int asked = 0;
  for (const auto& route : world.router.routes()) {
    if (!route->path.starts_with("/api/v1/cases/{id}") && !route->path.ends_with("/by-number/{number}")) continue;
    ++asked;
    auto path = route->path;
    replace(path, "{id}", to_string(received.entry.id));
    replace(path, "{number}", received.entry.number);
    EXPECT_FALSE(route->declaration.permission.empty()) << route->path;
    EXPECT_EQ(call(nobody, *route, path).status, 401) << route->path;
    const auto answer = call(stranger, *route, path);
    EXPECT_EQ(answer.status, 404) << route->path << answer.body;
  }
  EXPECT_GE(asked, 8);
  EXPECT_EQ(trace(received.entry.id), before);
}

TEST_F(PermissionsHttp, AResidentsStepsNeedTheSecretOfThatReport) {
  const auto received = received_in(State::Done);
  const auto other = received_in(State::Dispatched);  // the one that is shown to others
  auto client = world.client();
  const auto shown =
      client.post("/api/v1/public/reports/similar",
                  boost::json::serialize(boost::json::object{{"matter_id", to_string(world.matter("E1-01"))},
                                                             {"text", "暖气不热"},
                                                             {"area_id", to_string(world.yard_a)}}));
  ASSERT_EQ(shown.status, 200) << shown.body;
  const auto followed =
      client.post("/api/v1/public/reports/subscribe", R"({"ref":")" + shown.text("/items/0/ref") + "\"}");
  ASSERT_TRUE(is_taken(followed)) << followed.body;
  int asked = 0;
  for (const auto& route : world.router.routes()) {
    if (!route->path.starts_with("/api/v1/public/reports/{number}/") || route->method != http::Method::Post) continue;
    ++asked;
    const auto at = [&](std::string_view number) {
      auto path = route->path;
      replace(path, "{number}", number);
      return path;
    };
    const auto before = trace(received.entry.id);
    EXPECT_EQ(call(client, *route, at(received.entry.number)).status, 404) << route->path;
    EXPECT_EQ(call(client, *route, at(received.entry.number), {{"X-Case-Secret", other.secret}}).status, 404)
        << route->path;
    EXPECT_EQ(trace(received.entry.id), before) << route->path;
    // Who only follows it may read how far it is, and nothing else.
    const auto follower =
        call(client, *route, at(followed.text("/number")), {{"X-Case-Secret", followed.text("/secret")}});
    EXPECT_EQ(follower.error_code(), kNotYours.code) << route->path << follower.body;
  }
  EXPECT_GE(asked, 5);
}

}  // namespace
}  // namespace linli::cases
