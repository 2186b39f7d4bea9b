#include "modules/cases/testing/world.hpp"

#include <algorithm>
#include <map>

#include "modules/accounts/schema.hpp"
#include "modules/bodies/api.hpp"
#include "modules/calendars/api.hpp"
#include "modules/cases/store.hpp"

namespace linli::cases::testing {

using accounts::Caller;
using accounts::Right;
using storage::Transaction;

namespace {

constexpr Date kFrom{std::chrono::year{2020}, std::chrono::January, std::chrono::day{1}};

std::vector<storage::Schema> schemas(std::vector<storage::Schema> more) {
  std::vector<storage::Schema> all{
      accounts::kAccountsSchema,   areas::kAreasSchema, bodies::kBodiesSchema, catalogue::kCatalogueSchema,
      calendars::kCalendarsSchema, kCasesSchema,        kCaseSearchSchema,     kCaseLinksSchema};
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().code + ": " + result.error().message.en);
  return std::move(*result);
}
void must(const Result<void>& result) {
  if (!result) throw std::runtime_error(result.error().code);
}

// Whoever sends `X-Test-Caller: worker` is the worker.
http::Gate gate_of(const World& world) {
  const std::map<std::string, const Caller*, std::less<>> people{
      {"worker", &world.worker},    {"colleague", &world.colleague}, {"stranger", &world.stranger},
      {"steward", &world.steward},  {"fitter", &world.fitter},       {"chief", &world.chief},
      {"onlooker", &world.onlooker}};
  return [people](http::Request& request, const http::Declaration& declaration) -> http::asio::awaitable<Result<void>> {
    const auto found = people.find(request.header("x-test-caller"));
    if (found != people.end()) request.principal = std::make_shared<Caller>(*found->second);
    if (declaration.access == http::Access::Session && found == people.end())
      co_return fail({ErrorKind::Unauthenticated, "test.nobody", {"请登录", "sign in"}, {}, 0});
    co_return Result<void>{};
  };
}

}  // namespace

World::World(storage::Engine engine, std::vector<Projection> projections, std::vector<storage::Schema> more,
             std::vector<Listener> listeners)
    : store(schemas(std::move(more)), engine), listeners_(std::move(listeners)) {
  projections.push_back(search_projection());
  write([this](Transaction& transaction) {
    district = accounts::add_district(transaction, "示例区", "411099");
    build_territory(transaction);
    build_grids(transaction);
    must(catalogue::ship_catalogue(transaction, district, {}, kFrom));
    return true;
  });
  projections_ = std::move(projections);
  start();
  register_routes(router, *cases);
}

void World::start() {
  atlas = areas::open_atlas(*store, store.clock);
  PhotoOptions photos;
  photos.folder = store.folder() / "photos";
  photos.worker = {LINLI_PHOTO_WORKER};
  cases = std::make_unique<Cases>(
      CasesParts{*store, *atlas, catalogue, hub, shipped_flow_rules(), projections_, std::move(photos), listeners_});
}

void World::restart() {
  cases.reset();
  atlas.reset();
  store.reopen();
  catalogue.forget(district);
  start();
}

void World::build_territory(Transaction& transaction) {
  const auto add = [&](areas::Level level, AreaId parent, std::string name, double lon) {
    return must(areas::add_area(
        transaction, district, {},
        {.level = level, .parent = parent, .name = std::move(name), .lon = lon, .lat = 34.0, .from = kFrom}));
  };
  using areas::Level;
  const auto root = add(Level::District, {}, "示例区", 113.80);
  subdistrict = add(Level::Subdistrict, root, "东关街道", 113.81);
  north = add(Level::Community, subdistrict, "解放社区", 113.82);
  south = add(Level::Community, subdistrict, "春秋社区", 113.88);
  yard_a = add(Level::Courtyard, north, "龙阳光世家", 113.82);
  yard_b = add(Level::Courtyard, north, "卷烟厂家属院", 113.84);
  yard_c = add(Level::Courtyard, south, "春天华府", 113.88);
  const auto body = [&](std::string name, bodies::Kind kind) {
    bodies::NewBody wanted;
    wanted.name = std::move(name);
    wanted.kind = kind;
    wanted.areas = {root};
    wanted.from = kFrom;
    return must(bodies::add_body(transaction, district, {}, wanted));
  };
  heating = body("热力公司", bodies::Kind::Company);
  city_office = body("区城管局", bodies::Kind::Department);
}

void World::build_grids(Transaction& transaction) {
  const auto add = [&](std::string name, AreaId community, AreaId member) {
    return must(areas::add_grid(transaction, district, {},
                                {.name = std::move(name), .community = community, .members = {member}, .from = kFrom}));
  };
  grid_a = add("解放一网格", north, yard_a);
  grid_b = add("解放二网格", north, yard_b);
  grid_c = add("春秋一网格", south, yard_c);
  build_people(transaction);
  must(areas::set_grid_duty(transaction, district, {}, grid_a, {.steward = steward.account}, kFrom));
}

Caller World::person(Transaction& transaction, std::string name, std::vector<Right> rights,
                     std::vector<std::int64_t> scopes) {
  Caller caller;
  caller.district = district;
  caller.account = must(accounts::add_account(transaction, district, {}, {.login = name, .name = name}));
  caller.name = std::move(name);
  caller.rights = std::move(rights);
  caller.scopes = std::move(scopes);
  std::ranges::sort(caller.scopes);
  return caller;
}

void World::build_people(Transaction& transaction) {
  using enum Right;
  const std::vector desk{CasesIntake, CasesDispatch, CasesHandle, CasesVerify, BoardRead};
  worker = person(transaction, "陈社区", desk, {north.value});
  colleague = person(transaction, "林社区", desk, {north.value});
  stranger = person(transaction, "孙邻里", desk, {south.value});
  steward = person(transaction, "周网格", {CasesIntake, CasesHandle, BoardRead}, {grid_a.value});
  fitter = person(transaction, "马师傅", {CasesHandle, BoardRead}, {heating.value});
  chief = person(transaction, "何区长", desk, {});
  chief.whole_district = true;
  onlooker = person(transaction, "方旁观", {BoardRead}, {north.value});
}

MatterId World::matter(std::string_view code) {
  return read([&](storage::Snapshot& snapshot) { return catalogue::find_matter_by_code(snapshot, district, code); })
      .value()
      .id;
}

NewReport World::report(std::string_view matter_code, AreaId courtyard, std::string text) {
  NewReport wanted;
  wanted.matter = matter(matter_code);
  wanted.area = courtyard;
  wanted.text = std::move(text);
  return wanted;
}

Received World::receive(NewReport report) {
  return must(run(cases->intake.receive(std::move(report), {.district = district})));
}

Case World::stored(CaseId entry) {
  return read([&](storage::Snapshot& snapshot) { return load_case(snapshot, district, entry); }).value();
}

std::vector<Hop> World::hops(CaseId entry) {
  return read([&](storage::Snapshot& snapshot) { return load_hops(snapshot, district, entry); });
}

Result<std::string> World::take(const Caller& caller, CaseId entry, Command command) {
  return run(cases->desk.take(caller, entry, std::move(command)));
}

Result<std::string> World::take(const Received& received, Command command) {
  return run(cases->follow.take({received.entry.number, received.secret}, std::move(command)));
}

Pen World::pen() {
  return read([&](storage::Snapshot& snapshot) { return cases->context().pen(snapshot, district, kChinaOffset); });
}

http::testing::TestClient World::client(std::string_view who) {
  if (!server_) server_ = std::make_unique<http::testing::TestServer>(router, gate_of(*this));
  auto client = server_->client();
  if (!who.empty()) client.set_header("X-Test-Caller", std::string(who));
  return client;
}

}  // namespace linli::cases::testing
