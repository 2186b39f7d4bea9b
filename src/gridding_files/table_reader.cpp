#include "gridding_files/table_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/text.hpp"

namespace linli::gridding_files {

TableReader::TableReader(std::string path, ReadFailure& failure) : path_(std::move(path)), failure_(failure) {
  auto text = read_file(path_);
  if (!text) {
    failure_.unreadable = true;
    fault(0, {fmt::format("无法读取文件“{}”，请检查路径和权限。", path_),
              fmt::format("The file “{}” cannot be read. Please check its path and permissions.", path_)});
    return;
  }
  if (!is_valid_utf8(*text)) {
    fault(0, {fmt::format("文件“{}”不是 UTF-8 编码，请另存为“CSV UTF-8”。", path_),
              fmt::format("The file “{}” is not UTF-8. Please save it as “CSV UTF-8”.", path_)});
    return;
  }
  reader_.emplace(std::move(*text));
  if (!reader_->next()) reader_.reset();
}

TableReader::Column TableReader::find(std::initializer_list<std::string_view> names) const {
  for (std::size_t i = 0; reader_ && i < reader_->fields().size(); ++i) {
    if (std::ranges::find(names, reader_->field(i)) != names.end()) return i;
  }
  return std::nullopt;
}

TableReader::Column TableReader::need(std::initializer_list<std::string_view> names) {
  const Column column = find(names);
  if (!column && reader_) {
    fault(line(), {fmt::format("表头里没有“{}”这一列。", *names.begin()),
                   fmt::format("The headings have no column “{}”.", *names.begin())});
  }
  return column;
}

std::optional<double> TableReader::number(Column column, std::string_view what) {
  const std::string_view field = text(column);
  if (field.empty()) return std::nullopt;
  double value = 0;
  const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
  if (error == std::errc{} && end == field.data() + field.size() && std::isfinite(value)) return value;
  fault(line(), {fmt::format("“{}”应当是数，现在是“{}”。", what, field),
                 fmt::format("“{}” must be a number; it is “{}”.", what, field)});
  return std::nullopt;
}

std::optional<gridding::Households> TableReader::households(Column column) {
  const auto value = number(column, "weight");
  if (!value) return std::nullopt;
  if (std::floor(*value) != *value || std::abs(*value) > 1e15) {
    fault(line(), {fmt::format("户数应当是整数，现在是“{}”。", text(column)),
                   fmt::format("Households must be a whole number; they are “{}”.", text(column))});
    return 0;
  }
  return static_cast<gridding::Households>(*value);
}

}  // namespace linli::gridding_files
