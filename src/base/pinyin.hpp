#pragma once
// Names by their sound: 解放社区 is found by jiefang, jfsq and jiefsq.

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace linli {

// A name as it is looked for: folded, and character by character how it can be read aloud.
struct SpokenName {
  std::string folded;
  std::vector<std::vector<std::string>> readings;  // of each character; letters and digits read as themselves

  // `word` is folded. Han words must stand in the name; a word of Latin letters may also be its sound from any
  // character on: syllables, initials, or both mixed, at least two letters.
  [[nodiscard]] bool matches(std::string_view word) const;
};

// Reads names aloud with ICU's table and a few readings that place names use. One thread at a time.
class Pinyin {
 public:
  Pinyin();
  ~Pinyin();
  Pinyin(const Pinyin&) = delete;
  Pinyin& operator=(const Pinyin&) = delete;
  [[nodiscard]] SpokenName read(std::string_view name);

 private:
  [[nodiscard]] const std::vector<std::string>& readings_of(std::string_view character);

  class Table;
  std::unique_ptr<Table> table_;
  std::unordered_map<std::string, std::vector<std::string>> known_;
};

}  // namespace linli
