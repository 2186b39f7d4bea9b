// What keeps a report from being taken. Pure.
#include <utility>

#include "base/text.hpp"
#include "modules/cases/rules.hpp"

namespace linli::cases {
namespace {

constexpr std::size_t kLongestText = 4000;
constexpr std::size_t kMostPhotos = 9;
constexpr std::size_t kShortestKey = 16;

Fault fault(std::string_view field, std::string_view value, Text reason, Text remedy) {
  return {std::string(field), std::nullopt, std::string(value), std::move(reason), std::move(remedy)};
}

void check_text(std::string_view text, std::vector<Fault>& faults) {
  if (trim(text).empty())
    faults.push_back(fault("text", "", {"没有写内容", "Nothing was written"},
                           {"请写一句话：什么事、在哪里", "Say in a sentence what is wrong and where"}));
  if (length_utf8(text) > kLongestText)
    faults.push_back(fault("text", "", {"超过4000字", "Longer than 4,000 characters"},
                           {"请写要点，其余可在办理中补充", "Write the main points; more can be added later"}));
}

void check_matter(const catalogue::Matter* matter, MatterId asked, bool by_resident, std::vector<Fault>& faults) {
  const bool offered =
      matter != nullptr && matter->active && matter->leaf && (!by_resident || matter->open_to_residents);
  if (!offered) {
    faults.push_back(fault("matter_id", to_string(asked), {"没有这个事项", "There is no such matter"},
                           {"请从目录中选择一项", "Choose one from the list"}));
  } else if (matter->diverts) {
    faults.push_back(
        fault("matter_id", matter->name.zh, {"这类情况不在这里受理", "This is not taken here"}, matter->emergency));
  }
}

// Digits with what people put between them; extensions and country codes included.
bool is_phone(std::string_view typed) {
  std::size_t digits = 0;
  for (const char c : normalise_width(typed)) {
    if (c >= '0' && c <= '9') {
      ++digits;
    } else if (c != ' ' && c != '-' && c != '+' && c != '(' && c != ')') {
      return false;
    }
  }
  return digits >= 5 && digits <= 20;
}

}  // namespace

std::vector<Fault> check_report(const NewReport& report, const catalogue::Matter* matter, bool by_resident) {
  std::vector<Fault> faults;
  check_matter(matter, report.matter, by_resident, faults);
  check_text(report.text, faults);
  // What was typed as a phone number is not repeated: it may be somebody's.
  if (!trim(report.contact.phone).empty() && !is_phone(report.contact.phone))
    faults.push_back(
        fault("phone", "", {"不像电话号码", "This does not look like a phone number"},
              {"请填手机号或带区号的座机号，也可以不填", "Enter a mobile or landline number, or leave it empty"}));
  if (report.lon.has_value() != report.lat.has_value())
    faults.push_back(fault("lon", "", {"位置不完整", "The position is incomplete"},
                           {"请重新在地图上选点", "Choose the point on the map again"}));
  if (report.photos.size() > kMostPhotos)
    faults.push_back(fault("photo_ids", std::to_string(report.photos.size()), {"照片超过9张", "More than nine photos"},
                           {"请留下最说明问题的几张", "Keep those that show it best"}));
  if (!report.key.empty() && report.key.size() < kShortestKey)
    faults.push_back(fault("idempotency_key", "", {"提交编号太短", "The key is too short"},
                           {"请用至少16个随机字符", "Use at least 16 random characters"}));
  return faults;
}

}  // namespace linli::cases
