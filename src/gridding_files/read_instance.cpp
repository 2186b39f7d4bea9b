#include "gridding_files/read_instance.hpp"

#include <fmt/format.h>

#include <map>

namespace linli::gridding_files {
namespace {

using gridding::Fault;
using Column = TableReader::Column;

class InstanceReading {
 public:
  InstanceReading(const InstanceFiles& files, const gridding::SplitRule& split) : files_(files), split_(split) {}

  std::expected<gridding::Instance, ReadFailure> run() {
    TableReader nodes(files_.nodes, failure_), edges(files_.edges, failure_);
    if (!files_.present.empty()) read_present();
    if (ok()) read_nodes(nodes);
    if (ok() && !files_.buildings.empty()) read_buildings();
    if (ok()) read_edges(edges);
    if (ok()) check_present();
    if (!ok()) return std::unexpected(std::move(failure_));
    auto instance = std::move(builder_).build(split_);
    if (instance) return std::move(*instance);
    for (const Fault& fault : instance.error()) failure_.faults.push_back(in_file(fault, files_));
    return std::unexpected(std::move(failure_));
  }

 private:
  struct Label {
    std::string grid;
    std::size_t line;
    bool used = false;
  };

  bool ok() const { return failure_.faults.empty(); }

  void read_present() {
    TableReader table(files_.present, failure_);
    const Column id = table.need({"id", "编号", "小区编号"});
    const Column grid = table.need({"region", "grid", "网格", "现行网格"});
    while (ok() && table.next()) {
      const std::string name(table.text(id));
      if (present_.emplace(name, Label{std::string(table.text(grid)), table.line()}).second) continue;
      table.fault(table.line(), {fmt::format("编号“{}”出现了两次，请只保留一行。", name),
                                 fmt::format("The id “{}” is used twice. Please keep one row.", name)});
    }
  }

  // The grid in force as the file of present grids has it, else as the row itself does.
  std::string_view present_of(std::string_view id, std::string_view in_row) {
    if (files_.present.empty()) return in_row;
    const auto label = present_.find(id);
    if (label == present_.end()) return {};
    label->second.used = true;
    return label->second.grid;
  }

  void check_present() {
    for (const auto& [id, label] : present_) {
      if (label.used) continue;
      failure_.faults.push_back({files_.present,
                                 label.line,
                                 {fmt::format("编号“{}”不在小区表里，请核对。", id),
                                  fmt::format("“{}” is not among the courtyards or buildings. Please check it.", id)}});
    }
  }

  void read_nodes(TableReader& table) {
    const Column id = table.need({"id", "编号", "小区编号"}), weight = table.need({"weight", "households", "户数"});
    const Column x = table.find({"x", "经度"}), y = table.find({"y", "纬度"});
    const Column type = table.find({"type", "类型"}), community = table.find({"community", "社区"});
    const Column grid = table.find({"grid", "网格", "现行网格"});
    Column attribute;
    if (!files_.attribute.empty()) attribute = table.need({files_.attribute});
    if (!ok()) return;
    while (table.next()) {
      builder_.add({.id = table.text(id),
                    .households = table.households(weight),
                    .type = table.text(type),
                    .community = table.text(community),
                    .present_grid = present_of(table.text(id), table.text(grid)),
                    .attribute = attribute ? table.number(attribute, files_.attribute).value_or(0) : 0,
                    .x = table.number(x, "x"),
                    .y = table.number(y, "y"),
                    .line = table.line()});
    }
  }

  void read_buildings() {
    TableReader table(files_.buildings, failure_);
    const Column courtyard = table.need({"courtyard", "小区", "小区编号"});
    const Column id = table.need({"id", "building", "楼栋", "楼栋编号"});
    const Column weight = table.need({"weight", "households", "户数"});
    const Column x = table.find({"x", "经度"}), y = table.find({"y", "纬度"});
    const Column grid = table.find({"grid", "网格", "现行网格"});
    if (!ok()) return;
    while (table.next()) {
      const std::string name = fmt::format("{}/{}", table.text(courtyard), table.text(id));
      builder_.add_building({.courtyard = table.text(courtyard),
                             .id = table.text(id),
                             .households = table.households(weight),
                             .present_grid = present_of(name, table.text(grid)),
                             .x = table.number(x, "x"),
                             .y = table.number(y, "y"),
                             .line = table.line()});
    }
  }

  void read_edges(TableReader& table) {
    const Column from = table.need({"u", "from", "小区"}), to = table.need({"v", "to", "相邻小区"});
    const Column barrier = table.find({"barrier", "阻隔"});
    if (!ok()) return;
    while (table.next()) {
      builder_.join(
          {.from = table.text(from), .to = table.text(to), .barrier = table.text(barrier), .line = table.line()});
    }
  }

  const InstanceFiles& files_;
  const gridding::SplitRule& split_;
  gridding::InstanceBuilder builder_;
  std::map<std::string, Label, std::less<>> present_;
  ReadFailure failure_;
};

}  // namespace

std::expected<gridding::Instance, ReadFailure> read_instance(const InstanceFiles& files,
                                                             const gridding::SplitRule& split) {
  return InstanceReading(files, split).run();
}

FileFault in_file(const Fault& fault, const InstanceFiles& files) {
  const auto file = [&]() -> std::string {
    switch (fault.table) {
      case Fault::Table::Nodes:
        return files.nodes;
      case Fault::Table::Edges:
        return files.edges;
      case Fault::Table::Buildings:
        return files.buildings;
      case Fault::Table::Rules:
        return "规则 / rules";
    }
    return {};
  };
  return {file(), fault.line, fault.text};
}

}  // namespace linli::gridding_files
