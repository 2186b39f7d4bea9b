#pragma once
// The world of the cases' tests with this interface in front of it. Whoever sends `key-worker` is the worker.

#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>
#include <map>
#include <sstream>

#include "modules/cases/testing/world.hpp"
#include "modules/open311/api.hpp"
#include "modules/open311/form.hpp"
#include "modules/open311/http.hpp"

namespace linli::open311::testing {

using Tree = boost::property_tree::ptree;

// Throws when it is not well formed.
inline Tree parse_xml(const std::string& text) {
  std::istringstream in(text);
  Tree tree;
  boost::property_tree::read_xml(in, tree);
  return tree;
}

class World : public cases::testing::World {
 public:
  explicit World(storage::Engine engine = storage::Engine::Sqlite, int posts_a_minute = 1000)
      : cases::testing::World(engine, {}, {kOpen311Schema}, {feed_listener()}),
        service({.store = *store,
                 .atlas = *atlas,
                 .catalogue = catalogue,
                 .work = cases->work,
                 .caller_of_key = [this](storage::Snapshot&, std::string_view key) { return caller_of(key); },
                 .released = [this](storage::Snapshot&, DistrictId, CaseId entry) { return released_of(entry); },
                 .url = "https://linli.example",
                 .posts_a_minute = posts_a_minute,
                 .refused_a_minute = 5}) {
    register_routes(router, service);
  }

  http::testing::TestResponse get(const std::string& path) { return browser().get("/open311/v2/" + path); }
  http::testing::TestResponse post(const std::string& path, const Pairs& form) {
    return browser().send("POST", "/open311/v2/" + path, write_form(form),
                          {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}});
  }
  // A report of rubbish in courtyard A by the worker's key.
  Pairs form(Pairs more = {}) {
    Pairs all{{"api_key", "key-worker"}, {"service_code", "E1-01"}, {"address_id", to_string(yard_a)}};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  std::string posted(Pairs more = {}) {
    const auto answer = post("requests.json", form(std::move(more)));
    EXPECT_EQ(answer.status, 200) << answer.body;
    return answer.text("/0/service_request_id");
  }
  CaseId id_of(const std::string& number) {
    return read([&](storage::Snapshot& snapshot) { return cases::find_case_by_number(snapshot, district, number); })
        .value()
        .id;
  }

  std::map<CaseId, Released> released;
  Open311 service;

 private:
  http::testing::TestClient& browser() {
    if (!client_) client_.emplace(client());
    return *client_;
  }
  std::optional<accounts::Caller> caller_of(std::string_view key) {
    const std::map<std::string_view, const accounts::Caller*> keys{
        {"key-worker", &worker}, {"key-colleague", &colleague}, {"key-steward", &steward},
        {"key-fitter", &fitter}, {"key-stranger", &stranger},   {"key-chief", &chief}};
    const auto found = keys.find(key);
    return found == keys.end() ? std::nullopt : std::optional(*found->second);
  }
  std::optional<Released> released_of(CaseId entry) {
    const auto found = released.find(entry);
    return found == released.end() ? std::nullopt : std::optional(found->second);
  }
  std::optional<http::testing::TestClient> client_;
};

}  // namespace linli::open311::testing
