#include "storage/testing/postgres_server.hpp"

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <thread>
#include <vector>

#include "storage/postgres_connection.hpp"

namespace linli::storage::testing {
namespace {

namespace fs = std::filesystem;

// Debian keeps them out of PATH, one folder a version.
fs::path binaries() {
  std::vector<fs::path> found;
  std::error_code none;
  for (const auto& version : fs::directory_iterator("/usr/lib/postgresql", none))
    if (fs::exists(version.path() / "bin" / "initdb")) found.push_back(version.path() / "bin");
  if (found.empty()) throw std::runtime_error("PostgreSQL is not installed: apt-get install postgresql");
  return *std::ranges::max_element(found);
}

// PostgreSQL refuses to run as root.
void become_postgres() {
  if (::geteuid() != 0) return;
  const auto* user = ::getpwnam("postgres");
  if (user == nullptr || ::setgroups(0, nullptr) != 0 || ::setgid(user->pw_gid) != 0 || ::setuid(user->pw_uid) != 0)
    ::_exit(126);
}

pid_t start(const std::vector<std::string>& command, const fs::path& log) {
  std::vector<char*> arguments;
  for (const auto& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const auto parent = ::getpid();
  const auto child = ::fork();
  if (child != 0) return child;
  become_postgres();
  ::prctl(PR_SET_PDEATHSIG, SIGQUIT);  // a killed test leaves no server behind
  if (::getppid() != parent) ::_exit(125);
  const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  ::dup2(out, STDOUT_FILENO);
  ::dup2(out, STDERR_FILENO);
  if (::chdir("/") != 0) ::_exit(125);
  ::execv(arguments[0], arguments.data());
  ::_exit(127);
}

void run(const std::vector<std::string>& command, const fs::path& log) {
  int status = 0;
  ::waitpid(start(command, log), &status, 0);
  if (status != 0) throw std::runtime_error(command[0] + " failed, see " + log.string());
}

}  // namespace

PostgresServer& PostgresServer::shared() {
  static PostgresServer server;
  return server;
}

PostgresServer::PostgresServer() {
  const auto bin = binaries();
  const auto home = folder_.path().string();
  if (::geteuid() == 0) {
    const auto* user = ::getpwnam("postgres");
    if (user == nullptr || ::chown(home.c_str(), user->pw_uid, user->pw_gid) != 0)
      throw std::runtime_error("there is no user postgres");
  }
  run({bin / "initdb", "-D", home + "/data", "-U", "linli", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8",
       "--no-sync"},
      folder_ / "initdb.log");
  // Durability is PostgreSQL's own to test; the tests want it quick.
  server_ = start({bin / "postgres", "-D", home + "/data", "-k", home, "-c", "listen_addresses=", "-c", "fsync=off",
                   "-c", "max_connections=300", "-c", "shared_buffers=64MB"},
                  folder_ / "server.log");
  for (int i = 0;; ++i) {
    try {
      PostgresConnection probe(url("postgres"));
      return;
    } catch (const StorageError&) {
      if (i == 200) throw;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
  }
}

PostgresServer::~PostgresServer() {
  if (server_ <= 0) return;
  ::kill(server_, SIGQUIT);
  ::waitpid(server_, nullptr, 0);
}

std::string PostgresServer::url(const std::string& database) const {
  return "postgresql:///" + database + "?user=linli&host=" + folder_.path().string();
}

std::string PostgresServer::create_database() {
  const auto name = "test_" + std::to_string(++databases_);
  PostgresConnection connection(url("postgres"));
  connection.script("CREATE DATABASE " + name);
  return url(name);
}

void PostgresServer::cut_connections() {
  PostgresConnection connection(url("postgres"));
  connection.script(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client "
      "backend'");
}

}  // namespace linli::storage::testing
