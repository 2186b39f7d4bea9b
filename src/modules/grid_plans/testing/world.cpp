#include "modules/grid_plans/testing/world.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/json/parse.hpp>
#include <map>

#include "modules/accounts/schema.hpp"
#include "modules/bodies/api.hpp"
#include "modules/indicators/api.hpp"
#include "storage/verify.hpp"

namespace linli::grid_plans::testing {

using accounts::Caller;
using accounts::Right;
using accounts::Role;
using storage::Transaction;

namespace {

const Date kFrom = day(2020, 1, 1);

std::vector<storage::Schema> schemas() {
  return {accounts::kAccountsSchema,   areas::kAreasSchema, bodies::kBodiesSchema, catalogue::kCatalogueSchema,
          calendars::kCalendarsSchema, cases::kCasesSchema, kGridPlansSchema};
}

// Whoever sends `X-Test-Caller: chief` is the chief; the right is checked as the real gate does.
http::Gate gate_of(const World& world) {
  const std::map<std::string, const Caller*, std::less<>> people{
      {"chief", &world.chief}, {"second", &world.second}, {"clerk", &world.clerk}, {"zhou", &world.zhou}};
  return [people](http::Request& request, const http::Declaration& declaration) -> http::asio::awaitable<Result<void>> {
    const auto found = people.find(request.header("x-test-caller"));
    if (found == people.end())
      co_return fail({ErrorKind::Unauthenticated, "test.nobody", {"请登录", "sign in"}, {}, 0});
    request.principal = std::make_shared<Caller>(*found->second);
    for (const auto right : found->second->rights)
      if (accounts::to_string(right) == declaration.permission) co_return Result<void>{};
    co_return fail({ErrorKind::Forbidden, "test.no_right", {"无权", "no right"}, {}, 0});
  };
}

std::vector<Right> rights_of(Role role) {
  using enum Right;
  if (role == Role::District) return {CasesDispatch, BoardRead, PlansRead, PlansEdit, PlansApprove};
  if (role == Role::Subdistrict) return {CasesDispatch, BoardRead, PlansRead};
  return {CasesHandle, BoardRead};
}

}  // namespace

World::World(storage::Engine engine) : store(schemas(), engine) {
  store->write_now([this](Transaction& transaction) {
    district = accounts::add_district(transaction, "示例区", "411099");
    build_territory(transaction);
    build_grids(transaction);
    must(catalogue::ship_catalogue(transaction, district, {}, kFrom));
    return true;
  });
  atlas = areas::open_atlas(*store, store.clock);
  cases::PhotoOptions photos;
  photos.folder = store.folder() / "photos";
  cases = std::make_unique<cases::Cases>(cases::CasesParts{.store = *store,
                                                           .atlas = *atlas,
                                                           .catalogue = catalogue,
                                                           .hub = hub,
                                                           .projections = {indicators::count_case},
                                                           .photos = std::move(photos)});
  plans = std::make_unique<GridPlans>(
      GridPlansParts{.store = *store,
                     .hub = hub,
                     .clock = store.clock,
                     .pen = [this](storage::Snapshot& snapshot, DistrictId of,
                                   Offset offset) { return cases->context().pen(snapshot, of, offset); },
                     .territory_changed = [this] { atlas->refresh(); },
                     .public_url = "https://linli.example",
                     .review_due = [this](Transaction&, DistrictId, Date due) { told.push_back(due); }});
  register_routes(router_, *plans);
}

World::~World() = default;

void World::build_territory(Transaction& transaction) {
  using areas::Level;
  const auto add = [&](Level level, AreaId parent, std::string name, std::string code) {
    return must(areas::add_area(
        transaction, district, {},
        {.level = level, .parent = parent, .name = std::move(name), .code = std::move(code), .from = kFrom}));
  };
  const auto root = add(Level::District, {}, "示例区", "411099");
  street = add(Level::Subdistrict, root, "东关街道", "411099001");
  north = add(Level::Community, street, "解放社区", "411099001001");
  south = add(Level::Community, street, "碧水社区", "411099001002");
  const auto yard = [&](AreaId community, std::string name, std::int64_t households, double column, double row) {
    return must(areas::add_area(transaction, district, {},
                                {.level = Level::Courtyard,
                                 .parent = community,
                                 .name = std::move(name),
                                 .households = households,
                                 .kind = "商品房",
                                 .lon = 113.82 + 0.001 * column,
                                 .lat = 34.02 + 0.001 * row,
                                 .from = kFrom}));
  };
  a = yard(north, "甲院", 120, 0, 1);
  b = yard(north, "乙院", 130, 1, 1.05);
  c = yard(north, "丙院", 110, 2, 1);
  d = yard(north, "丁院", 90, 0, 0);
  e = yard(north, "戊院", 350, 1, -0.2);
  f = yard(north, "己院", 60, 2, 0);
  g = yard(south, "庚院", 200, 20, 0);
  h = yard(south, "辛院", 200, 21, 0.1);
  i = yard(south, "壬院", 500, 20.5, 1);
}

void World::build_grids(Transaction& transaction) {
  zhou = person(transaction, "周网格", Role::Steward, {});
  wu = person(transaction, "吴网格", Role::Steward, {});
  zheng = person(transaction, "郑网格", Role::Steward, {});
  chief = person(transaction, "何区长", Role::District, {});
  second = person(transaction, "许区长", Role::District, {});
  clerk = person(transaction, "东关办", Role::Subdistrict, {street.value});
  const auto add = [&](std::string name, AreaId community, std::vector<AreaId> members, const Caller* steward) {
    const auto grid = must(areas::add_grid(transaction, district, {},
                                           {.name = std::move(name),
                                            .community = community,
                                            .members = std::move(members),
                                            .phone = "0374-1000001",
                                            .from = kFrom}));
    if (steward != nullptr)
      must(areas::set_grid_duty(transaction, district, {}, grid, {.steward = steward->account}, kFrom));
    return grid;
  };
  grid_ab = add("解放社区第1网格", north, {a, b}, &zhou);
  grid_cd = add("解放社区第2网格", north, {c, d}, &wu);
  grid_ef = add("解放社区第3网格", north, {e, f}, &zheng);
  grid_g = add("碧水社区第1网格", south, {g}, &zhou);
  grid_h = add("碧水社区第2网格", south, {h}, nullptr);
  grid_i = add("碧水社区第3网格", south, {i}, &wu);
}

Caller World::person(Transaction& transaction, std::string name, Role role, std::vector<std::int64_t> scopes) {
  Caller caller;
  caller.district = district;
  caller.account = must(accounts::add_account(transaction, district, {}, {.login = name, .name = name}));
  caller.name = std::move(name);
  caller.rights = rights_of(role);
  caller.whole_district = role == Role::District;
  caller.scopes = std::move(scopes);
  return caller;
}

PlanId World::planned(const PlanWish& wish) {
  auto wanted = wish;
  if (!wanted.name) wanted.name = "甲案";
  const auto plan = must(plans->add(chief, wanted));
  must(plans->desk().work_out({district, plan, chief.account, JobKind::Run}));
  return plan;
}

boost::json::value World::show(PlanId plan) { return boost::json::parse(must(plans->show(chief, plan))); }

int World::version(PlanId plan) { return show(plan).at("version").to_number<int>(); }

std::uint32_t World::key_of(PlanId plan, AreaId unit) {
  const auto view = must(plans->view(chief, plan));
  return view.division->labels()[view.run->model->find_unit(unit).value()];
}

PlanId World::approved() {
  const auto plan = planned();
  must(plans->approve(chief, {plan, version(plan), "同意"}));
  must(plans->approve(second, {plan, version(plan), "同意"}));
  return plan;
}

CaseId World::report(AreaId courtyard) {
  const auto matter = store->read_now(
      [&](storage::Snapshot& snapshot) { return catalogue::find_matter_by_code(snapshot, district, "E1-01"); });
  cases::NewReport wanted;
  wanted.matter = matter.value().id;
  wanted.area = courtyard;
  wanted.text = "垃圾没人清";
  boost::asio::io_context io;
  auto received = boost::asio::co_spawn(io, cases->intake.receive(std::move(wanted), {.district = district}),
                                        boost::asio::use_future);
  io.run();
  return must(received.get()).entry.id;
}

cases::Case World::stored(CaseId entry) {
  std::optional<cases::Case> found;
  store->read_now([&](storage::Snapshot& snapshot) {
    cases::each_case(snapshot, district, [&](const cases::Case& read) {
      if (read.id == entry) found = read;
      return !found.has_value();
    });
    return true;
  });
  return found.value();
}

void World::expect_clean() {
  const auto report = storage::verify(
      *store, store.schemas(), std::vector{indicators::counter_check(kChinaOffset, cases::shipped_flow_rules())}, {});
  EXPECT_TRUE(report.good()) << report.findings.front().message.en;
  store->read_now([&](storage::Snapshot& snapshot) {
    cases::check_cases(snapshot, kChinaOffset,
                       [](DistrictId, CaseId entry, const std::string& what) { ADD_FAILURE() << entry.value << what; });
    return true;
  });
}

http::testing::TestClient World::client(std::string_view who) {
  if (!server_) server_ = std::make_unique<http::testing::TestServer>(router_, gate_of(*this));
  auto client = server_->client();
  if (!who.empty()) client.set_header("X-Test-Caller", std::string(who));
  return client;
}

}  // namespace linli::grid_plans::testing
