#include "modules/hotline/command.hpp"

#include <fmt/format.h>

#include <ostream>

#include "modules/hotline/errors.hpp"
#include "modules/hotline/service.hpp"
#include "modules/hotline/store.hpp"

namespace linli::hotline {
namespace {

constexpr int kNothing = 1;
constexpr int kWrongUse = 2;

Result<ReportId> asked_again(storage::Store& store, DistrictId district, const std::string& again) {
  if (again != "last") return ReportId{parse_id(again).value_or(0)};
  const auto last =
      store.read_now([&](storage::Snapshot& snapshot) { return list_reports(snapshot, district, ReportId{}, 1); });
  if (last.empty()) return fail(kNoReport);
  return last.front().id;
}

Result<ReportId> make_new(storage::Store& store, const areas::Atlas& atlas, const accounts::District& district) {
  const auto made = store.write_now(
      [&](storage::Transaction& transaction) { return make_report(transaction, atlas, district, AccountId{}); });
  if (!made) return fail(made.error());
  return made->id;
}

}  // namespace

int run_report(storage::Store& store, const areas::Atlas& atlas, const accounts::District& district,
               const ReportOrder& order, std::ostream& out, std::ostream& err) {
  const auto refuse = [&](const Error& error) {
    err << (order.english ? error.message.en : error.message.zh) << '\n';
    return error.code == kNothingToReport.code ? kNothing : kWrongUse;
  };
  if (order.file.extension() != ".xlsx") {
    err << (order.english ? "The file must end in .xlsx.\n" : "文件名要以 .xlsx 结尾。\n");
    return kWrongUse;
  }
  const auto report =
      order.again.empty() ? make_new(store, atlas, district) : asked_again(store, district.id, order.again);
  if (!report) return refuse(report.error());
  const auto rows = store.read_now(
      [&](storage::Snapshot& snapshot) { return write_report(snapshot, district.id, *report, order.file); });
  if (!rows) return refuse(rows.error());
  out << fmt::format(
      fmt::runtime(order.english ? "{} results written; report {}\n" : "已写出 {} 条结果；报送编号 {}\n"), *rows,
      to_string(*report));
  return 0;
}

}  // namespace linli::hotline
