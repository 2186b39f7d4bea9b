#include "storage/key_files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

#include "storage/crypto.hpp"

namespace linli::storage {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void raise(std::string_view doing, const fs::path& path) {
  throw StorageError(fmt::format("cannot {} {}: {}", doing, path.string(), std::strerror(errno)));
}

void write_synced(const fs::path& file, std::string_view content, int flags) {
  const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0600);
  if (fd < 0) raise("write", file);
  std::size_t done = 0;
  while (done < content.size()) {
    const auto wrote = ::write(fd, content.data() + done, content.size() - done);
    if (wrote < 0 && errno != EINTR) break;
    if (wrote > 0) done += static_cast<std::size_t>(wrote);
  }
  const bool ok = done == content.size() && ::fsync(fd) == 0;
  ::close(fd);
  if (!ok) raise("write", file);
}

void sync_folder(const fs::path& folder) {
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) raise("open", folder);
  const bool ok = ::fsync(fd) == 0;
  ::close(fd);
  if (!ok) raise("sync", folder);
}

void fill(const fs::path& folder, const KeySet& keys) {
  ::chmod(folder.c_str(), 0700);
  for (const auto& [name, key] : keys) write_file_synced(folder / (name + ".key"), to_hex(key) + "\n");
  sync_folder(folder);
}

bool is_key(const fs::directory_entry& entry) { return entry.path().extension() == ".key"; }

}  // namespace

KeySet make_keys() {
  return {{"journal", random_digest()},
          {"index", random_digest()},
          {"backup", random_digest()},
          {"master-1", random_digest()}};
}

KeySet read_keys(const fs::path& folder) {
  KeySet keys;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(folder, none)) {
    if (!is_key(entry)) continue;
    auto text = read_file(entry.path());
    if (text.ends_with('\n')) text.pop_back();
    keys.emplace(entry.path().stem().string(), digest_from_hex(text));
  }
  if (keys.empty()) return keys;
  for (const auto* name : {"journal", "index", "backup", "master-1"})
    if (!keys.contains(name))
      throw StorageError(fmt::format(
          "key {}.key is missing in {}; bring it back from your key export (linli key import)", name, folder.string()));
  return keys;
}

void write_keys(const fs::path& folder, const KeySet& keys) {
  const auto target = folder.has_filename() ? folder : folder.parent_path();
  if (fs::exists(target)) {  // a folder made by the operator, perhaps a mount
    fill(target, keys);
    return;
  }
  const fs::path fresh = target.string() + fmt::format(".new-{}", ::getpid());
  fs::create_directories(fresh);
  fill(fresh, keys);
  fs::rename(fresh, target);
  sync_folder(target.has_parent_path() ? target.parent_path() : fs::path("."));
}

void write_key(const fs::path& folder, const std::string& name, const Digest& key) {
  write_file_synced(folder / (name + ".key"), to_hex(key) + "\n");
  sync_folder(folder);
}

std::string to_hex(BytesView bytes) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const auto byte : bytes) {
    text += kDigits[std::to_integer<unsigned>(byte) >> 4];
    text += kDigits[std::to_integer<unsigned>(byte) & 15];
  }
  return text;
}

Digest digest_from_hex(std::string_view text) {
  const auto digit = [](char c) -> int {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
  };
  Digest digest{};
  if (text.size() != digest.size() * 2 || !std::ranges::all_of(text, [&](char c) { return digit(c) >= 0; }))
    throw StorageError("a key or anchor file is damaged: not 64 hexadecimal digits");
  for (std::size_t i = 0; i < digest.size(); ++i)
    digest[i] = static_cast<std::byte>(digit(text[2 * i]) << 4 | digit(text[2 * i + 1]));
  return digest;
}

void write_file_synced(const fs::path& file, std::string_view content) { write_synced(file, content, O_TRUNC); }
void append_file_synced(const fs::path& file, std::string_view line) { write_synced(file, line, O_APPEND); }

std::string read_file(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) raise("read", file);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace linli::storage
