#include "modules/hotline/store.hpp"

#include <array>
#include <boost/json/parse.hpp>
#include <limits>

#include "base/json_writer.hpp"
#include "modules/hotline/api.hpp"

namespace linli::hotline {

using storage::Cursor;
using storage::Snapshot;
using storage::Transaction;

namespace {

// Rows keep what was sent, so that a file made again says the same.
constexpr std::string_view kTables = R"(
CREATE TABLE hotline_reports (
  district BIGINT NOT NULL, id BIGINT NOT NULL, at BIGINT NOT NULL, account BIGINT, total BIGINT NOT NULL,
  PRIMARY KEY (district, id)
) {clustered};

CREATE TABLE hotline_report_rows (
  district BIGINT NOT NULL, report BIGINT NOT NULL, number TEXT NOT NULL, case_id BIGINT NOT NULL, cells TEXT NOT NULL,
  PRIMARY KEY (district, report, number)
) {clustered};
)";

constexpr std::array kMigrations{storage::Migration{1, "results that were handed out to the city's hotline", kTables}};

Report report_of(const Cursor& rows) {
  return {rows.id<ReportId>(0), rows.instant(1), rows.id<AccountId>(2), rows.integer(3)};
}

}  // namespace

constexpr storage::TableSpec kReportsTable{"hotline_reports", "id", "at, account, total"};

namespace {
constexpr std::array kVouched{kReportsTable};
}

const storage::Schema kHotlineSchema{"hotline", kMigrations, kVouched};

void insert_report(Transaction& transaction, DistrictId district, const Report& report) {
  transaction.execute("INSERT INTO hotline_reports (district, id, at, account, total) VALUES ($1, $2, $3, $4, $5)",
                      district, report.id, report.at, report.account, report.rows);
}

void insert_row(Transaction& transaction, DistrictId district, ReportId report, std::string_view number, CaseId entry,
                const ReportRow& row) {
  JsonWriter w;
  w.begin_array();
  for (const auto& cell : row) w.value(cell);
  const auto cells = w.end_array().take();
  transaction.execute(
      "INSERT INTO hotline_report_rows (district, report, number, case_id, cells) VALUES ($1, $2, $3, $4, $5)",
      district, report, number, entry, cells);
}

std::vector<Report> list_reports(Snapshot& snapshot, DistrictId district, ReportId before, int limit) {
  auto rows = snapshot.query(
      "SELECT id, at, account, total FROM hotline_reports WHERE district = $1 AND id < $2 ORDER BY id DESC LIMIT $3",
      district, before ? before.value : std::numeric_limits<std::int64_t>::max(), limit);
  std::vector<Report> found;
  while (rows.next()) found.push_back(report_of(rows));
  return found;
}

std::optional<Report> find_report(Snapshot& snapshot, DistrictId district, ReportId report) {
  auto rows = snapshot.query("SELECT id, at, account, total FROM hotline_reports WHERE district = $1 AND id = $2",
                             district, report);
  if (!rows.next()) return std::nullopt;
  return report_of(rows);
}

std::vector<ReportRow> list_rows(Snapshot& snapshot, DistrictId district, ReportId report) {
  auto rows = snapshot.query(
      "SELECT cells FROM hotline_report_rows WHERE district = $1 AND report = $2 ORDER BY number", district, report);
  std::vector<ReportRow> found;
  while (rows.next()) {
    auto& row = found.emplace_back();
    for (const auto& cell : boost::json::parse(rows.string(0)).as_array()) row.emplace_back(cell.as_string());
  }
  return found;
}

}  // namespace linli::hotline
