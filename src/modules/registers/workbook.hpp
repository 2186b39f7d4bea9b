#pragma once
// Files out: the template that offices fill, and lists as Excel or CSV.

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "modules/registers/context.hpp"

namespace linli::registers {

// What a column of a kind's files holds.
struct Column {
  const Field* field = nullptr;  // null: one of the record itself
  std::string name;              // `id`, `from`, or the field's
  std::string heading;
};
// Everything but protected values: those never leave in a list.
[[nodiscard]] std::vector<Column> file_columns(const Kind& kind, const accounts::Caller& caller, bool for_input);

// Drop-downs and limits for the columns, and what each column means. `areas`: names of the areas of a level that the
// caller answers for. Throws when the file cannot be written.
using AreaNames = std::function<std::vector<std::string>(const Field&)>;
void write_template(const std::filesystem::path& path, const Kind& kind, const std::vector<Column>& columns,
                    const AreaNames& areas);

// Rows one by one, so that a long list costs no memory. Closing is what writes.
class TableWriter {
 public:
  virtual ~TableWriter() = default;
  virtual void row(const std::vector<std::string>& cells) = 0;
  virtual void close() = 0;
};
[[nodiscard]] std::unique_ptr<TableWriter> open_xlsx(const std::filesystem::path& path, const std::string& title);
[[nodiscard]] std::unique_ptr<TableWriter> open_csv(const std::filesystem::path& path);

[[nodiscard]] std::vector<std::string> record_cells(const std::vector<Column>& columns, const Record& record,
                                                    Names& names);

}  // namespace linli::registers
