#pragma once
// Writes the demo district into an empty store: territory, bodies, catalogue, people in posts.

#include <string>
#include <unordered_map>
#include <vector>

#include "app/demo/territory.hpp"
#include "base/error.hpp"
#include "base/id.hpp"
#include "modules/areas/api.hpp"
#include "storage/store.hpp"

namespace linli::app::demo {

// An account that somebody trying Linli signs in with; its password was made for this installation alone.
struct Login {
  std::string login;
  std::string name;
  Text role;
  std::string password;
};

// Where a case of the demo can lie and who answers there.
struct Spot {
  areas::Place place;
  BodyId committee;
  AccountId steward;
  AccountId worker;   // of the community's desk
  AccountId officer;  // of the subdistrict
  std::string yard;
  std::int64_t households = 0;
  Polygon outline;
};

struct Settled {
  DistrictId district;
  std::vector<Login> logins;
  std::vector<Spot> spots;
  std::unordered_map<BodyId, AccountId> duty_of_body;  // who answers at a department or company
};

// One transaction; throws StorageError when anything is refused: the demo is ours, so that is our mistake.
[[nodiscard]] Settled settle(storage::Store& store, const Territory& territory, Date from);

}  // namespace linli::app::demo
