#pragma once
// The key folder: one small text file a key, readable by its owner only.

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "storage/keys.hpp"

namespace linli::storage {

// File name without `.key` → 32 bytes: `journal`, `index`, `backup`, `master-1`, `master-2` …
using KeySet = std::map<std::string, Digest>;

[[nodiscard]] KeySet make_keys();
// Empty when there is no folder or no key in it. Throws StorageError when a key is damaged or one is missing.
[[nodiscard]] KeySet read_keys(const std::filesystem::path& folder);
// Makes the folder (0700) and the files (0600), all or nothing, and waits until they are on disk.
void write_keys(const std::filesystem::path& folder, const KeySet& keys);
void write_key(const std::filesystem::path& folder, const std::string& name, const Digest& key);

[[nodiscard]] std::string to_hex(BytesView bytes);
// Throws StorageError unless the text is 64 hexadecimal digits.
[[nodiscard]] Digest digest_from_hex(std::string_view text);

// A whole file, or what is appended to one, down to the disk.
void write_file_synced(const std::filesystem::path& file, std::string_view content);
void append_file_synced(const std::filesystem::path& file, std::string_view line);
[[nodiscard]] std::string read_file(const std::filesystem::path& file);

}  // namespace linli::storage
