#include "base/turn.hpp"

#include <utility>
#include <vector>

#include "base/error.hpp"

namespace linli {
namespace {

struct Pending {
  bool has_turns = false;
  std::vector<std::function<void()>> calls;
};
thread_local Pending pending;

}  // namespace

Turns::Turns() {
  LINLI_ASSERT(!pending.has_turns);
  pending.has_turns = true;
}

Turns::~Turns() {
  end();
  pending.has_turns = false;
}

void Turns::end() {
  // By index: what is called may register more.
  for (std::size_t i = 0; i < pending.calls.size(); ++i) std::exchange(pending.calls[i], {})();
  pending.calls.clear();
}

bool Turns::at_end(std::function<void()> then) {
  if (!pending.has_turns) return false;
  pending.calls.push_back(std::move(then));
  return true;
}

}  // namespace linli
