#pragma once
// What people type as a place → areas, by pairs of characters: two-character words are the common case in Chinese, and
// a slip in one character must not lose the rest.

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace linli::areas {

// One width, no spaces or punctuation, lower case. The building, unit and room at the end (`3号楼2单元501室`) say where
// in the courtyard, not which one: they are cut off.
[[nodiscard]] std::string normalise_address(std::string_view text);

class AddressIndex {
 public:
  struct Entry {
    std::uint32_t owner = 0;  // the caller's own number
    std::string name;
    std::string address;             // may be empty
    std::vector<std::string> above;  // names of the areas above, nearest first: they tell equal names apart
  };
  struct Match {
    std::uint32_t owner;
    double score;  // 0 … 1
  };

  AddressIndex() = default;
  // `everywhere`: names that every address may begin with (province, city, district) and that say nothing here.
  AddressIndex(const std::vector<Entry>& entries, const std::vector<std::string>& everywhere);
  // Best first; those that share nothing worth naming are left out. Thread-safe.
  [[nodiscard]] std::vector<Match> find(std::string_view text, std::size_t limit) const;

 private:
  struct Known {
    std::uint32_t owner;
    std::string name;
    std::string address;
    std::vector<std::string> above;
  };
  [[nodiscard]] double score(const std::string& asked, const Known& entry) const;
  [[nodiscard]] std::string without_everywhere(std::string text) const;

  std::vector<Known> entries_;
  std::vector<std::string> everywhere_;
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> postings_;  // pair of characters → entries
};

}  // namespace linli::areas
