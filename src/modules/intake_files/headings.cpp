#include "modules/intake_files/headings.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.hpp"
#include "modules/intake_files/names.hpp"

namespace linli::intake_files {
namespace {

constexpr int kSearchRows = 25;
constexpr int kMaxHeight = 3;

bool looks_like_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789.-+,") == std::string_view::npos;
}

// The texts of one column from the top heading row down; a merged cell counts for the columns it covers when something
// stands below it.
std::vector<std::string> heading_parts(const Sheet& sheet, int start, int height, int column) {
  std::vector<std::string> parts;
  for (int row = start; row < start + height; ++row) {
    auto text = std::string(trim(sheet.cell(row, column)));
    const bool lower = row + 1 < start + height && !trim(sheet.cell(row + 1, column)).empty();
    for (int left = column - 1; text.empty() && lower && left >= 0; --left) {
      // The group ends where a column to the left has nothing below: that one's heading is its own.
      if (trim(sheet.cell(row + 1, left)).empty()) break;
      text = std::string(trim(sheet.cell(row, left)));
    }
    if (!text.empty() && (parts.empty() || parts.back() != text)) parts.push_back(std::move(text));
  }
  return parts;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const auto& part : parts) {
    if (!out.empty()) out += '/';
    for (const char c : part) out.push_back(c == '\n' || c == '\r' ? ' ' : c);
  }
  return out;
}

// The lowest heading says most; `楼栋/数` only means something together.
std::optional<Concept> concept_of_parts(const std::vector<std::string>& parts) {
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
    if (const auto found = concept_of(*part)) return found;
  }
  std::string together;
  for (const auto& part : parts) together += part;
  return parts.size() > 1 ? concept_of(together) : std::nullopt;
}

struct Candidate {
  int start = 0;
  int height = 0;
  double score = 0;
};

double score_window(const Sheet& sheet, Target target, int start, int height) {
  std::set<Concept> seen;
  double score = -1.5 * (height - 1);
  for (int row = start; row < start + height; ++row) {
    int filled = 0;
    for (int column = 0; column < sheet.columns(); ++column) {
      const auto text = trim(sheet.cell(row, column));
      if (text.empty()) continue;
      ++filled;
      if (looks_like_number(text)) score -= 4;
    }
    // A title stands alone in its row; it is no heading of columns.
    if (filled == 0 || (filled == 1 && sheet.columns() > 1)) score -= 4;
  }
  for (int column = 0; column < sheet.columns(); ++column) {
    const auto parts = heading_parts(sheet, start, height, column);
    if (const auto found = concept_of_parts(parts)) {
      if (seen.insert(*found).second) score += 2;
    }
  }
  for (const auto& field : fields_of(target)) {
    const bool found = std::ranges::any_of(field.from, [&](Concept c) { return seen.contains(c); });
    if (found && field.required) score += 2;
  }
  return score;
}

bool is_filled(const SheetUse& use, std::string_view field) {
  return std::ranges::any_of(use.columns, [&](const ColumnUse& column) { return column.field == field; });
}

// A file of one level's outlines names it by that level: 社区, or 街道.
void name_by_level(SheetUse& use, const std::vector<std::optional<Concept>>& concepts) {
  for (const auto level : {Concept::Community, Concept::Subdistrict}) {
    const auto found = std::ranges::find(concepts, std::optional(level));
    if (is_filled(use, "name") || found == concepts.end()) continue;
    use.columns[static_cast<std::size_t>(found - concepts.begin())].field = "name";
  }
}

void propose_fields(SheetUse& use, Target target, const std::vector<std::optional<Concept>>& concepts) {
  for (const auto& field : fields_of(target)) {
    for (const auto wanted : field.from) {
      if (is_filled(use, field.id)) break;
      for (std::size_t i = 0; i < concepts.size(); ++i) {
        if (concepts[i] != wanted || !use.columns[i].field.empty()) continue;
        use.columns[i].field = field.id;
        break;
      }
    }
  }
  if (target == Target::Boundaries) name_by_level(use, concepts);
}

bool starts_with_any(std::string_view text, std::span<const std::string_view> words) {
  return std::ranges::any_of(words, [&](auto word) { return text.starts_with(word); });
}

// 注:…, 备注1 …, 填表人 … : what stands below the rows of data.
bool is_remark(std::string_view text) {
  constexpr std::array<std::string_view, 3> kSigned{"填表", "制表", "填报"};
  if (starts_with_any(text, kSigned)) return true;
  constexpr std::array<std::string_view, 7> kWords{"注", "备注", "说明", "审核", "审核人", "负责人", "Note"};
  constexpr std::array<std::string_view, 5> kMarks{":", "\uFF1A", "1", "\uFF11", " "};
  return std::ranges::any_of(kWords, [&](std::string_view word) {
    return text.starts_with(word) && starts_with_any(text.substr(word.size()), kMarks);
  });
}

}  // namespace

SheetUse propose_with_headings(const Sheet& sheet, Target target, std::vector<int> header_rows) {
  SheetUse use;
  use.header_rows = std::move(header_rows);
  use.first_row = use.header_rows.empty() ? 0 : use.header_rows.back() + 1;
  std::vector<std::optional<Concept>> concepts;
  for (int column = 0; column < sheet.columns(); ++column) {
    ColumnUse entry;
    entry.column = column;
    entry.heading = column_letter(column);
    std::optional<Concept> found;
    if (!use.header_rows.empty() && column != sheet.wkt_column) {
      const int start = use.header_rows.front();
      const auto parts = heading_parts(sheet, start, use.header_rows.back() - start + 1, column);
      if (!parts.empty()) entry.heading = joined(parts);
      found = concept_of_parts(parts);
    }
    use.columns.push_back(std::move(entry));
    concepts.push_back(found);
  }
  propose_fields(use, target, concepts);
  const bool named =
      is_filled(use, "name") || is_filled(use, "code") || is_filled(use, "number") || is_filled(use, "door");
  use.use = named && use.first_row < sheet.rows() && (target != Target::Boundaries || sheet.wkt_column >= 0);
  return use;
}

SheetUse propose(const Sheet& sheet, Target target) {
  Candidate best;
  const int last = std::min(kSearchRows, sheet.rows());
  for (int start = 0; start < last; ++start) {
    for (int height = 1; height <= kMaxHeight && start + height <= sheet.rows(); ++height) {
      const double score = score_window(sheet, target, start, height);
      if (score > best.score) best = {start, height, score};
    }
  }
  std::vector<int> rows;
  for (int row = best.start; row < best.start + best.height; ++row) rows.push_back(row);
  return propose_with_headings(sheet, target, std::move(rows));
}

RowKind classify_row(const Sheet& sheet, const SheetUse& use, int row) {
  int filled = 0;
  std::string_view first;
  for (int column = 0; column < sheet.cells_in(row); ++column) {
    const auto text = trim(sheet.cell(row, column));
    if (text.empty()) continue;
    if (filled++ == 0) first = text;
    if (filled > 2) break;
  }
  if (filled == 0) return RowKind::Blank;
  constexpr std::array<std::string_view, 7> kTotals{"合计", "小计", "总计", "共计", "合 计", "总 计", "Total"};
  if (starts_with_any(first, kTotals)) return RowKind::Total;
  if (is_remark(first)) return RowKind::Remark;
  // A sentence alone in a wide row is a remark as well.
  if (filled == 1 && use.columns.size() >= 4 && length_utf8(first) > 15) return RowKind::Remark;
  if (use.header_rows.empty()) return RowKind::Data;
  // Printed lists repeat their headings on every page.
  for (int column = 0; column < sheet.cells_in(row); ++column) {
    const auto text = trim(sheet.cell(row, column));
    const auto heading = trim(sheet.cell(use.header_rows.front(), column));
    if (text != heading) return RowKind::Data;
  }
  return RowKind::Heading;
}

std::string text_above(const Sheet& sheet, const SheetUse& use) {
  std::string out = sheet.name();
  const int end = use.header_rows.empty() ? 0 : use.header_rows.front();
  for (int row = 0; row < end; ++row) {
    for (int column = 0; column < sheet.cells_in(row); ++column) {
      const auto text = trim(sheet.cell(row, column));
      if (!text.empty()) out.append("\n").append(text);
    }
  }
  return out;
}

}  // namespace linli::intake_files
