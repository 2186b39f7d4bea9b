#include "gridding_files/csv.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "base/text.hpp"

namespace linli::gridding_files {

CsvReader::CsvReader(std::string text) : owned_(std::make_unique<const std::string>(std::move(text))), text_(*owned_) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text_.starts_with(kByteOrderMark)) at_ = kByteOrderMark.size();
}

bool CsvReader::next() {
  while (at_ < text_.size()) {
    fields_.clear();
    unquoted_.clear();
    line_ = next_line_;
    for (bool more = true; more;) {
      read_field();
      more = at_ < text_.size() && text_[at_] == ',';
      if (more) ++at_;
    }
    if (at_ < text_.size() && text_[at_] == '\r') ++at_;
    if (at_ < text_.size() && text_[at_] == '\n') ++at_;
    ++next_line_;
    const bool blank = std::ranges::all_of(fields_, [](std::string_view field) { return trim(field).empty(); });
    if (!blank) return true;
  }
  return false;
}

void CsvReader::read_field() {
  if (at_ < text_.size() && text_[at_] == '"') return read_quoted();
  const std::size_t begin = at_;
  while (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '\n' && text_[at_] != '\r') ++at_;
  fields_.push_back(text_.substr(begin, at_ - begin));
}

void CsvReader::read_quoted() {
  std::string content;
  for (++at_; at_ < text_.size(); ++at_) {
    if (text_[at_] == '"') {
      if (at_ + 1 >= text_.size() || text_[at_ + 1] != '"') break;
      ++at_;
    }
    next_line_ += text_[at_] == '\n';
    content += text_[at_];
  }
  // What stands between the closing quote and the comma is no part of the field.
  while (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '\n' && text_[at_] != '\r') ++at_;
  fields_.push_back(unquoted_.emplace_back(std::move(content)));
}

std::string_view CsvReader::field(std::optional<std::size_t> index) const {
  return index && *index < fields_.size() ? trim(fields_[*index]) : std::string_view{};
}

std::optional<std::string> read_file(const std::string& path) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) return std::nullopt;
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::string text(std::filesystem::file_size(path, ignored), '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text;
}

std::string csv_field(std::string_view field) {
  if (field.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(field);
  std::string result = "\"";
  for (const char c : field) {
    if (c == '"') result += '"';
    result += c;
  }
  return result + '"';
}

}  // namespace linli::gridding_files
