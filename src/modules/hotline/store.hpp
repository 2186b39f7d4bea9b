#pragma once
// SQL of what was handed out to the hotline.

#include <functional>
#include <optional>
#include <vector>

#include "modules/hotline/types.hpp"
#include "storage/store.hpp"

namespace linli::hotline {

extern const storage::TableSpec kReportsTable;

void insert_report(storage::Transaction& transaction, DistrictId district, const Report& report);
void insert_row(storage::Transaction& transaction, DistrictId district, ReportId report, std::string_view number,
                CaseId entry, const ReportRow& row);
// Newest first.
[[nodiscard]] std::vector<Report> list_reports(storage::Snapshot& snapshot, DistrictId district, ReportId before,
                                               int limit);
[[nodiscard]] std::optional<Report> find_report(storage::Snapshot& snapshot, DistrictId district, ReportId report);
[[nodiscard]] std::vector<ReportRow> list_rows(storage::Snapshot& snapshot, DistrictId district, ReportId report);

}  // namespace linli::hotline
