#include "gridding/present_grids.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

namespace linli::gridding {

PresentGridMatcher::Match PresentGridMatcher::match(std::uint32_t community, std::span<const std::uint32_t> begin,
                                                    std::span<const NodeIndex> courtyards) {
  const std::size_t grids = begin.size() - 1;
  count_shares(community, begin, courtyards);
  Match result{.carries_on = std::vector<std::uint32_t>(grids, kNone), .moved = labelled_};
  if (!labels_.empty()) {
    const bool small = std::max(grids, labels_.size()) <= kExactMatch;
    small ? assign_exactly(grids, result.carries_on) : assign_by_share(grids, result.carries_on);
  }
  for (std::size_t grid = 0; grid < grids; ++grid) {
    std::uint32_t& label = result.carries_on[grid];
    if (label == kNone) continue;
    const Households stays = share_[grid * labels_.size() + label];
    result.moved -= stays;
    label = stays > 0 ? labels_[label] : kNone;
  }
  for (const std::uint32_t label : labels_) number_[label] = kNone;
  return result;
}

void PresentGridMatcher::count_shares(std::uint32_t community, std::span<const std::uint32_t> begin,
                                      std::span<const NodeIndex> courtyards) {
  const Instance& instance = rules_.instance();
  labels_.clear();
  labelled_ = 0;
  for (const NodeIndex node : courtyards) {
    const std::uint32_t present = instance.present_grid(node);
    if (present == kNone) continue;
    labelled_ += instance.households(node);
    if (rules_.home(present) != community || number_[present] != kNone) continue;
    number_[present] = static_cast<std::uint32_t>(labels_.size());
    labels_.push_back(present);
  }
  share_.assign((begin.size() - 1) * labels_.size(), 0);
  for (std::size_t grid = 0; grid + 1 < begin.size(); ++grid) {
    for (std::uint32_t i = begin[grid]; i < begin[grid + 1]; ++i) {
      const std::uint32_t present = instance.present_grid(courtyards[i]);
      if (present == kNone || number_[present] == kNone) continue;
      share_[grid * labels_.size() + number_[present]] += instance.households(courtyards[i]);
    }
  }
}

// The shortest augmenting path form of the Hungarian method, on cost = -share; rows are grids, columns labels and then
// one "none" for each grid.
void PresentGridMatcher::assign_exactly(std::size_t grids, std::vector<std::uint32_t>& label_of) const {
  const std::size_t columns = labels_.size() + grids;
  const auto cost = [&](std::size_t grid, std::size_t column) {
    return column < labels_.size() ? -share_[grid * labels_.size() + column] : 0;
  };
  constexpr Households kFar = std::numeric_limits<Households>::max() / 4;
  std::vector<Households> row_price(grids + 1, 0), column_price(columns + 1, 0);
  std::vector<std::size_t> owner(columns + 1, grids), from(columns + 1, columns);
  for (std::size_t grid = 0; grid < grids; ++grid) {
    std::vector<Households> distance(columns + 1, kFar);
    std::vector<bool> done(columns + 1, false);
    std::size_t at = columns;  // an extra column that holds the new row
    owner[at] = grid;
    do {
      done[at] = true;
      std::size_t nearest = columns;
      Households least = kFar;
      for (std::size_t column = 0; column < columns; ++column) {
        if (done[column]) continue;
        const Households reach = cost(owner[at], column) - row_price[owner[at]] - column_price[column];
        if (reach < distance[column]) distance[column] = reach, from[column] = at;
        if (distance[column] < least) least = distance[column], nearest = column;
      }
      for (std::size_t column = 0; column <= columns; ++column) {
        if (done[column]) {
          row_price[owner[column]] += least;
          column_price[column] -= least;
        } else {
          distance[column] -= least;
        }
      }
      at = nearest;
    } while (owner[at] != grids);
    for (; at != columns; at = from[at]) owner[at] = owner[from[at]];
    owner[columns] = grids;
    column_price[columns] = 0;
  }
  for (std::size_t column = 0; column < labels_.size(); ++column) {
    if (owner[column] != grids) label_of[owner[column]] = static_cast<std::uint32_t>(column);
  }
}

void PresentGridMatcher::assign_by_share(std::size_t grids, std::vector<std::uint32_t>& label_of) const {
  std::vector<std::tuple<Households, std::uint32_t, std::uint32_t>> by_share;
  for (std::uint32_t grid = 0; grid < grids; ++grid) {
    for (std::uint32_t label = 0; label < labels_.size(); ++label) {
      if (share_[grid * labels_.size() + label] > 0)
        by_share.emplace_back(-share_[grid * labels_.size() + label], grid, label);
    }
  }
  std::ranges::sort(by_share);
  std::vector<bool> taken(labels_.size(), false);
  for (const auto& [share, grid, label] : by_share) {
    if (label_of[grid] != kNone || taken[label]) continue;
    label_of[grid] = label;
    taken[label] = true;
  }
}

}  // namespace linli::gridding
