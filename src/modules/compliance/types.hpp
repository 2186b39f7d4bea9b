#pragma once
// What the rules say of a district, record by record.

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"
#include "modules/areas/types.hpp"
#include "modules/rules/types.hpp"

namespace linli::compliance {

// A rule asked about one record. `places`: the areas it lies in, from the district down, itself included.
struct Finding {
  std::size_t rule = 0;  // index in Findings::model->rules
  std::string kind;      // `grid`
  std::int64_t id = 0;
  std::string name;
  std::vector<AreaId> places;
  rules::Answer answer;
};

// Every rule in force on a day, asked about every record it applies to. Ordered by rule, then id.
struct Findings {
  Date as_of{};
  Instant counted_at{};
  std::shared_ptr<const rules::Model> model;
  std::vector<Finding> all;
};

struct Tally {
  std::int64_t met = 0;
  std::int64_t fallen_short = 0;
  std::int64_t not_enough_data = 0;
  bool operator==(const Tally&) const = default;
};

struct RuleTally {
  std::size_t rule = 0;
  Tally tally;
  declare::Number amount;  // of norms: the sum, in yuan
};

}  // namespace linli::compliance
