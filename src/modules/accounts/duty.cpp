// Who answers for what, for modules that must tell them something.
#include "modules/accounts/api.hpp"

namespace linli::accounts {

std::vector<AccountId> accounts_at(storage::Snapshot& snapshot, DistrictId district, std::int64_t area_or_body,
                                   Date on) {
  constexpr std::string_view kBound =
      "SELECT DISTINCT b.account FROM role_bindings b JOIN accounts a ON a.district = b.district AND a.id = b.account "
      "WHERE b.district = $1 AND a.state = 'active' AND b.valid_from <= $2 AND (b.valid_to IS NULL OR b.valid_to > $2) "
      "AND (b.area = $3 OR b.body = $3) ORDER BY b.account";
  constexpr std::string_view kDistrict =
      "SELECT DISTINCT b.account FROM role_bindings b JOIN accounts a ON a.district = b.district AND a.id = b.account "
      "WHERE b.district = $1 AND a.state = 'active' AND b.valid_from <= $2 AND (b.valid_to IS NULL OR b.valid_to > $2) "
      "AND b.role = 'district' ORDER BY b.account";
  const auto day = format_date(on);
  auto rows = area_or_body == district.value ? snapshot.query(kDistrict, district, day)
                                             : snapshot.query(kBound, district, day, area_or_body);
  std::vector<AccountId> accounts;
  while (rows.next()) accounts.push_back(rows.id<AccountId>(0));
  return accounts;
}

}  // namespace linli::accounts
