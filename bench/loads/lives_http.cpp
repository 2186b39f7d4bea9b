// lifecycle: whole lives of cases over HTTP, as desks and stewards send them: created, dispatched, accepted, done,
// verified, found by number.
//   spine_lives_http PORT PLAN CONNECTIONS SECONDS      at most 512 connections, at most 120 s
// PLAN: a line with the desk's cookie and CSRF token, a line with the matter's id, then a line a grid: its id, its
// steward's cookie and CSRF token; tabs between. Prints {"per_second":…,"lives":…,"steps":…}; any other answer than
// expected ends the run with 1.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <unordered_map>
#include <vector>

#include "client.hpp"

namespace {

using namespace loads;
constexpr int kMostConnections = 512;
constexpr int kMostSeconds = 120;

struct Person {
  std::string cookie;
  std::string csrf;
};
struct Grid {
  std::string id;
  Person steward;
};
struct Plan {
  Person desk;
  std::string matter;
  std::vector<Grid> grids;
};

Plan read_plan(const std::string& name) {
  std::ifstream file(name);
  Plan plan;
  std::getline(file, plan.desk.cookie, '\t');
  std::getline(file, plan.desk.csrf);
  std::getline(file, plan.matter);
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    Grid grid;
    std::getline(words, grid.id, '\t');
    std::getline(words, grid.steward.cookie, '\t');
    std::getline(words, grid.steward.csrf);
    plan.grids.push_back(std::move(grid));
  }
  return plan;
}

std::string request(std::string_view method, const std::string& path, const Person& who, const std::string& body) {
  std::string text(method);
  text += ' ' + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: " + who.cookie + "\r\n";
  if (method == "GET") return text + "\r\n";
  return text + "X-CSRF-Token: " + who.csrf +
         "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

// The member of the answer's own object: the first of that name, which is written before anything nested.
std::string member(const std::string& json, const std::string& name) {
  const auto at = json.find('"' + name + "\":");
  if (at == std::string::npos) return {};
  auto begin = at + name.size() + 3;
  const bool text = json[begin] == '"';
  if (text) ++begin;
  return json.substr(begin, json.find_first_of(text ? "\"" : ",}", begin) - begin);
}

// One case on its way; after the last stage the next one begins.
class Life {
 public:
  Life(const Plan& plan, std::size_t first) : plan_(plan), grid_(first) {}

  [[nodiscard]] std::string next_request() {
    const auto& grid = plan_.grids[grid_ % plan_.grids.size()];
    const auto step = [&](const Person& who, const std::string& fields) {
      return request("POST", "/api/v1/cases/" + id_ + "/steps", who, "{\"version\":" + version_ + "," + fields + "}");
    };
    switch (stage_) {
      case 0:
        return request("POST", "/api/v1/cases", plan_.desk,
                       R"({"channel":"phone","text":"楼道里堆了杂物，过不去","matter_id":")" + plan_.matter +
                           R"(","grid_id":")" + grid.id + "\"}");
      case 1:
        return step(plan_.desk, R"("step":"dispatch","to":{"kind":"grid","id":")" + grid.id + "\"}");
      case 2:
        return step(grid.steward, R"("step":"accept")");
      case 3:
        return step(grid.steward, R"("step":"done","result":"已清走")");
      case 4:
        return step(plan_.desk, R"("step":"verify","passed":true)");
      default:
        return request("GET", "/api/v1/cases/by-number/" + number_, plan_.desk, {});
    }
  }

  // False when the answer is not what it should be. `ended` counts whole lives.
  bool take(const Answer& answer, long& ended) {
    if (answer.status != (stage_ == 0 ? 201 : 200)) return false;
    if (stage_ == 5) {
      ++ended;
      ++grid_;
      stage_ = 0;
      return member(answer.body, "id") == id_;
    }
    if (stage_ == 0) {
      id_ = member(answer.body, "id");
      number_ = member(answer.body, "number");
    }
    version_ = member(answer.body, "version");
    ++stage_;
    return !id_.empty() && !version_.empty();
  }

 private:
  const Plan& plan_;
  std::size_t grid_;
  int stage_ = 0;
  std::string id_, number_, version_;
};

int run(unsigned short port, const Plan& plan, int connections, int seconds) {
  Poller poller;
  std::vector<std::unique_ptr<Connection>> all;
  std::unordered_map<Connection*, Life> lives;
  const auto start = Clock::now();
  const auto end = start + std::chrono::seconds(std::min(seconds, kMostSeconds));
  long ended = 0;
  long answers = 0;
  std::string trouble;
  for (int i = 0; i < std::min(connections, kMostConnections); ++i) {
    all.push_back(std::make_unique<Connection>(poller.descriptor(), port));
    auto& life = lives.emplace(all.back().get(), Life(plan, static_cast<std::size_t>(i))).first->second;
    if (!all.back()->send(life.next_request())) return 1;
  }
  while (Clock::now() < end && trouble.empty()) {
    poller.wait(10, [&](Connection& connection) {
      Answer answer;
      if (!connection.on_ready(answer)) return;
      ++answers;
      auto& life = lives.at(&connection);
      if (!life.take(answer, ended) || !connection.send(life.next_request()))
        trouble = std::to_string(answer.status) + ' ' + answer.body;
    });
  }
  const auto took = std::chrono::duration<double>(Clock::now() - start).count();
  if (!trouble.empty()) {
    std::fprintf(stderr, "unexpected answer: %s\n", trouble.c_str());
    return 1;
  }
  std::printf("{\"per_second\":%.1f,\"lives\":%ld,\"steps\":%ld}\n", static_cast<double>(ended) / took, ended, answers);
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 5) return 2;
  const auto plan = read_plan(arguments[2]);
  if (plan.grids.empty()) return 2;
  return run(static_cast<unsigned short>(std::atoi(arguments[1])), plan, std::atoi(arguments[3]),
             std::atoi(arguments[4]));
}
