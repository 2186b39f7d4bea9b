#include "app/demo/settle.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "modules/accounts/api.hpp"
#include "modules/areas/api.hpp"
#include "modules/bodies/api.hpp"
#include "modules/catalogue/api.hpp"
#include "storage/keys.hpp"

namespace linli::app::demo {
namespace {

using accounts::Role;
using storage::Transaction;

constexpr std::array<std::pair<const char*, bodies::Kind>, 15> kBodies{{
    {"区城管局", bodies::Kind::Department},
    {"区住建局", bodies::Kind::Department},
    {"区民政局", bodies::Kind::Department},
    {"区人社局", bodies::Kind::Department},
    {"区医保局", bodies::Kind::Department},
    {"区卫健委", bodies::Kind::Department},
    {"区残联", bodies::Kind::Other},
    {"区市场监管局", bodies::Kind::Department},
    {"区消防大队", bodies::Kind::Department},
    {"区交警大队", bodies::Kind::Department},
    {"区退役军人事务局", bodies::Kind::Department},
    {"热力公司", bodies::Kind::Company},
    {"自来水公司", bodies::Kind::Company},
    {"供电公司", bodies::Kind::Company},
    {"燃气公司", bodies::Kind::Company},
}};
constexpr const char* kSupervisionPhone = "0374-9912345";

template <class T>
T taken(Result<T> result) {
  if (!result) {
    std::string why = result.error().message.zh;
    for (const auto& fault : result.error().faults) why += fmt::format("; {}: {}", fault.field, fault.reason.zh);
    throw storage::StorageError("demo district refused: " + why);
  }
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

// Little-endian WKB of one ring.
storage::Bytes to_wkb(const Polygon& polygon) {
  storage::Bytes bytes;
  const auto append = [&](const auto& value) {
    static_assert(std::endian::native == std::endian::little);
    const auto at = bytes.size();
    bytes.resize(at + sizeof value);
    std::memcpy(bytes.data() + at, &value, sizeof value);
  };
  append(std::uint8_t{1});
  append(std::uint32_t{3});
  append(std::uint32_t{1});
  append(static_cast<std::uint32_t>(polygon.size() + 1));
  for (std::size_t i = 0; i <= polygon.size(); ++i) {
    append(polygon[i % polygon.size()].x);
    append(polygon[i % polygon.size()].y);
  }
  return bytes;
}

class Settler {
 public:
  Settler(Transaction& transaction, const Territory& territory, Date from)
      : transaction_(transaction), territory_(territory), from_(from), earliest_(earliest_day(territory, from)) {}

  Settled run() {
    settled_.district = accounts::add_district(transaction_, territory_.name, territory_.code);
    add_district_area();
    for (const auto& subdistrict : territory_.subdistricts) add_subdistrict(subdistrict);
    for (const auto& [name, kind] : kBodies) add_department(name, kind);
    taken(catalogue::ship_catalogue(transaction_, settled_.district, {}, from_));
    add_offices();
    return std::move(settled_);
  }

 private:
  void add_district_area() {
    const areas::NewArea area{.level = areas::Level::District,
                              .name = territory_.name,
                              .code = territory_.code,
                              .households = territory_.households,
                              .from = earliest_};
    const auto id = taken(areas::add_area(transaction_, settled_.district, {}, area));
    outline(id, territory_.outline);
  }

  // A year before the first merger, or the day the demo begins.
  static Date earliest_day(const Territory& territory, Date from) {
    Date earliest = from;
    const auto look_at = [&](const Origin& origin) {
      if (origin.predecessors > 1) earliest = std::min(earliest, origin.merged_on - std::chrono::years{1});
    };
    for (const auto& subdistrict : territory.subdistricts) {
      look_at(subdistrict.origin);
      for (const auto& community : subdistrict.communities) look_at(community.origin);
    }
    return earliest;
  }

  // An area with its past: those it was until the merger, and what they became.
  // `around`: the first day of what it lies in.
  AreaId add_with_past(areas::NewArea area, const Origin& origin, Date around) {
    if (origin.predecessors == 1) area.from = around;
    if (origin.predecessors < 2) return taken(areas::add_area(transaction_, settled_.district, {}, area));
    areas::MergeAreas merger{
        .areas = {},
        .name = area.name,
        .code = area.code,
        .on = std::max(origin.merged_on, Date{std::chrono::sys_days(around) + std::chrono::days{1}})};
    const auto name = area.name;
    area.code.clear();
    area.from = around;
    for (int i = 1; i <= origin.predecessors; ++i) {
      area.name = fmt::format("原{}第{}片", name, i);
      merger.areas.push_back(taken(areas::add_area(transaction_, settled_.district, {}, area)));
    }
    return taken(areas::merge_areas(transaction_, settled_.district, {}, merger));
  }

  void add_subdistrict(const Subdistrict& subdistrict) {
    const auto id = add_with_past({.level = areas::Level::Subdistrict,
                                   .parent = areas::district_area(settled_.district),
                                   .name = subdistrict.name,
                                   .code = subdistrict.code,
                                   .from = earliest_},
                                  subdistrict.origin, earliest_);
    street_from_ = subdistrict.origin.predecessors > 1 ? subdistrict.origin.merged_on : earliest_;
    outline(id, subdistrict.outline);
    add_body(subdistrict.name + "办事处", bodies::Kind::SubdistrictOffice, id);
    if (!first_subdistrict_) first_subdistrict_ = id;
    officer_ = add_staff(fmt::format("j{}", subdistrict.code), subdistrict.name + "值班",
                         {.role = Role::Subdistrict, .area = id});
    for (const auto& community : subdistrict.communities) add_community(community, id);
  }

  void add_community(const Community& community, AreaId parent) {
    const auto id = add_with_past({.level = areas::Level::Community,
                                   .parent = parent,
                                   .name = community.name,
                                   .code = community.code,
                                   .from = from_},
                                  community.origin, street_from_);
    outline(id, community.outline);
    Spot spot{.place = {.district = areas::district_area(settled_.district), .subdistrict = parent, .community = id}};
    spot.committee = add_body(community.name + "居委会", bodies::Kind::ResidentsCommittee, id);
    spot.officer = officer_;
    const auto courtyards = add_courtyards(community, id);
    const bool first = settled_.logins.empty();
    const accounts::NewBinding binding{.role = Role::CommunityWorker, .area = id};
    spot.worker = first ? add_login("shequ", community.secretary, {"社区工作者", "community worker"}, binding)
                        : add_staff(fmt::format("s{}", community.code), community.secretary, binding);
    for (const auto& grid : community.grids) add_grid(community, grid, courtyards, spot);
  }

  std::vector<AreaId> add_courtyards(const Community& community, AreaId parent) {
    std::vector<areas::NewArea> rows;
    for (const auto& courtyard : community.courtyards) {
      const auto centre = centre_of(courtyard.outline);
      rows.push_back({.level = areas::Level::Courtyard,
                      .parent = parent,
                      .name = courtyard.name,
                      .households = courtyard.households,
                      .kind = courtyard.kind,
                      .address = courtyard.address,
                      .built_year = courtyard.built_year,
                      .lon = centre.x,
                      .lat = centre.y,
                      .from = from_});
    }
    auto ids = taken(areas::add_areas(transaction_, settled_.district, {}, rows));
    for (std::size_t i = 0; i < ids.size(); ++i) outline(ids[i], community.courtyards[i].outline);
    return ids;
  }

  void add_grid(const Community& community, const Grid& grid, const std::vector<AreaId>& courtyards, Spot spot) {
    areas::NewGrid row{.name = grid.name,
                       .community = spot.place.community,
                       .phone = grid.phone,
                       .supervision_phone = kSupervisionPhone,
                       .from = from_};
    for (const auto index : grid.courtyards) row.members.push_back(courtyards[index]);
    const auto id = taken(areas::add_grid(transaction_, settled_.district, {}, row));
    const bool first = settled_.spots.empty();
    spot.steward = first ? add_login("wangge", grid.steward, {"网格员", "grid steward"}, {.role = Role::Steward})
                         : add_staff(fmt::format("w{:04}", ++stewards_), grid.steward, {.role = Role::Steward});
    const areas::GridDuty duty{.steward = spot.steward, .deputy = spot.worker};
    taken(areas::set_grid_duty(transaction_, settled_.district, {}, id, duty, from_));
    spot.place.grid = id;
    for (const auto index : grid.courtyards) {
      const auto& courtyard = community.courtyards[index];
      spot.place.courtyard = courtyards[index];
      spot.yard = courtyard.name;
      spot.households = courtyard.households;
      spot.outline = courtyard.outline;
      settled_.spots.push_back(spot);
    }
  }

  void add_offices() {
    const auto body = *bodies::find_body(transaction_, settled_.district, "区城管局");
    add_login("jiedao", "街道办", {"街道", "subdistrict"}, {.role = Role::Subdistrict, .area = first_subdistrict_});
    add_login("bumen", "城管局值班", {"部门(区城管局)", "department"}, {.role = Role::Department, .body = body});
    add_login("quban", "区网格办", {"区级", "district"}, {.role = Role::District});
    add_login("xitong", "系统管理员", {"系统管理员", "system administrator"}, {.role = Role::SystemAdmin});
    add_login("anquan", "安全管理员", {"安全管理员", "security administrator"}, {.role = Role::SecurityAdmin});
    add_login("shenji", "审计管理员", {"审计管理员", "audit administrator"}, {.role = Role::AuditAdmin});
  }

  void add_department(const std::string& name, bodies::Kind kind) {
    const auto body = add_body(name, kind, areas::district_area(settled_.district));
    const accounts::NewBinding binding{.role = Role::Department, .body = body};
    settled_.duty_of_body[body] = add_staff(fmt::format("b{:02}", ++departments_), name + "值班", binding);
  }

  BodyId add_body(const std::string& name, bodies::Kind kind, AreaId area) {
    return taken(bodies::add_body(transaction_, settled_.district, {},
                                  {.name = name, .kind = kind, .phone = "", .areas = {area}, .from = from_}));
  }

  AccountId add_account(const std::string& login, const std::string& name, const std::string& password_hash,
                        accounts::NewBinding binding) {
    const auto id = taken(accounts::add_account(
        transaction_, settled_.district, {},
        {.login = login, .name = name, .password_hash = password_hash, .must_change_password = password_hash.empty()}));
    binding.from = from_;
    taken(accounts::bind_role(transaction_, settled_.district, {}, id, binding));
    return id;
  }

  // Nobody can sign in to it until a security administrator gives it a password.
  AccountId add_staff(const std::string& login, const std::string& name, const accounts::NewBinding& binding) {
    return add_account(login, name, "", binding);
  }

  AccountId add_login(const std::string& login, const std::string& name, const Text& role,
                      const accounts::NewBinding& binding) {
    const auto password = storage::random_secret(10) + "-a1";
    settled_.logins.push_back({login, name, role, password});
    return add_account(login, name, accounts::hash_password(password), binding);
  }

  void outline(AreaId area, const Polygon& polygon) {
    taken(areas::set_outline(transaction_, settled_.district, {}, area, to_wkb(polygon), from_));
  }

  Transaction& transaction_;
  const Territory& territory_;
  const Date from_;
  const Date earliest_;
  Settled settled_;
  AreaId first_subdistrict_;
  Date street_from_{};  // first day of the subdistrict being added
  AccountId officer_;   // of the subdistrict being added
  int stewards_ = 0;
  int departments_ = 0;
};

}  // namespace

Settled settle(storage::Store& store, const Territory& territory, Date from) {
  return store.write_now([&](Transaction& transaction) { return Settler(transaction, territory, from).run(); });
}

}  // namespace linli::app::demo
