#include "gridding/types.hpp"

namespace linli::gridding {

Score& Score::operator+=(const Score& other) {
  valid += other.valid;
  undersize += other.undersize;
  exempt += other.exempt;
  in_band += other.in_band;
  moved += other.moved;
  excess += other.excess;
  mixing += other.mixing;
  compactness += other.compactness;
  heterogeneity += other.heterogeneity;
  return *this;
}

std::string_view name(Proof proof) {
  switch (proof) {
    case Proof::None:
      return "gap";
    case Proof::Count:
      return "count proven";
    case Proof::Complete:
      return "proven optimal";
  }
  return "";
}

std::string_view name(Method method) {
  switch (method) {
    case Method::Forced:
      return "forced";
    case Method::Exact:
      return "exact";
    case Method::BranchAndBound:
      return "branch and bound";
    case Method::TreeCuts:
      return "spanning-tree cuts";
    case Method::Given:
      return "given";
  }
  return "";
}

std::string_view name(Objective objective) {
  switch (objective) {
    case Objective::Moved:
      return "moved";
    case Objective::Excess:
      return "excess";
    case Objective::Mixing:
      return "mixing";
    case Objective::Compactness:
      return "compactness";
  }
  return "";
}

}  // namespace linli::gridding
