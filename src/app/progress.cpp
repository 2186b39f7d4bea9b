#include "app/progress.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <cstdio>

namespace linli::app {
namespace {
constexpr int kWidth = 30;
constexpr auto kPause = std::chrono::milliseconds{100};
}  // namespace

Progress::Progress(bool quiet) : quiet_(quiet), terminal_(isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() { finish(); }

void Progress::show(std::string_view stage, std::int64_t done, std::int64_t total) {
  if (quiet_) return;
  if (stage != stage_) {
    finish();
    stage_ = stage;
    last_tenth_ = -1;
  }
  if (terminal_) {
    const auto now = std::chrono::steady_clock::now();
    if (now - last_drawn_ < kPause && done != total) return;
    last_drawn_ = now;
    draw(done, total);
    return;
  }
  const auto tenth = total > 0 ? done * 10 / total : 0;
  if (tenth == last_tenth_) return;
  last_tenth_ = tenth;
  fmt::print(stderr, "{}: {}{}\n", stage_, done, total > 0 ? fmt::format(" / {}", total) : "");
}

void Progress::finish() {
  if (open_line_) fmt::print(stderr, "\n");
  open_line_ = false;
}

void Progress::draw(std::int64_t done, std::int64_t total) {
  open_line_ = true;
  if (total <= 0) {
    fmt::print(stderr, "\r{} {}", stage_, done);
  } else {
    const auto filled = static_cast<std::size_t>(kWidth * done / total);
    fmt::print(stderr, "\r{} [{:<{}}] {} / {}", stage_, std::string(filled, '#'), kWidth, done, total);
  }
  std::fflush(stderr);
}

}  // namespace linli::app
