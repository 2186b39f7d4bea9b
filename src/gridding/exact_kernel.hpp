#pragma once

#include <cstdint>
#include <vector>

#include "gridding/mask_component.hpp"
#include "gridding/search.hpp"
#include "gridding/types.hpp"

namespace linli::gridding {

// Divides one connected component of at most 64 units into as many connected parts of at least the threshold as there
// can be, and among all such divisions finds the one of least cost. Exact unless the budget ends first.
//
// A component that reaches the threshold needs no undersize part: what a packing of valid parts leaves over can be
// attached to its neighbours. So the search is over covers only. best(S), for a connected set S, takes the part that
// holds a pivot of S (each connected set C once, by growing with a banned set), requires the components of S \ C to
// reach the threshold, and adds their best(): S decomposes, and each connected remainder is solved once (memo). With a
// required number of parts k, C may weigh at most w(S) - (k-1)T, which is what keeps the enumeration small; k falls
// from floor(w(S)/T) until a cover exists, so the first k that succeeds is proven.
class ExactKernel {
 public:
  struct Result {
    int parts = 0;          // of the best cover found; 0 when the budget ended before any
    int most_parts = 0;     // no cover has more
    bool complete = false;  // least cost proven, too
    Cost cost;
    std::vector<Mask> sets;
  };

  // The component must be connected, free of `apart` pairs, and reach the threshold.
  Result solve(const MaskComponent& component, Budget& budget, bool count_only);

  // Forgets the last component and takes another, for most_parts().
  void attach(const MaskComponent& component);
  // The largest number of parts of a connected subset of the component; exact, or a bound when the budget ends.
  int most_parts(Mask set, Households weight, Budget& budget);

 private:
  struct Entry {
    Mask set;
    Mask choice = 0;  // the part that holds the pivot in the best cover found
    Cost cost;
    int parts = 0;       // 0: no cover found yet; otherwise proven to be the most
    int most = 0;        // no cover has more
    bool exact = false;  // `cost` is proven least
  };
  struct Frame;

  std::uint32_t entry_of(Mask set, Households weight);
  bool improve(std::uint32_t entry, Households weight, int needed);
  void cover_with(std::uint32_t entry, Households weight, int parts);
  void grow(Frame& frame, Mask part, Households weight, Mask open, Mask banned);
  void consider(Frame& frame, Mask part, Households weight);
  bool solve_rest(Frame& frame, struct Remainder& rest, Cost& cost);
  std::uint32_t pivot(Mask set) const;
  void grow_table();
  void collect(Mask set, Households weight, std::vector<Mask>& sets);

  const MaskComponent* component_ = nullptr;
  Budget* budget_ = nullptr;
  Households threshold_ = 1;
  bool count_only_ = false;
  std::size_t excess_slot_ = 4;
  std::vector<Entry> entries_;
  struct Slot {
    std::uint32_t generation = 0;
    std::uint32_t entry = 0;
  };
  std::vector<Slot> table_;  // open addressing by set; a slot of an older generation is empty
  std::uint32_t generation_ = 0;
};

}  // namespace linli::gridding
