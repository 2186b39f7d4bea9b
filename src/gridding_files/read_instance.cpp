#include "gridding_files/read_instance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <initializer_list>

#include "base/text.hpp"
#include "gridding_files/csv.hpp"

namespace linli::gridding_files {
namespace {

using gridding::Fault;
using Table = Fault::Table;
using Column = std::optional<std::size_t>;

class Reading {
 public:
  explicit Reading(const InstanceFiles& files) : files_(files) {}

  std::expected<gridding::Instance, ReadFailure> run() {
    auto nodes = open(files_.nodes, Table::Nodes);
    auto edges = open(files_.edges, Table::Edges);
    if (!failure_.faults.empty()) return std::unexpected(std::move(failure_));
    if (*nodes) read_nodes(**nodes);
    if (*edges) read_edges(**edges);
    if (!failure_.faults.empty()) return std::unexpected(std::move(failure_));
    auto instance = std::move(builder_).build();
    if (!instance) return std::unexpected(ReadFailure{.faults = std::move(instance.error())});
    return std::move(*instance);
  }

 private:
  // A reader that stands on the headings; nothing inside when the file has no line at all.
  using Opened = std::optional<std::optional<CsvReader>>;

  Opened open(const std::string& path, Table table) {
    auto text = read_file(path);
    if (!text) {
      failure_.unreadable = true;
      fault(table, 0,
            {fmt::format("无法读取文件“{}”，请检查路径和权限。", path),
             fmt::format("The file “{}” cannot be read. Please check its path and permissions.", path)});
      return std::nullopt;
    }
    if (!is_valid_utf8(*text)) {
      fault(table, 0,
            {fmt::format("文件“{}”不是 UTF-8 编码，请另存为“CSV UTF-8”。", path),
             fmt::format("The file “{}” is not UTF-8. Please save it as “CSV UTF-8”.", path)});
      return std::nullopt;
    }
    CsvReader reader(std::move(*text));
    if (!reader.next()) return Opened(std::in_place);
    return Opened(std::move(reader));
  }

  void fault(Table table, std::size_t line, Text text) {
    failure_.faults.push_back({Fault::Severity::Error, table, line, std::move(text)});
  }

  static Column find(const CsvReader& reader, std::initializer_list<std::string_view> names) {
    for (std::size_t i = 0; i < reader.fields().size(); ++i) {
      if (std::ranges::find(names, reader.field(i)) != names.end()) return i;
    }
    return std::nullopt;
  }

  Column need(const CsvReader& reader, Table table, std::initializer_list<std::string_view> names) {
    const Column column = find(reader, names);
    if (!column) {
      fault(table, reader.line(),
            {fmt::format("表头里没有“{}”这一列。", *names.begin()),
             fmt::format("The headings have no column “{}”.", *names.begin())});
    }
    return column;
  }

  std::optional<double> number(const CsvReader& reader, Column column, std::string_view what) {
    const std::string_view field = reader.field(column);
    if (field.empty()) return std::nullopt;
    double value = 0;
    const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
    if (error == std::errc{} && end == field.data() + field.size() && std::isfinite(value)) return value;
    fault(Table::Nodes, reader.line(),
          {fmt::format("“{}”应当是数，现在是“{}”。", what, field),
           fmt::format("“{}” must be a number; it is “{}”.", what, field)});
    return std::nullopt;
  }

  std::optional<gridding::Households> households(const CsvReader& reader, Column column) {
    const auto value = number(reader, column, "weight");
    if (!value) return std::nullopt;
    if (std::floor(*value) != *value || std::abs(*value) > 1e15) {
      fault(Table::Nodes, reader.line(),
            {fmt::format("户数应当是整数，现在是“{}”。", reader.field(column)),
             fmt::format("Households must be a whole number; they are “{}”.", reader.field(column))});
      return 0;
    }
    return static_cast<gridding::Households>(*value);
  }

  void read_nodes(CsvReader& reader) {
    const Column id = need(reader, Table::Nodes, {"id", "编号", "小区编号"});
    const Column weight = need(reader, Table::Nodes, {"weight", "households", "户数"});
    const Column x = find(reader, {"x", "经度"}), y = find(reader, {"y", "纬度"});
    const Column type = find(reader, {"type", "类型"}), community = find(reader, {"community", "社区"});
    const Column grid = find(reader, {"grid", "网格", "现行网格"});
    Column attribute;
    if (!files_.attribute.empty()) attribute = need(reader, Table::Nodes, {files_.attribute});
    if (!failure_.faults.empty()) return;
    while (reader.next()) {
      builder_.add({.id = reader.field(id),
                    .households = households(reader, weight),
                    .type = reader.field(type),
                    .community = reader.field(community),
                    .present_grid = reader.field(grid),
                    .attribute = attribute ? number(reader, attribute, files_.attribute).value_or(0) : 0,
                    .x = number(reader, x, "x"),
                    .y = number(reader, y, "y"),
                    .line = reader.line()});
    }
  }

  void read_edges(CsvReader& reader) {
    const Column from = need(reader, Table::Edges, {"u", "from", "小区"});
    const Column to = need(reader, Table::Edges, {"v", "to", "相邻小区"});
    const Column barrier = find(reader, {"barrier", "阻隔"});
    if (!failure_.faults.empty()) return;
    while (reader.next()) {
      builder_.join({.from = reader.field(from),
                     .to = reader.field(to),
                     .barrier = reader.field(barrier),
                     .line = reader.line()});
    }
  }

  const InstanceFiles& files_;
  gridding::InstanceBuilder builder_;
  ReadFailure failure_;
};

}  // namespace

std::expected<gridding::Instance, ReadFailure> read_instance(const InstanceFiles& files) {
  return Reading(files).run();
}

}  // namespace linli::gridding_files
