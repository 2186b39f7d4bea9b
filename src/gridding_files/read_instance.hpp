#pragma once

#include <expected>
#include <string>
#include <vector>

#include "gridding/instance.hpp"
#include "gridding_files/table_reader.hpp"

namespace linli::gridding_files {

// Where an instance is read from. Columns are found by name, in Chinese or English, in any order:
//   nodes: id|编号|小区编号, weight|households|户数, x|经度, y|纬度, type|类型, community|社区, grid|网格|现行网格
//   edges: u|from|小区, v|to|相邻小区, barrier|阻隔
//   buildings: courtyard|小区|小区编号, id|building|楼栋|楼栋编号, weight|households|户数, x|经度, y|纬度,
//   grid|网格|现行网格 present: id|编号|小区编号, region|grid|网格|现行网格: what `--labels` wrote; it takes the place
//   of the column of nodes
struct InstanceFiles {
  std::string nodes;
  std::string edges;
  std::string attribute = {};  // column of max-p's attribute; empty: none
  std::string buildings = {};  // empty: none, like `present`
  std::string present = {};
};

[[nodiscard]] std::expected<gridding::Instance, ReadFailure> read_instance(const InstanceFiles& files,
                                                                           const gridding::SplitRule& split = {});

// A fault or notice of the instance, by the file that it is about.
FileFault in_file(const gridding::Fault& fault, const InstanceFiles& files);

}  // namespace linli::gridding_files
