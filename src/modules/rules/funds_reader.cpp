// funds.toml: lines of the budget, what each is for and where its sum comes from.
#include "modules/rules/file_readers.hpp"

namespace linli::rules {

using declare::EntryReader;
using declare::Need;

namespace {

FundLine read_fund_line(const declare::Item& item, const ReadFile& file) {
  EntryReader reader(item, file.faults);
  FundLine line;
  read_entry(reader, line, file.model.head.provenance);
  line.norm = reader.code("norm", Need::May);
  line.most = reader.code("most", Need::May);
  line.own_books = reader.flag("own_books", false);
  line.for_tasks = reader.flag("for_tasks", false);
  line.grows = reader.flag("grows", false);
  line.growth = reader.code("growth", Need::May);
  for (const auto* part : reader.tables("purposes")) {
    EntryReader purpose(*part, file.faults);
    line.purposes.push_back({purpose.code("code"), purpose.both("name", Need::Must)});
    purpose.finish();
  }
  reader.finish();
  return line;
}

}  // namespace

void read_funds(const ReadFile& file) {
  const auto document = declare::read_toml(file.path, file.text, file.faults);
  EntryReader top(document, file.faults);
  for (const auto* item : top.tables("line")) file.model.funds.push_back(read_fund_line(*item, file));
  top.finish();
}

}  // namespace linli::rules
