#include "modules/cases/photo_files.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <system_error>

#include "base/limited_process.hpp"
#include "modules/cases/errors.hpp"
#include "modules/cases/photo_kind.hpp"
#include "modules/cases/photo_worker.hpp"
#include "storage/crypto.hpp"

namespace linli::cases {

namespace fs = std::filesystem;

namespace {

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
constexpr std::uint64_t kWorkerMemory = 0;
#else
constexpr std::uint64_t kWorkerMemory = 1'000'000'000;
#endif
#else
constexpr std::uint64_t kWorkerMemory = 1'000'000'000;
#endif
constexpr ProcessLimits kWorkerLimits{
    .cpu_seconds = 20, .memory_bytes = kWorkerMemory, .file_bytes = 32'000'000, .wall = std::chrono::seconds{30}};
constexpr auto kRecent = std::chrono::hours{24};

[[noreturn]] void throw_errno(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

// A folder for one upload; goes with the object.
class Bench {
 public:
  explicit Bench(const fs::path& parent) {
    auto pattern = (parent / "incoming-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw_errno("photo folder");
    path_ = pattern;
  }
  ~Bench() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Bench(const Bench&) = delete;
  Bench& operator=(const Bench&) = delete;
  [[nodiscard]] fs::path operator/(const char* name) const { return path_ / name; }
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

// The worker cannot say why it could not write; a photo must not be called unreadable because the disk is full.
void throw_if_full(const fs::path& folder, std::size_t wanted) {
  std::error_code ignored;
  if (fs::space(folder, ignored).available < wanted && !ignored)
    throw std::system_error(ENOSPC, std::generic_category(), "photo result");
}

void write_file(const fs::path& file, std::string_view bytes) {
  std::ofstream out(file, std::ios::binary);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (!out) throw_errno("photo file");
}

std::optional<std::string> read_file(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return std::nullopt;
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return std::move(bytes).str();
}

void sync(const fs::path& path, int flags) {
  const int fd = ::open(path.c_str(), flags | O_CLOEXEC);
  if (fd < 0) throw_errno("photo sync");
  const int result = ::fsync(fd);
  ::close(fd);
  if (result != 0) throw_errno("photo sync");
}

std::string hex_of(const storage::Digest& digest) {
  std::string text;
  for (const auto byte : digest) text += fmt::format("{:02x}", std::to_integer<unsigned>(byte));
  return text;
}

bool is_digest(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

PhotoFiles::PhotoFiles(PhotoOptions options) : options_(std::move(options)) { fs::create_directories(options_.folder); }

Result<StoredPhoto> PhotoFiles::store(std::string_view bytes) const {
  if (!photo_kind(bytes)) return fail(kNotAPhoto);
  const Bench bench(options_.folder);
  write_file(bench / "in", bytes);
  auto arguments = options_.worker;
  for (const auto* name : {"in", "out.jpg", "thumb.jpg"}) arguments.push_back(name);
  const auto result = run_limited(arguments, {{"VIPS_WARNING", "0"}}, bench.path(), kWorkerLimits);
  if (result.exit_code == kPhotoHuge) return fail(kHugePhoto);
  StoredPhoto photo;
  if (result.exit_code != kPhotoDone) throw_if_full(options_.folder, bytes.size());
  if (result.exit_code != kPhotoDone || std::sscanf(result.out.c_str(), "%d %d", &photo.width, &photo.height) != 2)
    return fail(kBadPhoto);
  photo.digest = keep(bench / "out.jpg");
  photo.thumb_digest = keep(bench / "thumb.jpg");
  return photo;
}

fs::path PhotoFiles::path_of(std::string_view digest) const {
  return options_.folder / digest.substr(0, 2) / (std::string(digest) + ".jpg");
}

// Renaming over a file of the same name is harmless: the name is its content.
std::string PhotoFiles::keep(const fs::path& file) const {
  const auto bytes = read_file(file);
  if (!bytes) throw_errno("photo result");
  auto digest = hex_of(storage::sha256({storage::as_bytes_view(*bytes)}));
  const auto target = path_of(digest);
  const bool new_folder = fs::create_directories(target.parent_path());
  sync(file, O_RDONLY);
  fs::rename(file, target);
  sync(target.parent_path(), O_RDONLY | O_DIRECTORY);
  if (new_folder) sync(options_.folder, O_RDONLY | O_DIRECTORY);
  return digest;
}

std::optional<std::string> PhotoFiles::read(std::string_view digest) const {
  if (!is_digest(digest)) return std::nullopt;
  return read_file(path_of(digest));
}

void PhotoFiles::remove(std::string_view digest) const {
  if (!is_digest(digest)) return;
  std::error_code ignored;
  const auto written = fs::last_write_time(path_of(digest), ignored);
  if (!ignored && fs::file_time_type::clock::now() - written > kRecent) fs::remove(path_of(digest), ignored);
}

}  // namespace linli::cases
