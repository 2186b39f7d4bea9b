// Any text read as CSV, written and read again, gives the same fields.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "gridding_files/csv.hpp"

namespace {

using linli::gridding_files::csv_field;
using linli::gridding_files::CsvReader;

std::vector<std::vector<std::string>> records(std::string text) {
  std::vector<std::vector<std::string>> all;
  CsvReader reader(std::move(text));
  while (reader.next()) all.emplace_back(reader.fields().begin(), reader.fields().end());
  return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto first = records(std::string(reinterpret_cast<const char*>(bytes), size));
  std::string written = "\xEF\xBB\xBF";  // or a field that begins with these bytes would lose them
  for (const auto& record : first) {
    for (std::size_t i = 0; i < record.size(); ++i) written += (i == 0 ? "" : ",") + csv_field(record[i]);
    written += '\n';
  }
  if (records(written) != first) std::abort();
  return 0;
}
