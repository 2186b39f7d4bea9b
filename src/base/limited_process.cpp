#include "base/limited_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <system_error>

namespace linli {
namespace {

class Fd {
 public:
  explicit Fd(int fd = -1) : fd_(fd) {}
  Fd(const Fd&) = delete;
  Fd& operator=(const Fd&) = delete;
  Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  ~Fd() { close(); }
  void close() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
  }
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

std::pair<Fd, Fd> make_pipe() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
  return {Fd(ends[0]), Fd(ends[1])};
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> out;
  for (auto& text : texts) out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

void set_limit(__rlimit_resource what, std::uint64_t value) {
  const rlimit limit{value, value};
  setrlimit(what, &limit);
}

// Between fork and exec: only calls that are safe there; everything was allocated before.
[[noreturn]] void become(std::vector<char*>& arguments, std::vector<char*>& environment, const char* folder, int out,
                         int err, const ProcessLimits& limits) {
  setpgid(0, 0);
  const int null = open("/dev/null", O_RDONLY);
  dup2(null, 0);
  dup2(out, 1);
  dup2(err, 2);
  if (chdir(folder) != 0) _exit(kNoProgram);
  set_limit(RLIMIT_CPU, static_cast<std::uint64_t>(limits.cpu_seconds));
  if (limits.memory_bytes > 0) set_limit(RLIMIT_AS, limits.memory_bytes);
  set_limit(RLIMIT_FSIZE, limits.file_bytes);
  set_limit(RLIMIT_CORE, 0);
  set_limit(RLIMIT_NOFILE, 64);
  execvpe(arguments[0], arguments.data(), environment.data());
  _exit(kNoProgram);
}

// Reads what is there; false at the end. Beyond `keep` bytes it is dropped, so that the child never blocks.
bool drain(int fd, std::string& into, std::size_t keep) {
  std::array<char, 8192> buffer{};
  const auto size = read(fd, buffer.data(), buffer.size());
  if (size < 0) return errno == EINTR || errno == EAGAIN;
  if (size == 0) return false;
  if (into.size() < keep) into.append(buffer.data(), std::min(static_cast<std::size_t>(size), keep - into.size()));
  return true;
}

void watch(ProcessResult& result, pid_t child, int out, int err, std::chrono::seconds wall,
           const std::atomic<bool>* cancel) {
  const auto deadline = std::chrono::steady_clock::now() + wall;
  std::array<pollfd, 2> fds{{{out, POLLIN, 0}, {err, POLLIN, 0}}};
  while (fds[0].fd >= 0 || fds[1].fd >= 0) {
    poll(fds.data(), fds.size(), 100);
    if (fds[0].fd >= 0 && fds[0].revents != 0 && !drain(out, result.out, 4 << 20)) fds[0].fd = -1;
    if (fds[1].fd >= 0 && fds[1].revents != 0 && !drain(err, result.err, 64 << 10)) fds[1].fd = -1;
    result.timed_out = std::chrono::steady_clock::now() > deadline;
    result.cancelled = cancel != nullptr && cancel->load();
    if (result.timed_out || result.cancelled) {
      kill(-child, SIGKILL);
      return;
    }
  }
}

}  // namespace

ProcessResult run_limited(const std::vector<std::string>& arguments,
                          const std::vector<std::pair<std::string, std::string>>& environment,
                          const std::filesystem::path& folder, const ProcessLimits& limits,
                          const std::atomic<bool>* cancel) {
  auto argument_texts = arguments;
  std::vector<std::string> variables;
  const char* path = std::getenv("PATH");
  variables.push_back(std::string("PATH=") + (path != nullptr ? path : "/usr/local/bin:/usr/bin:/bin"));
  for (const auto& [name, value] : environment) variables.push_back(name + "=" + value);
  auto argument_pointers = pointers(argument_texts);
  auto variable_pointers = pointers(variables);
  const auto folder_text = folder.string();

  auto [out_read, out_write] = make_pipe();
  auto [err_read, err_write] = make_pipe();
  const pid_t child = fork();
  if (child < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (child == 0)
    become(argument_pointers, variable_pointers, folder_text.c_str(), out_write.get(), err_write.get(), limits);
  out_write.close();
  err_write.close();

  ProcessResult result;
  watch(result, child, out_read.get(), err_read.get(), limits.wall, cancel);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return result;
}

}  // namespace linli
