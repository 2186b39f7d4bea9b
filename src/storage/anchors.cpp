#include "storage/anchors.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>

#include "storage/key_files.hpp"

namespace linli::storage {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kSequenceDigits = 20;

// Always the same length, so that one short write replaces it.
std::string format_line(std::int64_t sequence, const Digest& link) {
  return fmt::format("{:020} {}\n", sequence, to_hex(link));
}

Anchor parse_line(DistrictId district, std::string_view line) {
  if (line.ends_with('\n')) line.remove_suffix(1);
  Anchor anchor{district};
  if (line.size() != kSequenceDigits + 1 + 64) throw StorageError("an anchor file is damaged: wrong length");
  std::from_chars(line.data(), line.data() + kSequenceDigits, anchor.sequence);
  anchor.link = digest_from_hex(line.substr(kSequenceDigits + 1));
  return anchor;
}

}  // namespace

Anchors::Anchors(fs::path folder) : folder_(std::move(folder)) {}

Anchors::~Anchors() {
  for (const auto& [district, fd] : open_) ::close(fd);
}

fs::path Anchors::file_of(DistrictId district) const { return folder_ / (to_string(district) + ".head"); }

void Anchors::put(DistrictId district, std::int64_t sequence, const Digest& link) {
  const std::scoped_lock lock(mutex_);
  auto found = open_.find(district);
  if (found == open_.end()) {
    fs::create_directories(folder_);
    const int fd = ::open(file_of(district).c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
      throw StorageError(fmt::format("cannot write {}: {}", file_of(district).string(), std::strerror(errno)));
    found = open_.emplace(district, fd).first;
  }
  const auto line = format_line(sequence, link);
  if (::pwrite(found->second, line.data(), line.size(), 0) != static_cast<ssize_t>(line.size()))
    throw StorageError(fmt::format("cannot write {}: {}", file_of(district).string(), std::strerror(errno)));
}

std::optional<Anchor> Anchors::get(DistrictId district) const {
  const std::scoped_lock lock(mutex_);
  if (!fs::exists(file_of(district))) return std::nullopt;
  return parse_line(district, read_file(file_of(district)));
}

std::vector<Anchor> Anchors::read_all() const {
  std::vector<Anchor> anchors;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(folder_, none)) {
    if (entry.path().extension() != ".head") continue;
    const auto stem = entry.path().stem().string();
    DistrictId district;
    std::from_chars(stem.data(), stem.data() + stem.size(), district.value);
    anchors.push_back(parse_line(district, read_file(entry.path())));
  }
  return anchors;
}

std::vector<Anchor> Anchors::all() const {
  const std::scoped_lock lock(mutex_);
  return read_all();
}

void Anchors::log(Date day, std::string_view why) {
  const std::scoped_lock lock(mutex_);
  std::string lines;
  for (const auto& anchor : read_all())
    lines += fmt::format("{} {} district={} sequence={} link={}\n", format_date(day), why, to_string(anchor.district),
                         anchor.sequence, to_hex(anchor.link));
  if (lines.empty()) return;
  append_file_synced(folder_ / "log", lines);
}

void Anchors::forget() {
  const std::scoped_lock lock(mutex_);
  for (const auto& [district, fd] : open_) ::close(fd);
  open_.clear();
  for (const auto& anchor : read_all()) fs::remove(file_of(anchor.district));
}

}  // namespace linli::storage
