#include "modules/accounts/testing/world.hpp"

#include "base/json_writer.hpp"
#include "modules/accounts/http.hpp"
#include "modules/accounts/schema.hpp"

namespace linli::accounts::testing {
namespace {

// Tells who the gate says is asking.
http::asio::awaitable<http::Answer> tell_caller(http::Request& request) {
  const auto* caller = maybe_caller_of(request);
  JsonWriter json;
  json.begin_object().field("account", caller == nullptr ? AccountId{} : caller->account);
  json.key("scopes").begin_array();
  if (caller != nullptr) {
    for (const auto scope : caller->scopes) json.value(scope);
  }
  json.end_array().field("whole_district", caller != nullptr && caller->whole_district).end_object();
  co_return http::json_response(json);
}

const std::string& shared_hash() {
  static const auto kHash = hash_password(kPassword, World::cheap_options().cost);
  return kHash;
}

}  // namespace

AccountsOptions World::cheap_options() {
  AccountsOptions options;
  options.cost = {.memory_kib = 64, .passes = 1};
  return options;
}

World::World(storage::Engine engine, AccountsOptions options) : store({kAccountsSchema}, engine) {
  accounts = std::make_unique<Accounts>(*store, store.clock, lookups(), std::move(options));
  store->write_now([this](storage::Transaction& transaction) {
    district = add_district(transaction, "示例区", "411099");
    other_district = add_district(transaction, "邻区", "411098");
    return true;
  });
  security = add_person("wang.anquan", "王安全", district);
  system = add_person("li.xitong", "李系统", district);
  audit = add_person("zhao.shenji", "赵审计", district);
  worker = add_person("陈社区", "陈社区", district);
  steward = add_person("zhou.wangge", "周网格", district);
  outsider = add_person("sun.linqu", "孙邻区", other_district);
  bind(security, {.role = Role::SecurityAdmin, .from = today()});
  bind(system, {.role = Role::SystemAdmin, .from = today()});
  bind(audit, {.role = Role::AuditAdmin, .from = today()});
  bind(worker, {.role = Role::CommunityWorker, .area = kCommunity, .from = today()});
  bind(steward, {.role = Role::Steward, .from = today()});
  add_routes();
  server_ = std::make_unique<http::testing::TestServer>(router_, accounts->gate());
}

Lookups World::lookups() {
  return {.grids_of =
              [this](storage::Snapshot&, DistrictId, AccountId account) {
                return account == steward.id && steward_has_grid ? std::vector{kGrid} : std::vector<GridId>{};
              },
          .area = [](storage::Snapshot&, DistrictId, AreaId area) -> std::optional<AreaLabel> {
            if (area != kCommunity) return std::nullopt;
            return AreaLabel{"解放社区", "community"};
          },
          .body_name = [](storage::Snapshot&, DistrictId, BodyId body) -> std::optional<std::string> {
            if (body != kDepartment) return std::nullopt;
            return "城管局";
          },
          .district_added = [this](storage::Transaction&, const District& added) -> Result<void> {
            district_added = added.name;
            return {};
          }};
}

void World::add_routes() {
  register_routes(router_, *accounts);
  router_.add(http::Method::Get, "/api/v1/probe", {.summary_zh = "试", .summary_en = "probe"}, tell_caller);
  router_.add(http::Method::Post, "/api/v1/probe", {.summary_zh = "试", .summary_en = "probe"}, tell_caller);
  router_.add(http::Method::Get, "/api/v1/probe/dispatch",
              {.summary_zh = "试", .summary_en = "probe", .permission = std::string(to_string(Right::CasesDispatch))},
              tell_caller);
  router_.add(http::Method::Get, "/api/v1/public/probe",
              {.summary_zh = "试", .summary_en = "probe", .access = http::Access::Public}, tell_caller);
  router_.add(http::Method::Post, "/api/v1/public/probe",
              {.summary_zh = "试", .summary_en = "probe", .access = http::Access::Public}, tell_caller);
}

Person World::add_person(std::string login, std::string name, DistrictId where) {
  const NewAccount account{
      .login = login, .name = std::move(name), .password_hash = shared_hash(), .must_change_password = false};
  const auto id = store->write_now(
      [&](storage::Transaction& transaction) { return add_account(transaction, where, AccountId{}, account); });
  EXPECT_TRUE(id.has_value());
  return {id.value_or(AccountId{}), std::move(login)};
}

std::int64_t World::bind(const Person& person, const NewBinding& binding) {
  const auto id = store->write_now([&](storage::Transaction& transaction) {
    return bind_role(transaction, district, AccountId{}, person.id, binding);
  });
  EXPECT_TRUE(id.has_value());
  return id.value_or(0);
}

std::int64_t World::count(std::string_view sql) {
  return store->read_now([sql](storage::Snapshot& snapshot) {
    auto row = snapshot.query(sql);
    return row.next() ? row.integer(0) : -1;
  });
}

http::testing::TestClient World::signed_in(const Person& person) {
  auto client = server_->client();
  JsonWriter json;
  json.begin_object().field("login", person.login).field("password", kPassword).end_object();
  const auto answer = client.post("/api/v1/session", json.take());
  EXPECT_EQ(answer.status, 200) << answer.body;
  if (answer.status == 200) client.set_header("X-CSRF-Token", answer.text("/csrf"));
  return client;
}

}  // namespace linli::accounts::testing
