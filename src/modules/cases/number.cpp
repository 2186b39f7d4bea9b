#include "modules/cases/number.hpp"

#include <fmt/core.h>

#include <array>
#include <cstdint>

#include "base/text.hpp"

namespace linli::cases {
namespace {

constexpr std::size_t kDayDigits = 6;
constexpr std::size_t kDigits = 15;

// H. M. Damm's totally anti-symmetric quasigroup of order 10 (2004).
constexpr std::array<std::array<int, 10>, 10> kDamm{{{0, 3, 1, 7, 5, 9, 8, 6, 4, 2},
                                                     {7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
                                                     {4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
                                                     {1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
                                                     {6, 1, 2, 3, 0, 4, 5, 9, 7, 8},
                                                     {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
                                                     {5, 8, 6, 9, 7, 2, 0, 1, 3, 4},
                                                     {8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
                                                     {9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
                                                     {2, 5, 8, 1, 4, 3, 6, 7, 9, 0}}};

int damm(std::string_view digits) {
  int check = 0;
  for (const char c : digits) check = kDamm[static_cast<std::size_t>(check)][static_cast<std::size_t>(c - '0')];
  return check;
}

// SplitMix64's finaliser: neighbours in, strangers out.
std::uint64_t scramble(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15U;
  x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9U;
  x = (x ^ (x >> 27U)) * 0x94d049bb133111ebU;
  return x ^ (x >> 31U);
}

}  // namespace

std::string case_number(CaseId id, Date day, int attempt) {
  const auto mixed = scramble(static_cast<std::uint64_t>(id.value) + (static_cast<std::uint64_t>(attempt) << 56U));
  const auto digits = fmt::format("{:02}{:02}{:02}{:08}", int(day.year()) % 100, unsigned(day.month()),
                                  unsigned(day.day()), mixed % 100'000'000U);
  return fmt::format("{}-{}{}", std::string_view(digits).substr(0, kDayDigits),
                     std::string_view(digits).substr(kDayDigits), damm(digits));
}

std::optional<std::string> parse_number(std::string_view typed) {
  std::string digits;
  for (const char c : normalise_width(typed)) {
    if (c >= '0' && c <= '9') {
      digits += c;
    } else if (c != ' ' && c != '-') {
      return std::nullopt;
    }
  }
  if (digits.size() != kDigits || damm(digits) != 0) return std::nullopt;
  return digits.substr(0, kDayDigits) + "-" + digits.substr(kDayDigits);
}

}  // namespace linli::cases
