#include "gridding/mask_component.hpp"

#include <algorithm>
#include <cmath>

namespace linli::gridding {
namespace {

constexpr std::size_t kUnused = 4;

}  // namespace

void MaskComponent::load(const PreparedRules& rules, const UnitGraph& graph, std::span<const std::uint32_t> units) {
  size_ = static_cast<std::uint32_t>(units.size());
  threshold_ = rules.threshold();
  upper_ = rules.rules().upper;
  grid_mode_ = rules.grid_mode();
  alone_ = 0;
  has_apart_ = false;
  for (std::uint32_t i = 0; i < size_; ++i) unit_[i] = units[i];
  // Components are small: a linear table of graph unit -> bit would cost more to clear than this search costs to do.
  const auto bit_of = [&](std::uint32_t unit) -> Mask {
    for (std::uint32_t i = 0; i < size_; ++i) {
      if (unit_[i] == unit) return bit(i);
    }
    return 0;
  };
  for (std::uint32_t i = 0; i < size_; ++i) {
    adjacent_[i] = apart_[i] = 0;
    weight_[i] = graph.weight(units[i]);
    if (graph.alone(units[i])) alone_ |= bit(i);
    for (const std::uint32_t next : graph.neighbours(units[i])) adjacent_[i] |= bit_of(next);
    for (const std::uint32_t other : graph.apart(units[i])) apart_[i] |= bit_of(other);
    has_apart_ |= apart_[i] != 0;
  }
  slot_.fill(kUnused);
  for (std::size_t i = 0; i < rules.order().size(); ++i) slot_[static_cast<std::size_t>(rules.order()[i])] = i;
  load_figures(rules, graph);
  if (grid_mode_) load_types(rules, graph);
}

void MaskComponent::load_figures(const PreparedRules& rules, const UnitGraph& graph) {
  const Instance& instance = rules.instance();
  if (size_ == 0) return;
  // Sums of squares about a near origin keep their digits even when coordinates are metres of a national grid.
  const NodeIndex origin = graph.courtyards(unit_[0]).front();
  for (std::uint32_t i = 0; i < size_; ++i) {
    Moments sum{0, 0, 0, 0};
    for (const NodeIndex node : graph.courtyards(unit_[i])) {
      const double x = instance.x(node) - instance.x(origin), y = instance.y(node) - instance.y(origin);
      sum = {sum.count + 1, sum.x + x, sum.y + y, sum.squares + x * x + y * y};
    }
    moments_[i] = sum;
    attribute_[i] = instance.attribute(graph.courtyards(unit_[i]).front());
  }
}

void MaskComponent::load_types(const PreparedRules& rules, const UnitGraph& graph) {
  std::array<std::uint32_t, 16> global;  // few types appear in one component; the rest is found the slow way
  std::vector<std::uint32_t> more;
  type_count_ = 0;
  const auto local = [&](std::uint32_t type) -> std::uint16_t {
    const std::uint32_t near = std::min<std::uint32_t>(type_count_, global.size());
    for (std::uint32_t t = 0; t < near; ++t) {
      if (global[t] == type) return static_cast<std::uint16_t>(t);
    }
    const auto found = std::ranges::find(more, type);
    if (found != more.end()) return static_cast<std::uint16_t>(global.size() + (found - more.begin()));
    type_count_ < global.size() ? void(global[type_count_] = type) : more.push_back(type);
    return type_count_++;
  };
  types_.clear();
  for (std::uint32_t i = 0; i < size_; ++i) {
    type_begin_[i] = static_cast<std::uint32_t>(types_.size());
    for (const NodeIndex node : graph.courtyards(unit_[i])) {
      const std::uint16_t type = local(rules.instance().type(node));
      const auto mine = std::ranges::find(types_.begin() + type_begin_[i], types_.end(), type, &TypeCount::type);
      mine == types_.end() ? void(types_.push_back({type, 1})) : void(++mine->count);
    }
  }
  type_begin_[size_] = static_cast<std::uint32_t>(types_.size());
}

std::int64_t MaskComponent::mixing(Mask set, std::int64_t courtyards) const {
  if (type_count_ <= 1) return 0;
  std::array<std::uint32_t, 16> near{};
  std::vector<std::uint32_t> many;
  std::uint32_t* count = near.data();
  if (type_count_ > near.size()) {
    many.assign(type_count_, 0);
    count = many.data();
  }
  std::uint32_t most = 0;
  for_each_bit(set, [&](std::uint32_t i) {
    for (std::uint32_t t = type_begin_[i]; t < type_begin_[i + 1]; ++t) {
      most = std::max(most, count[types_[t].type] += types_[t].count);
    }
  });
  return courtyards - most;
}

double MaskComponent::heterogeneity(Mask set) const {
  std::array<double, kMaskNodes> sorted;
  std::size_t n = 0;
  for_each_bit(set, [&](std::uint32_t i) { sorted[n++] = attribute_[i]; });
  std::sort(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(n));
  // Sum over pairs of a sorted list: each value is added once for every smaller one and taken once for every larger
  // one.
  double sum = 0;
  for (std::size_t j = 0; j < n; ++j) sum += (2.0 * static_cast<double>(j) - static_cast<double>(n) + 1) * sorted[j];
  return sum;
}

Cost MaskComponent::cost(Mask set, Households weight) const {
  Cost result;
  if (!grid_mode_) {
    result.value[0] = heterogeneity(set);
    return result;
  }
  if ((set & (set - 1)) == 0 && (set & alone_) != 0) return result;  // a grid of its own by rule: nothing to prefer
  Moments sum{0, 0, 0, 0};
  for_each_bit(set, [&](std::uint32_t i) {
    const Moments& m = moments_[i];
    sum = {sum.count + m.count, sum.x + m.x, sum.y + m.y, sum.squares + m.squares};
  });
  const std::array<double, 4> by_objective{0, static_cast<double>(std::max<Households>(0, weight - upper_)),
                                           static_cast<double>(mixing(set, static_cast<std::int64_t>(sum.count))),
                                           std::max(0.0, sum.squares - (sum.x * sum.x + sum.y * sum.y) / sum.count)};
  for (std::size_t objective = 0; objective < 4; ++objective) {
    if (slot_[objective] != kUnused) result.value[slot_[objective]] = by_objective[objective];
  }
  return result;
}

}  // namespace linli::gridding
