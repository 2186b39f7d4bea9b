#include "base/turn.hpp"

#include <gtest/gtest.h>

#include <string>
#include <thread>

namespace linli {
namespace {

TEST(Turns, CallOnceInOrderWhenTheTurnEnds) {
  std::string said;
  Turns turns;
  EXPECT_TRUE(Turns::at_end([&] { said += 'a'; }));
  EXPECT_TRUE(Turns::at_end([&] {
    said += 'b';
    Turns::at_end([&] { said += 'c'; });
  }));
  EXPECT_EQ(said, "");
  turns.end();
  EXPECT_EQ(said, "abc");
  turns.end();
  EXPECT_EQ(said, "abc");
}

TEST(Turns, AreTheThreadsOwn) {
  EXPECT_FALSE(Turns::at_end([] { FAIL() << "this thread has no turns"; }));
  const Turns turns;
  std::thread([] { EXPECT_FALSE(Turns::at_end([] {})); }).join();
}

TEST(Turns, EndWithTheThread) {
  bool called = false;
  {
    const Turns turns;
    Turns::at_end([&] { called = true; });
  }
  EXPECT_TRUE(called);
}

}  // namespace
}  // namespace linli
