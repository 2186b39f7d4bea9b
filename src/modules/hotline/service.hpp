#pragma once
// The hotline's desk, built once by app.

#include <boost/asio/awaitable.hpp>
#include <filesystem>
#include <string>

#include "base/error.hpp"
#include "modules/accounts/api.hpp"
#include "modules/areas/api.hpp"
#include "modules/cases/api.hpp"
#include "modules/catalogue/api.hpp"
#include "modules/hotline/types.hpp"
#include "storage/store.hpp"

namespace linli::hotline {

// References must outlive the service.
struct HotlineParts {
  storage::Store& store;
  const areas::Atlas& atlas;
  catalogue::Catalogue& catalogue;
  std::filesystem::path folder;  // files are made here and go again
};

// In a transaction: takes every result that has not gone back yet, marks it as reported and remembers the rows as they
// were sent. Fails with kNothingToReport.
[[nodiscard]] Result<Report> make_report(storage::Transaction& transaction, const areas::Atlas& atlas,
                                         const accounts::District& district, AccountId by);
// The file of a report, made (again) from the rows as they were sent; throws when it cannot be written.
[[nodiscard]] Result<std::int64_t> write_report(storage::Snapshot& snapshot, DistrictId district, ReportId report,
                                                const std::filesystem::path& file);

class Hotline {
 public:
  explicit Hotline(HotlineParts parts) : parts_(std::move(parts)) {}

  // `{open, to_report, reported, sent_back, all}`.
  boost::asio::awaitable<std::string> counts(const accounts::Caller& caller);
  // One page of work orders, by their numbers.
  boost::asio::awaitable<std::string> orders(const accounts::Caller& caller, cases::ForeignList list, std::string after,
                                             int limit);
  boost::asio::awaitable<Result<std::string>> report(const accounts::Caller& caller);
  boost::asio::awaitable<std::string> reports(const accounts::Caller& caller, ReportId before, int limit);
  // The file's bytes.
  boost::asio::awaitable<Result<std::string>> file(const accounts::Caller& caller, ReportId report);

 private:
  HotlineParts parts_;
};

}  // namespace linli::hotline
