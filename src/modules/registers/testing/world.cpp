#include "modules/registers/testing/world.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <map>
#include <stdexcept>

#include "modules/accounts/schema.hpp"
#include "modules/bodies/api.hpp"
#include "modules/registers/schema.hpp"
#include "modules/registers/upkeep.hpp"

namespace linli::registers::testing {

namespace json = boost::json;
using accounts::Caller;
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
                                                                 {"fitter", &world.fitter},
                                                                 {"chief", &world.chief}};
  return [people](http::Request& request, const http::Declaration&) -> http::asio::awaitable<Result<void>> {
    const auto found = people.find(request.header("x-test-caller"));
    if (found == people.end())
      co_return fail({ErrorKind::Unauthenticated, "test.nobody", {"请登录", "sign in"}, {}, 0});
    request.principal = std::make_shared<Caller>(*found->second);
    co_return Result<void>{};
  };
}

Declarations declarations_of(const std::string& toml) {
  declare::SourceFaults faults;
  Declarations local;
  local.kinds = declare::read_kinds("kinds.toml", toml, {}, faults);
  for (const auto& fault : faults.sorted()) ADD_FAILURE() << declare::to_line(fault);
  return local;
}

}  // namespace

World::World(storage::Engine engine)
    : store({accounts::kAccountsSchema, areas::kAreasSchema, bodies::kBodiesSchema, kRegistersSchema}, engine) {
  store->write_now([this](Transaction& transaction) {
    build(transaction);
    return true;
  });
  atlas = areas::open_atlas(*store, store.clock);
  KindSource source{.revision = [this](storage::Snapshot&, DistrictId) { return revision_; },
                    .load = [this](storage::Snapshot&, DistrictId) { return declarations_of(model_); }};
  registers =
      std::make_unique<Registers>(RegistersParts{*store, *atlas, std::move(source), store.folder() / "registers"});
  register_routes(router, *registers);
  server_ = std::make_unique<http::testing::TestServer>(router, gate_of(*this));
  settle();
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
  yard_c = add(Level::Courtyard, south, "春天华府");
  bodies::NewBody body;
  body.name = "热力公司";
  body.kind = bodies::Kind::Company;
  body.areas = {root};
  body.from = kFrom;
  heating = must(bodies::add_body(transaction, district, {}, body));
  grid_a = must(areas::add_grid(transaction, district, {},
                                {.name = "解放一网格", .community = north, .members = {yard_a}, .from = kFrom}));
  worker = person(transaction, "陈社区", Role::CommunityWorker, {north.value});
  stranger = person(transaction, "孙邻里", Role::CommunityWorker, {south.value});
  steward = person(transaction, "周网格", Role::Steward, {grid_a.value});
  fitter = person(transaction, "马师傅", Role::Department, {heating.value});
  chief = person(transaction, "何区长", Role::District, {});
  chief.whole_district = true;
}

Caller World::person(Transaction& transaction, std::string name, Role role, std::vector<std::int64_t> scopes) {
  Caller caller;
  caller.district = district;
  caller.account = must(accounts::add_account(transaction, district, {}, {.login = name, .name = name}));
  caller.name = std::move(name);
  caller.rights = {accounts::Right::BoardRead};
  caller.roles = {{.id = 1, .role = role, .area = {}, .body = {}}};
  caller.scopes = std::move(scopes);
  return caller;
}

void World::adopt(std::string kinds_toml) {
  model_ = std::move(kinds_toml);
  ++revision_;
}

http::testing::TestClient World::client(std::string_view who) {
  auto client = server_->client();
  client.set_header("X-Test-Caller", std::string(who));
  return client;
}

std::string World::add(std::string_view who, std::string_view kind, std::string_view values) {
  auto added = client(who).post("/api/v1/registers/" + std::string(kind) + "/records",
                                R"({"values":)" + std::string(values) + "}");
  EXPECT_EQ(added.status, 201) << added.body;
  return added.status == 201 ? added.text("/id") : std::string();
}

std::string World::titles(std::string_view who, std::string_view kind, std::string_view query) {
  const auto answer = client(who).get("/api/v1/registers/" + std::string(kind) + "/records" + std::string(query));
  if (answer.status != 200) return answer.error_code();
  std::string all;
  for (const auto& item : answer.json().at("items").as_array())
    all += (all.empty() ? "" : " ") + std::string(item.at("title").as_string());
  return all;
}

void World::settle() {
  for (int i = 0; i < 20; ++i) settle_fields(registers->context(), district);
}

std::int64_t World::count(std::string_view sql) {
  return store->read_now([&](storage::Snapshot& snapshot) {
    auto rows = snapshot.query(sql);
    return rows.next() ? rows.integer(0) : -1;
  });
}

}  // namespace linli::registers::testing
