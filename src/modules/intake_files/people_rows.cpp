#include "modules/intake_files/people_rows.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "modules/intake_files/names.hpp"
#include "modules/people/id_number.hpp"

namespace linli::intake_files {

using people::Incoming;

namespace {

constexpr std::array<std::pair<std::string_view, people::Gender>, 6> kGenderWords{{{"男", people::Gender::Male},
                                                                                   {"男性", people::Gender::Male},
                                                                                   {"male", people::Gender::Male},
                                                                                   {"女", people::Gender::Female},
                                                                                   {"女性", people::Gender::Female},
                                                                                   {"female", people::Gender::Female}}};
constexpr std::array<std::pair<std::string_view, people::Stay>, 13> kStayWords{{{"户籍", people::Stay::Registered},
                                                                                {"常住户籍", people::Stay::Registered},
                                                                                {"人户一致", people::Stay::Registered},
                                                                                {"户籍人口", people::Stay::Registered},
                                                                                {"常住", people::Stay::Resident},
                                                                                {"常住人口", people::Stay::Resident},
                                                                                {"自住", people::Stay::Resident},
                                                                                {"租住", people::Stay::Tenant},
                                                                                {"租户", people::Stay::Tenant},
                                                                                {"租客", people::Stay::Tenant},
                                                                                {"流动人口", people::Stay::Tenant},
                                                                                {"集体", people::Stay::Collective},
                                                                                {"集体户", people::Stay::Collective}}};
constexpr std::size_t kMostRelation = 20;
constexpr std::size_t kMostDoor = 60;

template <class T, std::size_t N>
std::optional<T> word_value(const std::array<std::pair<std::string_view, T>, N>& words, std::string_view text) {
  const auto found = std::ranges::find(words, text, &std::pair<std::string_view, T>::first);
  if (found == words.end()) return std::nullopt;
  return found->second;
}

// `独居老人、残疾人`, separated as offices do.
std::vector<std::string> parts_of(std::string_view text) {
  std::vector<std::string> parts;
  auto usual = normalise_width(text);
  for (std::size_t at = 0; at <= usual.size();) {
    auto end = usual.size();
    std::size_t length = 1;
    for (const std::string_view mark : {",", ";", "/", "、", " "})
      if (const auto found = usual.find(mark, at); found < end) {
        end = found;
        length = mark.size();
      }
    const auto part = trim(std::string_view(usual).substr(at, end - at));
    if (!part.empty()) parts.emplace_back(part);
    at = end + length;
  }
  return parts;
}

}  // namespace

PeopleCells::PeopleCells(const Check& check) : check_(check) {
  for (const auto& use : check.uses) columns_.emplace_back(check.settings.target, use);
}

std::string_view PeopleCells::cell(RowPlace place, std::string_view field) const {
  const int column = columns_[static_cast<std::size_t>(place.sheet)].of(field);
  if (column < 0) return {};
  return trim(check_.sheets[static_cast<std::size_t>(place.sheet)].cell(place.row, column));
}

std::optional<Incoming> PeopleCells::person(const PeopleRow& row, const CellNote& note) const {
  Incoming person;
  person.place = row.home;
  person.name = clean_text(cell(row.place, "name"));
  if (person.name.empty()) {
    note("name", Severity::Refuse, {"姓名是空的。", "The name is blank."}, {"填上姓名。", "Fill it in."});
    return std::nullopt;
  }
  if (!id_number(row.place, person, note)) return std::nullopt;
  if (const auto text = cell(row.place, "phone"); !text.empty() && !text.contains('*')) {
    if (auto phone = people::read_phone(text))
      person.phone = std::move(*phone);
    else
      note("phone", Severity::Unknown, {"不是电话号码。", "It is no telephone number."},
           {"改正号码，表格里设为“文本”格式。", "Correct it, and format the column as text."});
  }
  birth(row.place, person, note);
  words(row.place, person, note);
  tags(row.place, person, note);
  return person;
}

// A number that is wrong refuses the row: taken without it, the same person would stand twice next time.
bool PeopleCells::id_number(RowPlace place, Incoming& person, const CellNote& note) const {
  const auto text = cell(place, "id_number");
  if (text.empty()) return true;
  if (text.contains('*')) {
    if (text.size() >= 4 && !text.substr(text.size() - 4).contains('*')) person.last4 = text.substr(text.size() - 4);
    return true;
  }
  const auto read = people::read_id_number(text, true);
  if (read.fault != people::IdFault::None) {
    note("id_number", Severity::Refuse, people::words_of(read.fault), people::remedy_of(read.fault));
    return false;
  }
  if (read.legacy)
    note("id_number", Severity::Warn, {"15 位老号码，已按 18 位记。", "A number of 15 digits was written with 18."},
         {"核对新证件。", "Compare it with the new document."});
  person.id_number = read.number;
  person.birth = read.birth;
  person.gender = read.gender;
  return true;
}

void PeopleCells::birth(RowPlace place, Incoming& person, const CellNote& note) const {
  const auto text = cell(place, "birth");
  if (text.empty() || text.contains('*')) return;
  const auto day = read_date(text).value;
  if (!day) {
    if (!person.birth)
      note("birth", Severity::Unknown, {"不是日期。", "It is no date."},
           {"写成 1990-01-31 这样。", "Write 1990-01-31."});
    return;
  }
  if (person.birth && *person.birth != *day) {
    note("birth", Severity::Warn,
         {"与身份证号里的出生日期不同，按身份证号记。", "It differs from the ID number's, which is kept."},
         {"核对证件。", "Compare it with the document."});
    return;
  }
  person.birth = day;
}

void PeopleCells::words(RowPlace place, Incoming& person, const CellNote& note) const {
  const auto unknown = [&](std::string_view field, Text reason, Text remedy) {
    note(field, Severity::Unknown, std::move(reason), std::move(remedy));
  };
  if (const auto text = cell(place, "gender"); !text.empty()) {
    const auto gender = word_value(kGenderWords, text);
    if (!gender)
      unknown("gender", {"认不出的性别。", "An unknown word."}, {"写男或女。", "Write 男 or 女."});
    else if (person.gender == people::Gender::Unknown)
      person.gender = *gender;
    else if (person.gender != *gender)
      note("gender", Severity::Warn,
           {"与身份证号不符，按身份证号记。", "It differs from the ID number's, which is kept."},
           {"核对证件。", "Compare it with the document."});
  }
  person.door = clean_text(cell(place, "door"));
  if (length_utf8(person.door) > kMostDoor) {
    unknown("door", {"门牌太长。", "The door is too long."}, {"只写单元和房号。", "Write entrance and number only."});
    person.door.clear();
  }
  person.relation = clean_text(cell(place, "relation"));
  if (length_utf8(person.relation) > kMostRelation) {
    unknown("relation", {"文字太长。", "The text is too long."},
            {"写户主、配偶、子、女等。", "Write head, spouse, child …"});
    person.relation.clear();
  }
  if (const auto text = cell(place, "stay"); !text.empty()) {
    person.stay = word_value(kStayWords, text);
    if (!person.stay)
      unknown("stay", {"认不出的居住方式。", "An unknown way of living there."},
              {"写户籍、常住、租住或集体。", "Write 户籍, 常住, 租住 or 集体."});
  }
  if (const auto text = cell(place, "from"); !text.empty()) {
    person.from = read_date(text).value;
    if (person.from && *person.from > check_.settings.as_of) person.from.reset();
    if (!person.from)
      unknown("from", {"不是日期，或在今天以后。", "It is no date, or after today."},
              {"写成 2024-01-31 这样。", "Write 2024-01-31."});
  }
  if (const auto text = cell(place, "education"); !text.empty()) {
    person.education = people::education_code(text);
    if (person.education.empty())
      unknown("education", {"字典里没有这种文化程度。", "The dictionary has no such education."},
              {"写小学及以下、初中、高中、中专、大专、大学本科或研究生。", "Use a word of the dictionary."});
  }
}

void PeopleCells::tags(RowPlace place, Incoming& person, const CellNote& note) const {
  const auto text = cell(place, "tags");
  if (text.empty()) return;
  person.tags.emplace();
  for (const auto& word : parts_of(text)) {
    auto code = people::tag_code(word);
    if (code.empty())
      note("tags", Severity::Unknown, {"服务标签字典里没有“" + word + "”。", "No care tag is called “" + word + "”."},
           {"标签只表示需要照顾，从字典里选。", "A tag is a need for care; choose from the dictionary."});
    else
      person.tags->push_back(std::move(code));
  }
  // What could not be read takes nothing away.
  if (person.tags->empty()) person.tags.reset();
}

std::optional<people::IncomingHousehold> PeopleCells::household(const PeopleRow& row, const CellNote& note) const {
  people::IncomingHousehold household{row.home, clean_text(cell(row.place, "door")), {}};
  if (household.door.empty() || length_utf8(household.door) > kMostDoor) {
    note("door", Severity::Refuse, {"门牌是空的或太长。", "The door is blank or too long."},
         {"填写单元和房号。", "Give entrance and number."});
    return std::nullopt;
  }
  const auto kind = cell(row.place, "kind");
  if (kind == "集体户" || kind == "集体" || kind == "collective") household.kind = "collective";
  if (kind == "家庭户" || kind == "家庭" || kind == "family") household.kind = "family";
  if (household.kind.empty() && !kind.empty())
    note("kind", Severity::Unknown, {"认不出的类型。", "An unknown kind."},
         {"写家庭户或集体户。", "Write 家庭户 or 集体户."});
  return household;
}

}  // namespace linli::intake_files
