#pragma once
// What is due, budgeted, received and spent, holder by holder, on a day as it was known at a moment. It only reads.

#include <map>
#include <memory>
#include <vector>

#include "modules/areas/api.hpp"
#include "modules/compliance/types.hpp"
#include "modules/funds/rules.hpp"
#include "modules/funds/store.hpp"

namespace linli::funds {

struct LineBooks {
  Due due;
  std::optional<Fen> budget;  // none: nothing adopted
  Sums sums;
};
struct HolderBooks {
  Holder holder;
  FundAccountId account;  // none: not opened
  std::string number;
  Fen balance;
  std::map<std::string, LineBooks> lines;  // by code
};
// In the order of holders.
using Ledger = std::vector<HolderBooks>;

struct Total {
  std::optional<Fen> due;  // none: nothing that a norm speaks of
  Fen budget;
  bool budgeted = false;  // anything adopted at all
  Fen income;
  Fen spent;
  Fen balance;
  void add(const HolderBooks& holder);
  void add(const LineBooks& line);
};

using Dues = std::map<Holder, std::map<std::string, Due>>;
// Of every holder that a norm speaks of: communities, and bodies whose line has books of its own.
[[nodiscard]] Dues dues_of(const compliance::Findings& findings, const areas::Atlas& atlas);

// Communities of an area: itself, those of a subdistrict, all of a district.
[[nodiscard]] std::vector<AreaId> communities_of(const areas::Atlas& atlas, DistrictId district, AreaId area);

struct BooksAsked {
  DistrictId district;
  Reach reach;
  std::vector<AreaId> communities;  // listed even while they have neither account nor norm
  int year = 0;
  Moment moment;
  Instant adopted_by{};  // budgets approved later are not there yet
};
[[nodiscard]] Ledger read_books(storage::Snapshot& snapshot, const BooksAsked& asked, const Dues& dues);

// The day that a year's norms are computed for: the day asked about in its own year, else the year's last day.
[[nodiscard]] Date basis_day(int year, Date as_of);
[[nodiscard]] Date last_day(int year);

}  // namespace linli::funds
