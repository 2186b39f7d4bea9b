#include "gridding/count_search.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace linli::gridding {
namespace {

constexpr std::size_t kNodesPerStep = 64;  // recutting more than so many nodes costs a further step of the budget
constexpr int kTrees = 6;                  // a recut looks at so many trees
constexpr int kTournament = 12;            // regions compared when one with much slack is wanted
constexpr double kTemperature = 0.03;      // of the threshold: how much worse a cut is still taken now and then

}  // namespace

CountSearch::CountSearch(const SearchGraph& graph, std::uint64_t seed)
    : graph_(graph), random_(seed), partition_(graph), cutter_(graph) {}

void CountSearch::start() {
  std::vector<std::uint32_t> all(graph_.size());
  std::iota(all.begin(), all.end(), 0);
  cutter_.load(all);
  cutter_.draw_tree(random_);
  const std::uint32_t parts = std::max(1U, cutter_.cut_most());
  partition_.clear();
  for (std::uint32_t part = 0; part < parts; ++part) partition_.add_region();
  for (const std::uint32_t node : all) partition_.put(node, parts == 1 ? 0 : cutter_.side()[node]);
}

void CountSearch::run(std::uint32_t target, Budget& budget) {
  merged_.clear();
  while (partition_.regions() < target && partition_.regions() > 0 && !budget.spend(1 + merged_.size() / kNodesPerStep))
    step();
}

std::uint32_t CountSearch::pick_region() {
  std::uint32_t best = random_.below(partition_.regions());
  for (int i = 1; i < kTournament; ++i) {
    const std::uint32_t other = random_.below(partition_.regions());
    if (slack(other) > slack(best)) best = other;
  }
  return best;
}

// A neighbouring region through a random edge of a random member; kNone when that edge stays inside.
std::uint32_t CountSearch::pick_neighbour(std::uint32_t region) {
  const std::uint32_t from = partition_.members(region)[random_.below(partition_.count(region))];
  const auto neighbours = graph_.neighbours(from);
  if (neighbours.empty()) return kNone;
  const std::uint32_t other =
      partition_.region(neighbours[random_.below(static_cast<std::uint32_t>(neighbours.size()))]);
  return other == region ? kNone : other;
}

void CountSearch::load(std::initializer_list<std::uint32_t> regions) {
  merged_.clear();
  taken_.assign(regions);
  for (const std::uint32_t region : regions) {
    const auto members = partition_.members(region);
    merged_.insert(merged_.end(), members.begin(), members.end());
  }
  cutter_.load(merged_);
}

void CountSearch::step() {
  const std::uint32_t first = pick_region();
  std::uint32_t second = kNone;
  for (int tries = 0; tries < 16 && second == kNone; ++tries) second = pick_neighbour(first);
  if (second == kNone) {
    load({first});
    cut_into_more(1);
    return;
  }
  load({first, second});
  if (slack(first) + slack(second) >= graph_.threshold() && cut_into_more(2)) return;
  recut_pair(first, second);
}

// Tries to cut what is loaded into more regions than it was merged from.
bool CountSearch::cut_into_more(std::uint32_t merged) {
  for (int tree = 0; tree < kTrees; ++tree) {
    cutter_.draw_tree(random_);
    const std::uint32_t parts = cutter_.cut_most();
    if (parts <= merged) continue;
    while (taken_.size() < parts) taken_.push_back(partition_.add_region());
    for (std::size_t i = 0; i < merged_.size(); ++i) partition_.put(merged_[i], taken_[cutter_.side()[i]]);
    return true;
  }
  return false;
}

void CountSearch::recut_pair(std::uint32_t first, std::uint32_t second) {
  const Households before = std::min(partition_.weight(first), partition_.weight(second));
  Households best = 0;
  for (int tree = 0; tree < kTrees; ++tree) {
    cutter_.draw_tree(random_);
    const TreeCutter::Split split = cutter_.best_split();
    if (split.at == kNone || (best != 0 && split.lighter >= best)) continue;
    best = split.lighter;
    cutter_.mark(split);
    best_side_.assign(cutter_.side().begin(), cutter_.side().end());
  }
  if (best == 0) return;
  if (best > before) {
    const double worse = static_cast<double>(best - before) / (kTemperature * static_cast<double>(graph_.threshold()));
    if (random_.unit() >= std::exp(-worse)) return;
  }
  for (std::size_t i = 0; i < merged_.size(); ++i) partition_.put(merged_[i], best_side_[i] == 1 ? first : second);
}

}  // namespace linli::gridding
