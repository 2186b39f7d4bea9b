#include "base/pinyin.hpp"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

#include "base/text_tokens.hpp"

namespace linli {
namespace {

struct Reading {
  std::string_view character;
  std::string_view sound;
};
// Second readings that names of places, companies and people are known for; ICU gives each character one.
constexpr std::array kAlso{
    Reading{"长", "chang"}, Reading{"长", "zhang"}, Reading{"重", "chong"}, Reading{"重", "zhong"},
    Reading{"乐", "le"},    Reading{"乐", "yue"},   Reading{"行", "hang"},  Reading{"行", "xing"},
    Reading{"朝", "chao"},  Reading{"朝", "zhao"},  Reading{"都", "du"},    Reading{"都", "dou"},
    Reading{"厦", "xia"},   Reading{"厦", "sha"},   Reading{"大", "da"},    Reading{"大", "dai"},
    Reading{"单", "dan"},   Reading{"单", "shan"},  Reading{"曾", "zeng"},  Reading{"曾", "ceng"},
    Reading{"朴", "piao"},  Reading{"朴", "pu"},    Reading{"区", "qu"},    Reading{"区", "ou"},
    Reading{"仇", "qiu"},   Reading{"仇", "chou"},  Reading{"解", "jie"},   Reading{"解", "xie"},
    Reading{"华", "hua"},   Reading{"盛", "sheng"}, Reading{"盛", "cheng"}, Reading{"石", "shi"},
    Reading{"石", "dan"},   Reading{"调", "tiao"},  Reading{"调", "diao"},  Reading{"传", "chuan"},
    Reading{"传", "zhuan"}, Reading{"便", "bian"},  Reading{"便", "pian"},  Reading{"中", "zhong"},
    Reading{"校", "xiao"},  Reading{"校", "jiao"},  Reading{"绿", "lv"},    Reading{"绿", "lu"},
    Reading{"女", "nv"},    Reading{"女", "nu"},    Reading{"吕", "lv"},    Reading{"吕", "lu"},
    Reading{"柏", "bai"},   Reading{"柏", "bo"},    Reading{"薄", "bo"},    Reading{"薄", "bao"},
    Reading{"六", "liu"},   Reading{"六", "lu"},    Reading{"车", "che"},   Reading{"弹", "dan"},
    Reading{"弹", "tan"},   Reading{"藏", "cang"},  Reading{"藏", "zang"},  Reading{"降", "jiang"},
    Reading{"降", "xiang"}, Reading{"阿", "a"},     Reading{"阿", "e"},     Reading{"会", "hui"},
    Reading{"会", "kuai"},  Reading{"参", "can"},   Reading{"参", "shen"},  Reading{"查", "cha"},
    Reading{"查", "zha"},   Reading{"覃", "qin"},   Reading{"覃", "tan"},   Reading{"尉", "wei"},
    Reading{"尉", "yu"},    Reading{"葛", "ge"},    Reading{"翟", "zhai"},  Reading{"翟", "di"},
    Reading{"地", "di"},    Reading{"佛", "fo"},    Reading{"还", "huan"},  Reading{"率", "shuai"},
    Reading{"落", "la"}};

constexpr std::size_t kFewestLetters = 2;
constexpr std::size_t kMostLetters = 40;

bool is_latin(std::string_view word) {
  return std::ranges::all_of(word, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
}

// Do the readings from that character on begin with what is left of the word?
bool sounds_from(const SpokenName& name, std::size_t at, std::string_view rest) {
  if (rest.empty()) return true;
  if (at == name.readings.size()) return false;
  return std::ranges::any_of(name.readings[at], [&](const std::string& sound) {
    if (sound.starts_with(rest)) return true;
    if (rest.starts_with(sound) && sounds_from(name, at + 1, rest.substr(sound.size()))) return true;
    return sound.size() > 1 && rest.front() == sound.front() && sounds_from(name, at + 1, rest.substr(1));
  });
}

}  // namespace

bool SpokenName::matches(std::string_view word) const {
  if (word.empty()) return false;
  if (folded.contains(word)) return true;
  if (word.size() < kFewestLetters || word.size() > kMostLetters || !is_latin(word)) return false;
  for (std::size_t at = 0; at < readings.size(); ++at)
    if (sounds_from(*this, at, word)) return true;
  return false;
}

class Pinyin::Table {
 public:
  Table() {
    UErrorCode status = U_ZERO_ERROR;
    latin_.reset(icu::Transliterator::createInstance("Han-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status));
    if (U_FAILURE(status) || latin_ == nullptr) throw std::runtime_error("ICU: no Han-Latin table");
  }
  [[nodiscard]] std::string read(std::string_view character) const {
    auto text =
        icu::UnicodeString::fromUTF8(icu::StringPiece(character.data(), static_cast<std::int32_t>(character.size())));
    latin_->transliterate(text);
    std::string sound;
    text.toUTF8String(sound);
    std::erase_if(sound, [](char c) { return c < 'a' || c > 'z'; });
    return sound;
  }

 private:
  std::unique_ptr<icu::Transliterator> latin_;
};

Pinyin::Pinyin() : table_(std::make_unique<Table>()) {}
Pinyin::~Pinyin() = default;

const std::vector<std::string>& Pinyin::readings_of(std::string_view character) {
  const auto [found, added] = known_.try_emplace(std::string(character));
  if (!added) return found->second;
  auto& readings = found->second;
  if (auto sound = table_->read(character); !sound.empty()) readings.push_back(std::move(sound));
  for (const auto& [also, sound] : kAlso)
    if (also == character && std::ranges::find(readings, sound) == readings.end()) readings.emplace_back(sound);
  return readings;
}

SpokenName Pinyin::read(std::string_view name) {
  SpokenName spoken{fold_text(name), {}};
  for (std::size_t at = 0; at < spoken.folded.size();) {
    auto end = at + 1;
    while (end < spoken.folded.size() && (static_cast<unsigned char>(spoken.folded[end]) & 0xC0U) == 0x80U) ++end;
    const auto character = std::string_view(spoken.folded).substr(at, end - at);
    at = end;
    if (is_latin(character)) {
      spoken.readings.push_back({std::string(character)});
    } else if (const auto& readings = readings_of(character); !readings.empty()) {
      spoken.readings.push_back(readings);
    }
  }
  return spoken;
}

}  // namespace linli
