#pragma once
// Looking at how a district's matters are handled: how long they take, how often they bounce, where they pile up, the
// three rates; and tasks of active governance for what comes up again and again in a place.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "modules/accounts/api.hpp"
#include "modules/analysis/types.hpp"
#include "modules/areas/api.hpp"
#include "modules/cases/api.hpp"
#include "modules/catalogue/api.hpp"
#include "modules/indicators/api.hpp"
#include "storage/store.hpp"

namespace linli::analysis {

extern const storage::Schema kAnalysisSchema;

// For the journal: what it is called.
[[nodiscard]] std::optional<std::string> task_title(storage::Snapshot& snapshot, DistrictId district, std::int64_t id);

// References must outlive the services.
struct AnalysisParts {
  storage::Store& store;
  const areas::Atlas& atlas;
  catalogue::Catalogue& catalogue;
  cases::CaseWork& work;
  cases::FlowRules rules;
};

struct PeriodRequest {
  indicators::Place place;
  std::string period;  // a year or a month; empty: this month
  MatterId matter;
};
// A square of the map, by any point in it.
struct Square {
  int metres = 200;
  double lon = 0;
  double lat = 0;
};
inline constexpr int kLeastMetres = 50;
inline constexpr int kMostMetres = 2000;
struct RowsRequest {
  PeriodRequest of;
  Measure measure = Measure::Closed;
  std::optional<std::int64_t> from;  // seconds, of measures of time
  std::optional<std::int64_t> to;    // not included
  std::optional<Square> square;      // of what was received
  std::string cursor;
};
// A filter as in the URL of GET /analysis/cases; fails with kBadFigure.
using QueryValue = std::function<std::optional<std::string_view>(std::string_view name)>;
[[nodiscard]] Result<RowsRequest> rows_request_of(const QueryValue& value);
[[nodiscard]] Result<RowsRequest> rows_request_of(std::string_view query);

// A page of the cases behind a figure, for files: `query` as above. Fails as Analysis::rows does.
[[nodiscard]] Result<cases::CasePage> figure_cases(storage::Snapshot& snapshot, const AnalysisParts& parts,
                                                   const accounts::Caller& caller, std::string_view query,
                                                   std::string_view cursor, int limit);
// Where reports pile up: by courtyard, or by squares of so many metres.
struct HotRequest {
  PeriodRequest of;
  bool squares = false;
  int metres = 200;
};

// All answers are JSON. What the caller may not see reads as not found; anything that could take long runs on a thread
// of its own.
class Analysis {
 public:
  explicit Analysis(AnalysisParts parts) : parts_(std::move(parts)) {}
  Analysis(const Analysis&) = delete;
  Analysis& operator=(const Analysis&) = delete;
  ~Analysis() { worker_.join(); }

  using Answer = boost::asio::awaitable<Result<std::string>>;
  Answer times(const accounts::Caller& caller, PeriodRequest request);
  Answer rates(const accounts::Caller& caller, PeriodRequest request);
  // The cases behind a figure, open ones first, then the newest end first. A page may be short while there is more to
  // look through.
  Answer rows(const accounts::Caller& caller, RowsRequest request);
  // What is left out of figures: closed in the period, or open; with reason and reviewer.
  Answer excluded(const accounts::Caller& caller, PeriodRequest request, std::string cursor);
  Answer hot_spots(const accounts::Caller& caller, HotRequest request);
  // The same matter in the same courtyard, as often as the yardstick says; with the open task where there is one.
  Answer repeated(const accounts::Caller& caller, indicators::Place place);
  Answer list_yardsticks(const accounts::Caller& caller);
  // From a day on. Fails with kBadYardstick, kStale when `known` is no longer the newest version.
  Answer add_yardstick(const accounts::Caller& caller, Yardstick wanted, int known);

 private:
  AnalysisParts parts_;
  boost::asio::thread_pool worker_{1};
};

// Tasks of active governance.
class Tasks {
 public:
  explicit Tasks(AnalysisParts parts) : parts_(std::move(parts)) {}

  using Answer = boost::asio::awaitable<Result<std::string>>;
  Answer list(const accounts::Caller& caller, TaskState state, std::string cursor);
  Answer show(const accounts::Caller& caller, TaskId task);
  // Those that a case is linked to; the case must be the caller's to see.
  Answer of_case(const accounts::Caller& caller, CaseId entry);
  // Whoever dispatches for the place opens it; a matter of a place has one open task at a time: the one there is
  // answers, with the cases that are new to it.
  Answer open(const accounts::Caller& caller, NewTask wanted);
  Answer note(const accounts::Caller& caller, TaskId task, std::string text);
  Answer link(const accounts::Caller& caller, TaskId task, std::vector<CaseId> entries);
  Answer close(const accounts::Caller& caller, TaskId task, int version, std::string result);

 private:
  AnalysisParts parts_;
};

}  // namespace linli::analysis
