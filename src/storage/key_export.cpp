// The file is one line of what it is, then salt ‖ sealed lines `name hex`.

#include <fmt/format.h>

#include "storage/crypto.hpp"
#include "storage/key_files.hpp"

namespace linli::storage {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMagic = "linli-keys 1\n";
constexpr std::size_t kSalt = 16;

std::string to_lines(const KeySet& keys) {
  std::string lines;
  for (const auto& [name, key] : keys) lines += fmt::format("{} {}\n", name, to_hex(key));
  return lines;
}

KeySet from_lines(std::string_view lines) {
  KeySet keys;
  while (!lines.empty()) {
    const auto end = lines.find('\n');
    const auto line = lines.substr(0, end);
    const auto space = line.find(' ');
    if (end == std::string_view::npos || space == std::string_view::npos) throw StorageError("the key file is damaged");
    keys.emplace(std::string(line.substr(0, space)), digest_from_hex(line.substr(space + 1)));
    lines.remove_prefix(end + 1);
  }
  return keys;
}

}  // namespace

void export_keys(const fs::path& folder, const fs::path& file, std::string_view passphrase) {
  const auto keys = read_keys(folder);
  if (keys.empty()) throw StorageError(fmt::format("there are no keys in {}", folder.string()));
  Bytes salt(kSalt);
  fill_random(salt);
  const auto sealed =
      seal_gcm(key_from_passphrase(passphrase, salt), as_bytes_view(kMagic), as_bytes_view(to_lines(keys)));
  write_file_synced(file, fmt::format("{}{}{}", kMagic, as_text(salt), as_text(sealed)));
}

void import_keys(const fs::path& file, const fs::path& folder, std::string_view passphrase) {
  if (!read_keys(folder).empty())
    throw StorageError(fmt::format("{} holds keys already; they are never overwritten", folder.string()));
  const auto content = read_file(file);
  if (!content.starts_with(kMagic) || content.size() < kMagic.size() + kSalt)
    throw StorageError(fmt::format("{} is not a key export of Linli", file.string()));
  const auto rest = as_bytes_view(content).subspan(kMagic.size());
  const auto plain =
      open_gcm(key_from_passphrase(passphrase, rest.first(kSalt)), as_bytes_view(kMagic), rest.subspan(kSalt));
  if (!plain) throw StorageError("the passphrase is wrong, or the key file was changed");
  write_keys(folder, from_lines(as_text(*plain)));
}

}  // namespace linli::storage
