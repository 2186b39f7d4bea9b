#pragma once

#include <expected>
#include <string>
#include <vector>

#include "gridding/instance.hpp"

namespace linli::gridding_files {

// Where an instance is read from. Columns are found by name, in Chinese or English, in any order:
//   nodes: id|编号|小区编号, weight|households|户数, x, y, type|类型, community|社区, grid|网格|现行网格
//   edges: u|from|小区, v|to|相邻小区, barrier|阻隔
struct InstanceFiles {
  std::string nodes;
  std::string edges;
  std::string attribute;  // column of max-p's attribute; empty: none
};

struct ReadFailure {
  bool unreadable = false;  // a file could not be read at all
  std::vector<gridding::Fault> faults;
};

[[nodiscard]] std::expected<gridding::Instance, ReadFailure> read_instance(const InstanceFiles& files);

}  // namespace linli::gridding_files
