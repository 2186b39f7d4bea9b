#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <ostream>

#include "modules/accounts/passwords.hpp"
#include "modules/accounts/user_command.hpp"

namespace linli::accounts {
namespace {

// The terminal with echo off, as it was again afterwards.
class SilentTerminal {
 public:
  SilentTerminal() : file_(::open("/dev/tty", O_RDWR | O_CLOEXEC)) {
    if (file_ < 0 || ::tcgetattr(file_, &before_) != 0) return;
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    usable_ = ::tcsetattr(file_, TCSAFLUSH, &silent) == 0;
  }
  ~SilentTerminal() {
    if (usable_) ::tcsetattr(file_, TCSAFLUSH, &before_);
    if (file_ >= 0) ::close(file_);
  }
  SilentTerminal(const SilentTerminal&) = delete;
  SilentTerminal& operator=(const SilentTerminal&) = delete;

  [[nodiscard]] bool usable() const { return usable_; }
  [[nodiscard]] std::string read_line() const {
    std::string line;
    char c = 0;
    while (::read(file_, &c, 1) == 1 && c != '\n') line += c;
    return line;
  }

 private:
  int file_;
  bool usable_ = false;
  termios before_{};
};

}  // namespace

std::optional<std::string> ask_password_on_terminal(std::ostream& questions) {
  const SilentTerminal terminal;
  if (!terminal.usable()) {
    questions << "没有终端，请用 --password-stdin。 / No terminal; use --password-stdin.\n";
    return std::nullopt;
  }
  questions << "密码 / password: " << std::flush;
  auto password = terminal.read_line();
  questions << "\n再输一次 / once more: " << std::flush;
  auto again = terminal.read_line();
  questions << '\n';
  const bool same = password == again;
  wipe(again);
  if (same) return password;
  wipe(password);
  questions << "两次输入不一样。 / The two entries differ.\n";
  return std::nullopt;
}

}  // namespace linli::accounts
