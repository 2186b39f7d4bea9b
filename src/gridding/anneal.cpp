#include "gridding/anneal.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "gridding/repair.hpp"

namespace linli::gridding {
namespace {

constexpr std::uint32_t kProposals = 32;       // a step of the budget
constexpr std::uint32_t kMembersPerStep = 64;  // proposals read whole regions: larger ones cost further steps
constexpr std::uint32_t kSampled = 2000;       // proposals looked at to set the first temperature
constexpr double kFirstTemperature = 1;        // of a usual change in the first objective
constexpr double kHopeless = 30;               // temperatures: nobody waits for a chance of e^-30
constexpr double kCooling = 8e-2;              // the last temperature as a part of the first
constexpr double kLaterObjective = 1e-3;       // weight of an objective against the one before it
constexpr double kSlackToOscillate = 0.1;      // of all households
constexpr double kDebtLimit = 0.2;             // of the threshold: how far below it a region may go on the way
constexpr double kDebtShare = 0.9;             // of the search, during which it may
constexpr double kRepairShare = 0.92;          // what is still short then is mended by force
constexpr std::size_t kMostTornOff = 8;        // nodes that go along with one that holds them to its region
constexpr double kFirstCopy = 0.5, kCopyShare = 0.1;
constexpr double kFirstPrice = 2;
constexpr double kFirstSurcharge = 0.5;
constexpr double kPriceRise = 20;
constexpr double kRounding = 1e-6;
constexpr double kDescentShare = 0.96;  // from here on only true improvements are taken

class Annealing {
 public:
  Annealing(Partition& partition, RegionFigures& figures, Households threshold, Random& random, Budget& budget)
      : state_{.partition = partition, .figures = figures, .threshold = threshold, .floor = threshold},
        random_(random),
        budget_(budget),
        best_(partition) {}

  void run() {
    best_cost_ = cost_ = state_.figures.total(state_.partition);
    set_scale();
    const double first = temperature_;
    // Keeping the best copies the partition, so it is done at most once in as many proposals as there are nodes.
    const std::uint32_t interval = std::max(64U, state_.partition.graph().size() / kProposals);
    const std::uint64_t price = 1 + state_.partition.graph().size() / state_.partition.regions() / kMembersPerStep;
    for (std::uint32_t round = 0; !budget_.spend(price); ++round) {
      if (round % interval == 0) {
        const double done = budget_.fraction();
        if (done >= kDescentShare && !descending_) {
          keep_best();
          restore();
          descending_ = true;
          state_.floor = state_.threshold;
        }
        if (done >= kRepairShare && !std::exchange(repaired_, true)) pay_debt();
        if (!descending_) set_price(done);
        if (done >= next_copy_ && !repaired_) {
          keep_mended();
          next_copy_ += kCopyShare;
        }
        temperature_ = first * std::pow(kCooling, done / kDescentShare);
        keep_best();
      }
      for (std::uint32_t i = 0; i < kProposals; ++i) propose();
    }
    keep_best();
    restore();
  }

 private:
  double weighted(const Cost& cost) const {
    double sum = 0;
    for (std::size_t i = 0; i < cost.value.size(); ++i) sum += scale_[i] * cost.value[i];
    return sum;
  }

  // Scales each objective by the size of its usual change, so that no unit of measure matters.
  void set_scale() {
    std::array<double, 4> sum{};
    std::array<std::uint32_t, 4> seen{};
    for (std::uint32_t i = 0; i < kSampled; ++i) {
      const auto [node, to] = candidate();
      if (to == kNone) continue;
      const Cost gain = ShiftMove(node, to).gain(state_);
      for (std::size_t k = 0; k < gain.value.size(); ++k) {
        if (gain.value[k] != 0) sum[k] += std::abs(gain.value[k]), ++seen[k];
      }
    }
    double importance = 1;
    for (std::size_t k = 0; k < sum.size(); ++k) {
      if (seen[k] == 0) continue;
      scale_[k] = importance * seen[k] / sum[k];
      importance *= kLaterObjective;
    }
    temperature_ = kFirstTemperature;
  }

  // Where the regions have hardly anything to spare, a shortage once made would find nobody to cover it.
  bool oscillates() const {
    const Partition& partition = state_.partition;
    const double needed = static_cast<double>(state_.threshold) * partition.regions();
    return needed < (1 - kSlackToOscillate) * static_cast<double>(partition.graph().total());
  }

  // At first a usual node's weight is worth a usual change of the first objective; the price rises until nobody pays
  // it.
  void set_price(double done) {
    const SearchGraph& graph = state_.partition.graph();
    const double usual = static_cast<double>(graph.total()) / graph.size();
    const double rise = std::pow(kPriceRise, std::min(1.0, done / kDescentShare));
    const double open = oscillates() ? std::max(0.0, 1 - done / kDebtShare) : 0.0;
    state_.floor =
        state_.threshold - static_cast<Households>(open * kDebtLimit * static_cast<double>(state_.threshold));
    state_.price = kFirstPrice * rise / std::max(1.0, usual);
    state_.surcharge = kFirstSurcharge * rise;
    debt_ = 0;
    for (std::uint32_t region = 0; region < state_.partition.regions(); ++region) {
      debt_ += state_.debt(state_.partition.weight(region));
    }
  }

  // Whatever is still short when the search has cooled is mended by recutting; annealing then goes on from there.
  void pay_debt() {
    set_price(1);
    Partition mended = state_.partition;
    if (debt_ == 0 || !repair(mended, random_)) return;
    state_.partition = std::move(mended);
    reload();
  }

  // A mended copy of where the search is, in case the last repair fails.
  void keep_mended() {
    if (debt_ == 0) return;
    const Partition searching = state_.partition;
    const double owed = debt_;
    if (repair(state_.partition, random_)) {
      reload();
      debt_ = 0;
      keep_best();
    }
    state_.partition = searching;
    reload();
    debt_ = owed;
  }

  void reload() {
    state_.figures.reload(state_.partition);
    cost_ = state_.figures.total(state_.partition);
  }

  // A random node and the region of a random neighbour; kNone when that is its own.
  std::pair<std::uint32_t, std::uint32_t> candidate() {
    const SearchGraph& graph = state_.partition.graph();
    const std::uint32_t node = random_.below(graph.size());
    const auto neighbours = graph.neighbours(node);
    if (neighbours.empty()) return {node, kNone};
    const std::uint32_t other = neighbours[random_.below(static_cast<std::uint32_t>(neighbours.size()))];
    const std::uint32_t to = state_.partition.region(other);
    return {node, to == state_.partition.region(node) ? kNone : to};
  }

  void propose() {
    const auto [node, to] = candidate();
    if (to == kNone) return;
    const Tried shifted = attempt(ShiftMove(node, to));
    if (shifted == Tried::Done) return;
    if (shifted == Tried::Torn) return attempt_torn_off(node, to);
    // A partner for the way back: a random member of the other region. Also where the shift would be allowed but does
    // not pay: regions that mix small and large values improve by exchanging them.
    const auto members = state_.partition.members(to);
    const std::uint32_t partner = members[random_.below(static_cast<std::uint32_t>(members.size()))];
    attempt(SwapMove(node, partner));
  }

  enum class Tried { Invalid, Refused, Torn, Done };  // Torn: it would be taken, but a region would fall apart

  template <typename Move>
  Tried attempt(const Move& move) {
    if (!move.valid(state_)) return Tried::Invalid;
    const Cost gain = move.gain(state_);
    const double debt = descending_ ? 0.0 : move.debt(state_);
    if (!accepted(gain, debt)) return Tried::Refused;
    if (!move.connected(state_)) return Tried::Torn;
    move.apply(state_);
    cost_ += gain;
    debt_ += debt;
    return Tried::Done;
  }

  // A node that holds others to its region, such as the only neighbour of a leaf, could never leave without them: it
  // takes them along. One after the other, as each changes what the next one gains; taken back when it does not pay.
  void attempt_torn_off(std::uint32_t node, std::uint32_t to) {
    Partition& partition = state_.partition;
    if (partition.graph().has_apart() || !partition.torn_off(node, kMostTornOff, torn_off_)) return;
    const std::uint32_t from = partition.region(node);
    Households left = partition.weight(from);
    for (const std::uint32_t each : torn_off_) left -= partition.graph().weight(each);
    if (left < std::min(partition.weight(from), state_.floor)) return;
    Cost gain;
    double debt = 0;
    for (const std::uint32_t each : torn_off_) {
      const ShiftMove move(each, to);
      gain += move.gain(state_);
      debt += descending_ ? 0.0 : move.debt(state_);
      move.apply(state_);
    }
    if (accepted(gain, debt)) {
      cost_ += gain;
      debt_ += debt;
      return;
    }
    for (auto each = torn_off_.rbegin(); each != torn_off_.rend(); ++each) ShiftMove(*each, from).apply(state_);
  }

  bool accepted(const Cost& gain, double debt) {
    if (descending_) return gain < Cost{};
    const double worse = weighted(gain) + debt;
    if (worse > kHopeless * temperature_) return false;
    return worse <= 0 || random_.unit() < std::exp(-worse / temperature_);
  }

  void keep_best() {
    if (debt_ > kRounding || !(cost_ < best_cost_)) return;
    best_cost_ = cost_;
    best_ = state_.partition;
  }

  void restore() {
    for (std::uint32_t node = 0; node < best_.graph().size(); ++node) {
      const std::uint32_t to = best_.region(node);
      if (state_.partition.region(node) == to) continue;
      state_.figures.moved(state_.partition, node, to);
      state_.partition.put(node, to);
    }
    cost_ = best_cost_;
  }

  SearchState state_;
  Random& random_;
  Budget& budget_;
  Partition best_;
  Cost cost_, best_cost_;
  std::array<double, 4> scale_{};
  double temperature_ = 1;
  double debt_ = 0;  // of the present division against the first
  double next_copy_ = kFirstCopy;
  std::vector<std::uint32_t> torn_off_;
  bool repaired_ = false;
  bool descending_ = false;
};

}  // namespace

void anneal(Partition& partition, RegionFigures& figures, Households threshold, Random& random, Budget& budget) {
  if (partition.regions() < 2) return;
  Annealing(partition, figures, threshold, random, budget).run();
}

}  // namespace linli::gridding
