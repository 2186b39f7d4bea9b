#include "modules/rules/file_readers.hpp"

namespace linli::rules {
namespace {

using declare::CsvRow;
using declare::Number;

constexpr std::string_view kDictionaryHeading =
    "code,parent,name_zh,name_en,rows,from,to,source,certainty,note_zh,note_en";
constexpr std::string_view kCatalogueHeading =
    "code,parent,name_zh,name_en,department,rows,from,to,source,certainty,note_zh,note_en";
constexpr std::string_view kFigureHeading =
    "code,name_zh,name_en,value,unit_zh,unit_en,as_of,expression,places,rows,source,certainty,note_zh,note_en";

// The cells of one line by their heading.
class Line {
 public:
  Line(const CsvRow& row, std::string_view heading, const ReadFile& file)
      : row_(row), heading_(heading), file_(file), at_{std::string(file.path), row.line, 0} {}

  [[nodiscard]] const Position& at() const { return at_; }

  [[nodiscard]] const std::string& cell(std::string_view column) const {
    std::size_t index = 0;
    std::string_view rest = heading_;
    while (!rest.empty()) {
      const auto comma = rest.find(',');
      if (rest.substr(0, comma) == column) return row_.cells[index];
      ++index;
      rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(comma + 1);
    }
    static const std::string kNone;
    return kNone;
  }

  std::optional<Date> date(std::string_view column) const {
    const auto& text = cell(column);
    if (text.empty()) return std::nullopt;
    const auto date = parse_date(text);
    if (!date) fault({"不是日期:" + text, "Not a day: " + text}, {"写成 2024-01-01。", "Write 2024-01-01."});
    return date;
  }

  std::optional<Number> number(std::string_view column) const {
    const auto& text = cell(column);
    if (text.empty()) return std::nullopt;
    const auto number = Number::parse(text);
    if (!number) fault({"不是数字:" + text, "Not a number: " + text}, {"写普通的数字。", "Write a plain number."});
    return number;
  }

  void fault(Text reason, Text remedy) const { file_.faults.add(at_, std::move(reason), std::move(remedy)); }

  // The columns that all three kinds of tables share.
  void read(Entry& entry) const {
    entry.at = at_;
    entry.code = cell("code");
    entry.name = {cell("name_zh"), cell("name_en")};
    entry.note = {cell("note_zh"), cell("note_en")};
    auto& provenance = entry.provenance;
    provenance = file_.model.head.provenance;
    provenance.rows = split_rows(cell("rows"));
    if (const auto from = date("from")) provenance.from = *from;
    provenance.to = date("to");
    if (!cell("source").empty()) provenance.source = cell("source");
    if (!cell("certainty").empty()) provenance.certainty = cell("certainty");
    if (!declare::is_code(entry.code))
      fault({"代码只能用小写字母、数字、_ 和 .。", "The code takes small letters, digits, _ and . only."},
            {"改正第一格。", "Correct the first cell."});
    if (entry.name.zh.empty() || entry.name.en.empty())
      fault({"名称要有中文和英文。", "The name is needed in Chinese and English."}, {"补写。", "Add it."});
    declare::check_provenance(provenance, at_, file_.faults);
  }

 private:
  static std::vector<std::string> split_rows(std::string_view text) {
    std::vector<std::string> rows;
    while (!text.empty()) {
      const auto end = text.find_first_of("; ");
      if (end != 0) rows.emplace_back(text.substr(0, end));
      text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    }
    return rows;
  }

  const CsvRow& row_;
  std::string_view heading_;
  const ReadFile& file_;
  Position at_;
};

}  // namespace

void read_dictionary(const ReadFile& file) {
  auto& dictionary = file.model.dictionaries[stem_of(file.path)];
  for (const auto& row : declare::read_csv(file.path, file.text, kDictionaryHeading, file.faults)) {
    const Line line(row, kDictionaryHeading, file);
    Word word;
    line.read(word);
    word.parent = line.cell("parent");
    dictionary.push_back(std::move(word));
  }
}

void read_catalogue(const ReadFile& file) {
  auto& catalogue = file.model.catalogues[stem_of(file.path)];
  for (const auto& row : declare::read_csv(file.path, file.text, kCatalogueHeading, file.faults)) {
    const Line line(row, kCatalogueHeading, file);
    Service service;
    line.read(service);
    service.parent = line.cell("parent");
    service.department = line.cell("department");
    catalogue.push_back(std::move(service));
  }
}

void read_figures(const ReadFile& file) {
  for (const auto& row : declare::read_csv(file.path, file.text, kFigureHeading, file.faults)) {
    const Line line(row, kFigureHeading, file);
    Figure figure;
    line.read(figure);
    figure.value = line.number("value");
    figure.unit = {line.cell("unit_zh"), line.cell("unit_en")};
    figure.as_of = line.date("as_of");
    figure.expression = line.cell("expression");
    if (const auto places = line.number("places")) figure.places = static_cast<int>(places->floor());
    if (figure.places < 0 || figure.places > 6)
      line.fault({"小数位数不对。", "So many places cannot be."}, {"写 0 到 6。", "Write 0 to 6."});
    file.model.figures.push_back(std::move(figure));
  }
}

}  // namespace linli::rules
