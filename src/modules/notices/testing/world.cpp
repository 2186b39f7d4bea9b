#include "modules/notices/testing/world.hpp"

#include <algorithm>
#include <map>

#include "modules/accounts/schema.hpp"
#include "modules/bodies/api.hpp"
#include "modules/calendars/api.hpp"
#include "modules/notices/fan_out.hpp"
#include "modules/notices/http.hpp"
#include "modules/notices/message.hpp"

namespace linli::notices::testing {

using accounts::Caller;
using accounts::Right;
using accounts::Role;
using storage::Transaction;

namespace {

constexpr Date kFrom{std::chrono::year{2020}, std::chrono::January, std::chrono::day{1}};

std::vector<storage::Schema> schemas_of_world() {
  return {accounts::kAccountsSchema,   areas::kAreasSchema, bodies::kBodiesSchema, catalogue::kCatalogueSchema,
          calendars::kCalendarsSchema, cases::kCasesSchema, kNoticesSchema};
}

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().code + ": " + result.error().message.en);
  return std::move(*result);
}
void must(const Result<void>& result) {
  if (!result) throw std::runtime_error(result.error().code);
}

http::Gate gate_of(const World& world) {
  const std::map<std::string, const Caller*, std::less<>> people{{"worker", &world.worker},
                                                                 {"office", &world.office},
                                                                 {"steward", &world.steward},
                                                                 {"fitter", &world.fitter},
                                                                 {"admin", &world.admin}};
  return [people](http::Request& request, const http::Declaration& declaration) -> http::asio::awaitable<Result<void>> {
    const auto found = people.find(request.header("x-test-caller"));
    if (declaration.access == http::Access::Public) co_return Result<void>{};
    if (found == people.end())
      co_return fail({ErrorKind::Unauthenticated, "test.nobody", {"请登录", "sign in"}, {}, 0});
    const auto& rights = found->second->rights;
    if (!declaration.permission.empty() &&
        std::ranges::none_of(rights, [&](Right right) { return to_string(right) == declaration.permission; }))
      co_return fail({ErrorKind::Forbidden, "test.no_right", {"无权", "not yours"}, {}, 0});
    request.principal = std::make_shared<Caller>(*found->second);
    co_return Result<void>{};
  };
}

}  // namespace

World::World(storage::Engine engine) : store(schemas_of_world(), engine) {
  store->write_now([this](Transaction& transaction) {
    build(transaction);
    return true;
  });
  wire();
}

World::~World() { server_.reset(); }

void World::wire() {
  atlas = areas::open_atlas(*store, store.clock);
  notices = std::make_unique<Notices>(NoticesParts{*store, *atlas, hub, "https://linli.test"});
  cases::CasesParts parts{*store, *atlas, catalogue, hub, cases::shipped_flow_rules(), {}, {}, {}};
  parts.photos.folder = store.folder() / "photos";
  parts.listeners.push_back(notices->listener());
  cases = std::make_unique<cases::Cases>(std::move(parts));
}

void World::restart() {
  server_.reset();
  cases.reset();
  notices.reset();
  atlas.reset();
  store.reopen();
  wire();
}

void World::build(Transaction& transaction) {
  district = accounts::add_district(transaction, "示例区", "411099");
  const auto add = [&](areas::Level level, AreaId parent, std::string name) {
    return must(areas::add_area(transaction, district, {},
                                {.level = level, .parent = parent, .name = std::move(name), .from = kFrom}));
  };
  using areas::Level;
  const auto root = add(Level::District, {}, "示例区");
  subdistrict = add(Level::Subdistrict, root, "东关街道");
  community = add(Level::Community, subdistrict, "解放社区");
  lonely = add(Level::Community, subdistrict, "新建社区");
  yard = add(Level::Courtyard, community, "龙阳光世家");
  lonely_yard = add(Level::Courtyard, lonely, "新家园");
  grid = must(areas::add_grid(transaction, district, {},
                              {.name = "解放一网格", .community = community, .members = {yard}, .from = kFrom}));
  bodies::NewBody company;
  company.name = "热力公司";
  company.kind = bodies::Kind::Company;
  company.areas = {root};
  company.from = kFrom;
  heating = must(bodies::add_body(transaction, district, {}, company));
  using enum Right;
  const std::vector desk{CasesIntake, CasesDispatch, CasesHandle, CasesVerify};
  worker = person(transaction, "陈社区", {.role = Role::CommunityWorker, .area = community, .from = kFrom}, desk);
  office = person(transaction, "张街道", {.role = Role::Subdistrict, .area = subdistrict, .from = kFrom}, desk);
  steward = person(transaction, "周网格", {.role = Role::Steward, .from = kFrom}, {CasesIntake, CasesHandle});
  steward.scopes = {grid.value};
  fitter = person(transaction, "马师傅", {.role = Role::Department, .body = heating, .from = kFrom}, {CasesHandle});
  admin = person(transaction, "李系统", {.role = Role::SystemAdmin, .from = kFrom}, {SystemRun});
  must(areas::set_grid_duty(transaction, district, {}, grid, {.steward = steward.account}, kFrom));
  must(catalogue::ship_catalogue(transaction, district, {}, kFrom));
}

Caller World::person(Transaction& transaction, std::string name, const accounts::NewBinding& binding,
                     std::vector<Right> rights) {
  Caller caller;
  caller.district = district;
  caller.account = must(accounts::add_account(transaction, district, {}, {.login = name, .name = name}));
  must(accounts::bind_role(transaction, district, {}, caller.account, binding));
  caller.name = std::move(name);
  caller.rights = std::move(rights);
  if (binding.area) caller.scopes.push_back(binding.area.value);
  if (binding.body) caller.scopes.push_back(binding.body.value);
  return caller;
}

cases::Received World::report(cases::Contact contact, cases::Channel channel) {
  const auto matter = store->read_now([&](storage::Snapshot& snapshot) {
    return catalogue::find_matter_by_code(snapshot, district, "E1-01").value().id;
  });
  cases::NewReport wanted;
  wanted.matter = matter;
  wanted.area = yard;
  wanted.text = "垃圾没人清";
  wanted.channel = channel;
  wanted.contact = std::move(contact);
  return must(run(cases->intake.receive(std::move(wanted), {.district = district})));
}

void World::take(const Caller& caller, const cases::Received& received, cases::Command command) {
  const auto taken = run(cases->desk.take(caller, received.entry.id, std::move(command)));
  if (!taken) throw std::runtime_error(taken.error().code + ": " + taken.error().message.en);
}

void World::tell() {
  while (fan_out(notices->context()) > 0) continue;
}

SenderOptions World::quick() {
  return {.limits = {std::chrono::milliseconds(500), std::chrono::milliseconds(1'000)},
          .rest = std::chrono::seconds(0)};
}

int World::deliver(std::string_view queue, SenderOptions options) {
  ChannelSender sender(notices->context(), queue, {}, options);
  storage::Outbox box(*store, {{std::string(queue), [&](const auto& item) { return sender(item); }}},
                      outbox_options(queue, {.sending = options}));
  return box.deliver_due();
}

std::vector<InboxItem> World::inbox(const Caller& caller) { return run(notices->inbox(caller, {})).items; }

std::vector<storage::OutboxItem> World::outbox(storage::OutboxList which) {
  return store->read_now([&](storage::Snapshot& snapshot) { return storage::list_outbox(snapshot, which, 0, 1'000); });
}

void World::choose(const Caller& caller, Person person) { must(run(notices->choose(caller, std::move(person)))); }

std::int64_t World::set(Channel channel) {
  return store->write_now([&](Transaction& transaction) {
    return must(set_channel(transaction, store->keys(), notices->book(), district, {}, channel));
  });
}

std::int64_t World::set_mail(int port, std::string password) {
  Channel mail;
  mail.kind = ChannelKind::Mail;
  mail.name = "邮件";
  mail.host = "127.0.0.1";
  mail.port = port;
  mail.security = Security::None;
  mail.from = "linli@example.cn";
  mail.user = password.empty() ? "" : "linli";
  mail.secret = std::move(password);
  return set(mail);
}

std::int64_t World::set_sms(const std::string& url) {
  Channel sms;
  sms.kind = ChannelKind::Sms;
  sms.name = "短信";
  sms.url = url;
  sms.secret = "token-of-the-adapter";
  return set(sms);
}

http::testing::TestClient World::client(std::string_view who) {
  if (!server_) {
    router_ = http::Router();
    register_routes(router_, *notices);
    server_ = std::make_unique<http::testing::TestServer>(router_, gate_of(*this));
  }
  auto client = server_->client();
  if (!who.empty()) client.set_header("X-Test-Caller", std::string(who));
  return client;
}

}  // namespace linli::notices::testing
