#pragma once
// A foreign parser in a process of its own, with limits of the kernel: time, memory, size of what it writes. Nothing of
// the file reaches the server's own memory but the text that comes out.

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"

namespace linli {

struct ProcessLimits {
  int cpu_seconds = 60;
  std::uint64_t memory_bytes = 1'000'000'000;  // 0: no limit (sanitizers reserve the whole address space)
  std::uint64_t file_bytes = 600'000'000;
  std::chrono::seconds wall{120};
};

// Exit code when the program could not be started; 127 is also what a loader without memory ends with.
inline constexpr int kNoProgram = 125;

struct ProcessResult {
  int exit_code = -1;  // -1: ended by a signal
  bool timed_out = false;
  bool cancelled = false;
  std::string out;  // first 4 MB
  std::string err;  // first 64 KB
};

// Runs program (looked up in PATH) with only these variables in its environment. Its working folder is `folder`.
[[nodiscard]] ProcessResult run_limited(const std::vector<std::string>& arguments,
                                        const std::vector<std::pair<std::string, std::string>>& environment,
                                        const std::filesystem::path& folder, const ProcessLimits& limits,
                                        const std::atomic<bool>* cancel = nullptr);

}  // namespace linli
