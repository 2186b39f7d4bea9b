#pragma once
// A thread that serves many connections works in turns: what became ready together is handled together. What pays off
// only over several pieces of work (a read transaction) may be kept until the turn ends.

#include <functional>

namespace linli {

// Runs turns on the calling thread; `Turns::at_end` reaches it from anywhere below.
class Turns {
 public:
  Turns();
  ~Turns();
  Turns(const Turns&) = delete;
  Turns& operator=(const Turns&) = delete;

  // Calls what was registered in this turn, in that order.
  void end();

  // Has `then` called when this thread's turn ends. False, and nothing kept, where the thread has no turns.
  static bool at_end(std::function<void()> then);
};

}  // namespace linli
