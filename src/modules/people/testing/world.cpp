#include "modules/people/testing/world.hpp"

#include <map>
#include <stdexcept>

#include "modules/accounts/schema.hpp"
#include "modules/people/api.hpp"
#include "storage/verify.hpp"

namespace linli::people::testing {

using accounts::Caller;
using accounts::Right;
using accounts::Role;
using storage::Transaction;

namespace {

constexpr Date kFrom{std::chrono::year{2020}, std::chrono::January, std::chrono::day{1}};

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().code + ": " + result.error().message.en);
  return std::move(*result);
}

// Whoever sends `X-Test-Caller: worker` is the worker.
http::Gate gate_of(const World& world) {
  const std::map<std::string, const Caller*, std::less<>> people{{"worker", &world.worker},
                                                                 {"stranger", &world.stranger},
                                                                 {"steward", &world.steward},
                                                                 {"office", &world.office},
                                                                 {"chief", &world.chief}};
  return [people](http::Request& request, const http::Declaration& declared) -> http::asio::awaitable<Result<void>> {
    if (declared.access == http::Access::Public) co_return Result<void>{};
    const auto found = people.find(request.header("x-test-caller"));
    if (found == people.end())
      co_return fail({ErrorKind::Unauthenticated, "test.nobody", {"请登录", "sign in"}, {}, 0});
    const auto may = [&](Right right) { return to_string(right) == declared.permission; };
    if (!declared.permission.empty() && std::ranges::none_of(found->second->rights, may))
      co_return fail({ErrorKind::Forbidden, "test.no_right", {"无权", "not yours"}, {}, 0});
    request.principal = std::make_shared<Caller>(*found->second);
    co_return Result<void>{};
  };
}

}  // namespace

World::World(storage::Engine engine)
    : store({accounts::kAccountsSchema, areas::kAreasSchema, kPeopleSchema, kPeopleSearchSchema}, engine) {
  store->write_now([this](Transaction& transaction) {
    build(transaction);
    return true;
  });
  atlas = areas::open_atlas(*store, store.clock);
  people = std::make_unique<People>(*store, *atlas);
  register_routes(router, *people);
  server_ = std::make_unique<http::testing::TestServer>(router, gate_of(*this));
}

void World::build(Transaction& transaction) {
  district = accounts::add_district(transaction, "示例区", "411099");
  const auto add = [&](areas::Level level, AreaId parent, std::string name) {
    return must(areas::add_area(transaction, district, {},
                                {.level = level, .parent = parent, .name = std::move(name), .from = kFrom}));
  };
  using areas::Level;
  const auto root = add(Level::District, {}, "示例区");
  street = add(Level::Subdistrict, root, "东关街道");
  north = add(Level::Community, street, "解放社区");
  south = add(Level::Community, street, "春秋社区");
  yard_a = add(Level::Courtyard, north, "龙阳光世家");
  yard_b = add(Level::Courtyard, north, "建设小区");
  yard_c = add(Level::Courtyard, south, "春天华府");
  block_1 = add(Level::Building, yard_a, "1号楼");
  block_2 = add(Level::Building, yard_a, "2号楼");
  const auto grid = [&](std::string name, AreaId member) {
    return must(areas::add_grid(transaction, district, {},
                                {.name = std::move(name), .community = north, .members = {member}, .from = kFrom}));
  };
  grid_a = grid("解放一网格", yard_a);
  grid_b = grid("解放二网格", yard_b);
  worker = person(transaction, "陈社区", Role::CommunityWorker, {north.value});
  stranger = person(transaction, "孙邻里", Role::CommunityWorker, {south.value});
  steward = person(transaction, "周网格", Role::Steward, {grid_a.value});
  office = person(transaction, "钱街道", Role::Subdistrict, {street.value});
  office.rights.push_back(Right::PeopleAdmin);
  chief = person(transaction, "何区长", Role::District, {});
  chief.rights.push_back(Right::PeopleAdmin);
  chief.whole_district = true;
}

Caller World::person(Transaction& transaction, std::string name, Role role, std::vector<std::int64_t> scopes) {
  Caller caller;
  caller.district = district;
  caller.account = must(accounts::add_account(transaction, district, {}, {.login = name, .name = name}));
  caller.name = std::move(name);
  caller.rights = {Right::PeopleRead, Right::PeopleEdit};
  caller.roles = {{.id = 1, .role = role, .area = {}, .body = {}}};
  caller.scopes = std::move(scopes);
  return caller;
}

http::testing::TestClient World::client(std::string_view who) {
  auto client = server_->client();
  client.set_header("X-Test-Caller", std::string(who));
  return client;
}

std::string World::add(std::string_view who, AreaId place, std::string_view door, std::string_view name,
                       std::string_view more) {
  std::string body = R"({"name":")" + std::string(name) + R"(","place_id":")" + to_string(place) + R"(","door":")" +
                     std::string(door) + '"';
  if (!more.empty()) body += "," + std::string(more);
  auto added = client(who).post("/api/v1/persons", body + "}");
  EXPECT_EQ(added.status, 201) << added.body;
  return added.status == 201 ? added.text("/id") : std::string();
}

namespace {

std::string names_in(const http::testing::TestResponse& answer) {
  if (answer.status != 200) return answer.error_code();
  std::string all;
  for (const auto& item : answer.json().at("items").as_array())
    all += (all.empty() ? "" : " ") + std::string(item.at("name").as_string());
  return all;
}

}  // namespace

std::string World::names(std::string_view who, std::string_view query) {
  return names_in(client(who).get("/api/v1/persons" + std::string(query)));
}

std::string World::found(std::string_view who, std::string_view typed) {
  return names_in(client(who).post("/api/v1/persons/search", R"({"q":")" + std::string(typed) + "\"}"));
}

std::string World::household_of(std::string_view who, const std::string& person) {
  return client(who).get("/api/v1/persons/" + person).text("/household/id");
}

std::int64_t World::count(std::string_view sql) {
  return store->read_now([&](storage::Snapshot& snapshot) {
    auto rows = snapshot.query(sql);
    return rows.next() ? rows.integer(0) : -1;
  });
}

bool World::stands_in_clear(std::string_view text) {
  return store->read_now([&](storage::Snapshot& snapshot) {
    for (const std::string table : {"persons", "person_marks", "person_readings", "person_lookups", "people_keys",
                                    "households", "residences", "visits", "visit_dues", "visit_plans", "journal"}) {
      auto rows = snapshot.query("SELECT * FROM " + table);
      while (rows.next())
        for (int i = 0; i < rows.columns(); ++i) {
          const auto kind = rows.kind(i);
          const auto bytes = kind == storage::ValueKind::Bytes ? rows.bytes(i) : storage::BytesView{};
          const std::string_view clear{reinterpret_cast<const char*>(bytes.data()), bytes.size()};
          if (clear.contains(text)) return true;
          if (kind == storage::ValueKind::Text && rows.text(i).contains(text)) return true;
        }
    }
    return false;
  });
}

void World::expect_whole() {
  store->link_journal();
  const auto report = storage::verify(*store, store.schemas(), {}, {});
  for (const auto& finding : report.findings) ADD_FAILURE() << finding.table << ": " << finding.message.en;
  store->read_now([](storage::Snapshot& snapshot) {
    return check_people(snapshot, [](const std::string& what) { ADD_FAILURE() << what; });
  });
}

}  // namespace linli::people::testing
