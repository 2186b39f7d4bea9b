#include "modules/people/id_number.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace linli::people {
namespace {

// GB 11643-1999, 4.3: weights of the first 17 digits, and the check sign for each remainder of 11.
constexpr std::array kWeights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
constexpr std::string_view kCheckSigns = "10X98765432";
constexpr std::size_t kFull = 18;
constexpr std::size_t kLegacy = 15;

std::string compact(std::string_view text) {
  std::string out;
  for (const char c : normalise_width(trim(text))) {
    if (c == ' ' || c == '-' || c == '\t') continue;
    out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return out;
}

bool all_digits(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_digit); }

// `4.11002E+17`, `411002199001011000.0000`: written by a spreadsheet that took the number for a quantity.
bool is_spreadsheet_number(std::string_view text) {
  const auto e = text.find('E');
  const auto point = text.find('.');
  const auto quantity = [](char c) { return is_digit(c) || c == '.' || c == '+' || c == 'E'; };
  return (e != std::string_view::npos || point != std::string_view::npos) && is_digit(text.front()) &&
         std::ranges::all_of(text, quantity);
}

int number_of(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

Date date_of_digits(std::string_view eight) {
  return {std::chrono::year{number_of(eight.substr(0, 4))},
          std::chrono::month{static_cast<unsigned>(number_of(eight.substr(4, 2)))},
          std::chrono::day{static_cast<unsigned>(number_of(eight.substr(6, 2)))}};
}

IdNumber with_fault(IdFault fault) {
  return {.fault = fault, .number = {}, .legacy = false, .birth = {}, .gender = {}};
}

}  // namespace

char id_check_digit(std::string_view seventeen) {
  int sum = 0;
  for (std::size_t i = 0; i < kWeights.size(); ++i) sum += (seventeen[i] - '0') * kWeights[i];
  return kCheckSigns[static_cast<std::size_t>(sum % 11)];
}

IdNumber read_id_number(std::string_view text, bool allow_legacy) {
  auto number = compact(text);
  if (number.empty()) return with_fault(IdFault::Shape);
  if (is_spreadsheet_number(number)) return with_fault(IdFault::Scientific);
  IdNumber read;
  if (number.size() == kLegacy && allow_legacy && all_digits(number)) {
    number = number.substr(0, 6) + "19" + number.substr(6);
    number += id_check_digit(number);
    read.legacy = true;
  }
  if (number.size() != kFull || !all_digits(std::string_view(number).substr(0, kFull - 1)) ||
      !(is_digit(number.back()) || number.back() == 'X'))
    return with_fault(IdFault::Shape);
  read.birth = date_of_digits(std::string_view(number).substr(6, 8));
  constexpr int kFirstYear = 1850;
  if (!read.birth.ok() || static_cast<int>(read.birth.year()) < kFirstYear) return with_fault(IdFault::Birth);
  if (number.back() != id_check_digit(number)) return with_fault(IdFault::Check);
  read.gender = (number[16] - '0') % 2 == 1 ? Gender::Male : Gender::Female;
  read.number = std::move(number);
  return read;
}

Text words_of(IdFault fault) {
  switch (fault) {
    case IdFault::Scientific:
      return {"身份证号被表格软件当成了数字，后几位已经丢失。",
              "A spreadsheet took the ID number for a quantity and lost its last digits."};
    case IdFault::Shape:
      return {"身份证号应为 18 位（最后一位可以是 X）。", "An ID number has 18 signs; the last may be X."};
    case IdFault::Birth:
      return {"身份证号里的出生日期不存在。", "The birth date in the ID number is no day of the calendar."};
    case IdFault::Check:
      return {"身份证号的校验位不对。", "The check digit of the ID number does not fit."};
    case IdFault::None:
      break;
  }
  return {};
}

Text remedy_of(IdFault fault) {
  if (fault == IdFault::Scientific)
    return {"把这一列设为“文本”格式，重新录入后再导入。",
            "Format the column as text, enter the numbers again and send the file once more."};
  return {"对照证件核对。", "Compare it with the document."};
}

std::optional<std::string> read_phone(std::string_view text) {
  const auto compacted = compact(text);
  if (compacted.empty() || is_spreadsheet_number(compacted)) return std::nullopt;
  std::string phone;
  for (const char c : compacted) {
    if (is_digit(c) || (c == '+' && phone.empty())) {
      phone += c;
    } else if (c != '(' && c != ')') {
      return std::nullopt;
    }
  }
  const auto digits = phone.size() - (phone.starts_with('+') ? 1 : 0);
  if (digits < 7 || digits > 15) return std::nullopt;
  if (phone.starts_with("+86") && digits == 13) phone = phone.substr(3);
  return phone;
}

std::string mask_id_number(std::string_view number) {
  if (number.size() != kFull) return number.empty() ? std::string() : std::string(number.size(), '*');
  return std::string(number.substr(0, 4)) + std::string(10, '*') + std::string(number.substr(14));
}

std::string mask_phone(std::string_view phone) {
  constexpr std::size_t kMobile = 11;
  if (phone.size() < kMobile)
    return phone.empty() ? std::string()
                         : std::string(phone.size() - 2, '*') + std::string(phone.substr(phone.size() - 2));
  return std::string(phone.substr(0, 3)) + std::string(phone.size() - 7, '*') +
         std::string(phone.substr(phone.size() - 4));
}

std::string mask_name(std::string_view name) {
  const auto length = length_utf8(name);
  if (length == 0) return {};
  const auto first = std::string(prefix_utf8(name, 1));
  if (length == 1) return "*";
  if (length == 2) return first + "*";
  const auto before_last = prefix_utf8(name, length - 1);
  std::string stars(length - 2, '*');
  return first + stars + std::string(name.substr(before_last.size()));
}

int age_on(Date birth, Date on) {
  const int years = static_cast<int>(on.year()) - static_cast<int>(birth.year());
  const bool before_birthday = std::pair(on.month(), on.day()) < std::pair(birth.month(), birth.day());
  return before_birthday ? years - 1 : years;
}

}  // namespace linli::people
