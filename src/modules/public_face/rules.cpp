#include "modules/public_face/rules.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "modules/public_face/errors.hpp"

namespace linli::public_face {

// Written by CMake from models/base/public.toml.
extern const std::string_view kPublicFile;

namespace {

Fault text_fault(std::string field, Text reason, Text remedy) {
  return {std::move(field), std::nullopt, {}, std::move(reason), std::move(remedy)};
}

void check_words(std::vector<Fault>& faults, std::string field, std::string_view words, std::size_t most) {
  if (trim(words).empty()) {
    faults.push_back(text_fault(std::move(field), {"这一栏是空的。", "This is empty."},
                                {"用一两句话写清楚。", "Say it in a sentence or two."}));
  } else if (length_utf8(words) > most) {
    const auto count = std::to_string(most);
    faults.push_back(text_fault(std::move(field), {"太长了。", "It is too long."},
                                {"不超过 " + count + " 个字。", "At most " + count + " characters."}));
  }
}

Text name_of_kind(MarkKind kind) {
  switch (kind) {
    case MarkKind::Number:
      return {"证件号或账号", "a number of a document or account"};
    case MarkKind::Phone:
      return {"电话号码", "a telephone number"};
    case MarkKind::Mail:
      return {"邮箱", "a mail address"};
    case MarkKind::Plate:
      return {"车牌", "a number plate"};
    case MarkKind::Door:
      return {"门牌", "a door"};
    case MarkKind::Name:
      break;
  }
  return {"姓名", "a name"};
}

// Collects the cells below a node and gives what is left over.
std::int64_t gather(const Count& node, std::int64_t least, std::vector<Cell>& cells) {
  if (node.below.empty()) {
    if (node.settled < least) return node.settled;
    cells.push_back({node.id, node.settled, false});
    return 0;
  }
  // What moved to another area since was counted where it was then: never less than nothing.
  std::int64_t rest = node.settled;
  for (const auto& child : node.below) rest -= child.settled;
  rest = std::max<std::int64_t>(0, rest);
  for (const auto& child : node.below) rest += gather(child, least, cells);
  if (rest < least) return rest;
  cells.push_back({node.id, rest, true});
  return 0;
}

}  // namespace

Result<void> may_release(const cases::Case& entry, const catalogue::Matter* matter) {
  if (entry.confidential) return fail(kConfidential);
  if (matter == nullptr || matter->kind == "service") return fail(kPersonal);
  if (entry.state != cases::State::Closed) return fail(kNotSettled);
  if (!entry.outcome.empty()) return fail(kDiverted);
  return {};
}

std::vector<Fault> check_text(const PublicText& text) {
  std::vector<Fault> faults;
  check_words(faults, "title", text.title, kMostTitle);
  check_words(faults, "problem", text.problem, kMostText);
  check_words(faults, "result", text.result, kMostText);
  return faults;
}

std::vector<Fault> faults_of(const PublicText& text, std::span<const std::string> names) {
  std::vector<Fault> faults;
  const std::pair<const char*, const std::string*> fields[] = {
      {"title", &text.title}, {"problem", &text.problem}, {"result", &text.result}};
  for (const auto& [field, words] : fields) {
    for (const auto& mark : marks_in(*words, names)) {
      const auto kind = name_of_kind(mark.kind);
      faults.push_back({field,
                        std::nullopt,
                        mark.text,
                        {"“" + mark.text + "”像是" + kind.zh + "。", "“" + mark.text + "” looks like " + kind.en + "."},
                        {"改成看不出是谁、住哪里的说法。", "Write it so that nobody can tell who or which dwelling."}});
    }
  }
  return faults;
}

std::vector<Cell> cells_of(const Count& top, std::int64_t least) {
  std::vector<Cell> cells;
  auto rest = gather(top, least, cells);
  while (rest > 0 && rest < least && !cells.empty()) {
    const auto smallest = std::ranges::min_element(cells, {}, &Cell::settled);
    rest += smallest->settled;
    cells.erase(smallest);
  }
  if (rest >= least) cells.push_back({top.id, rest, true});
  return cells;
}

const Thresholds& shipped_thresholds() {
  static const auto kShipped = [] {
    const auto table = toml::parse(kPublicFile);
    const auto read = [&](std::string_view key) {
      std::vector<Threshold> list;
      const auto* rows = table[key].as_array();
      LINLI_ASSERT(rows != nullptr && !rows->empty());
      for (const auto& row : *rows) {
        const auto& one = *row.as_table();
        const auto from = parse_date(one["from"].value_or(std::string_view()));
        LINLI_ASSERT(from.has_value());
        list.push_back({*from, one["value"].value_or(std::int64_t{0}), one["source"].value_or(std::string())});
        LINLI_ASSERT(list.back().value > 0 && !list.back().source.empty());
      }
      std::ranges::sort(list, {}, &Threshold::from);
      return list;
    };
    return Thresholds{read("cell_least"), read("sample_least")};
  }();
  return kShipped;
}

const Threshold& in_force(const std::vector<Threshold>& thresholds, Date on) {
  const auto* found = &thresholds.front();
  for (const auto& one : thresholds)
    if (one.from <= on) found = &one;
  return *found;
}

}  // namespace linli::public_face
