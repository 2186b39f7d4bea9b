#pragma once
// The outer form of a backup: a header, then sealed chunks. Each chunk's place and whether it is the last are
// authenticated, so that a file that was cut, shuffled or changed does not open.

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

#include "storage/keys.hpp"

namespace linli::storage {

class BackupWriter {
 public:
  // Writes beside the target; finish() puts it in place.
  BackupWriter(std::filesystem::path target, const KeyRing& keys, std::string_view passphrase);
  ~BackupWriter();
  BackupWriter(const BackupWriter&) = delete;
  BackupWriter& operator=(const BackupWriter&) = delete;

  void byte(char value) { append({&value, 1}); }
  void number(std::int64_t value);
  void text(std::string_view value);  // its length before it
  void value(const Value& value);
  void finish();

 private:
  void append(std::string_view bytes);
  void write_chunk(bool last);

  const std::filesystem::path target_, part_;
  std::FILE* file_ = nullptr;
  Digest key_{};
  std::string header_, buffer_;
  std::uint64_t chunks_ = 0;
};

class BackupReader {
 public:
  BackupReader(const std::filesystem::path& file, const KeyRing& keys, std::string_view passphrase);
  ~BackupReader();
  BackupReader(const BackupReader&) = delete;
  BackupReader& operator=(const BackupReader&) = delete;

  [[nodiscard]] char byte();
  [[nodiscard]] std::int64_t number();
  [[nodiscard]] std::string text();
  // Reads a value; its text or bytes stand in `hold`.
  [[nodiscard]] Value value(std::string& hold);

 private:
  void take(char* out, std::size_t bytes);
  void read_chunk();

  std::FILE* file_ = nullptr;
  Digest key_{};
  std::string header_, chunk_;
  std::size_t at_ = 0;
  std::uint64_t chunks_ = 0;
  bool last_ = false;
};

}  // namespace linli::storage
