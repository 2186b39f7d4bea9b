#pragma once

#include <string>
#include <vector>

#include "gridding/instance.hpp"
#include "gridding/rules.hpp"
#include "gridding_files/table_reader.hpp"

namespace linli::gridding_files {

// Files of rules that name courtyards, or buildings as "<courtyard>/<building>". Columns by name, in any order:
//   together: group|组|分组, id|编号|小区编号: those of one group stay in one grid
//   apart:    u|from|小区, v|to|另一小区: never in one grid
struct RuleFiles {
  std::string together = {};  // empty: none
  std::string apart = {};
};

// Rows of rules as read. They come before the instance, which must know what may not be split, and are resolved after.
class NamedRules {
 public:
  NamedRules(const RuleFiles& files, ReadFailure& failure);

  std::vector<std::string> bound_together() const;  // ids in groups
  // Puts numbers in the place of names. A name that nobody bears, a group over several communities and a pair that is
  // bound together, too, are faults.
  void resolve(const gridding::Instance& instance, gridding::GridRules& rules, ReadFailure& failure) const;

 private:
  struct Member {
    std::string group, id;
    std::size_t line;
  };
  struct Pair {
    std::string first, second;
    std::size_t line;
  };

  void resolve_together(const gridding::Instance& instance, gridding::GridRules& rules, ReadFailure& failure) const;
  void resolve_apart(const gridding::Instance& instance, gridding::GridRules& rules, ReadFailure& failure) const;

  RuleFiles files_;
  std::vector<Member> members_;
  std::vector<Pair> pairs_;
};

}  // namespace linli::gridding_files
