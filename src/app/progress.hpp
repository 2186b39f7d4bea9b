#pragma once
// Progress for people at a terminal, plain lines elsewhere.

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace linli::app {

// Writes to standard error, so that results on standard output stay clean. On a terminal one line that is rewritten, at
// most ten times a second; elsewhere a line for each stage and each tenth of it.
class Progress {
 public:
  explicit Progress(bool quiet = false);
  ~Progress();
  // `total` 0: not known.
  void show(std::string_view stage, std::int64_t done, std::int64_t total);
  void finish();

 private:
  void draw(std::int64_t done, std::int64_t total);

  const bool quiet_;
  const bool terminal_;
  std::string stage_;
  std::int64_t last_tenth_ = -1;
  bool open_line_ = false;
  std::chrono::steady_clock::time_point last_drawn_{};
};

}  // namespace linli::app
