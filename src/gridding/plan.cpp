#include "gridding/plan.hpp"

namespace linli::gridding {

std::vector<std::vector<NodeIndex>> Plan::members() const {
  std::vector<std::vector<NodeIndex>> result(grids.size());
  for (NodeIndex node = 0; node < grid_of.size(); ++node) result[grid_of[node]].push_back(node);
  return result;
}

}  // namespace linli::gridding
