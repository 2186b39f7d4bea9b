// The cases behind a figure, and those that are left out of all of them.
#include <algorithm>

#include "modules/analysis/errors.hpp"
#include "modules/analysis/pages.hpp"
#include "modules/analysis/rules.hpp"
#include "modules/analysis/squares.hpp"

namespace linli::analysis {

using storage::Snapshot;

namespace {

constexpr int kRowsOfPage = 50;
constexpr int kMostLooks = 3'000;
constexpr int kMostOpenExcluded = 200;

// Which of the scanned cases stand behind the figure.
class Wanted {
 public:
  Wanted(const RowsRequest& request, Yardstick yardstick, std::vector<MatterId> matters)
      : request_(request), yardstick_(std::move(yardstick)), matters_(std::move(matters)) {
    if (!request.square) return;
    squares_.emplace(request.square->metres);
    cell_ = squares_->cell_of(request.square->lon, request.square->lat);
  }
  [[nodiscard]] bool operator()(const cases::Case& entry) const {
    if (!stands_behind(request_.measure, entry, yardstick_) || !lies_there(entry)) return false;
    if (!request_.from && !request_.to) return true;
    const auto took = time_of(request_.measure, entry);
    return took && (!request_.from || *took >= *request_.from) && (!request_.to || *took < *request_.to);
  }

 private:
  [[nodiscard]] bool lies_there(const cases::Case& entry) const {
    if (!matters_.empty() && std::ranges::find(matters_, entry.matter) == matters_.end()) return false;
    return !squares_ || (entry.lon && entry.lat && squares_->cell_of(*entry.lon, *entry.lat) == cell_);
  }

  const RowsRequest& request_;
  const Yardstick yardstick_;
  const std::vector<MatterId> matters_;
  std::optional<Squares> squares_;
  Cell cell_;
};

cases::EndedScan scan_of(std::int64_t scope, const cases::Period& period, MatterId matter,
                         const accounts::Caller& caller) {
  return {.scope = scope,
          .from = start_of(period.from, caller.offset),
          .until = start_of(period.to, caller.offset),
          .matter = matter,
          .most = kMostLooks};
}

using Visit = std::function<bool(const cases::Case&)>;

// Hands out what stands behind the figure until one is enough; where to go on.
Result<std::optional<cases::ScanMark>> look_through(Snapshot& snapshot, const AnalysisParts& parts,
                                                    const accounts::Caller& caller, const RowsRequest& request,
                                                    const Visit& visit) {
  const auto scope = indicators::scope_of(caller, parts.atlas, request.of.place);
  if (!scope) return fail(scope.error());
  const auto after = read_scan_mark(request.cursor);
  if (!after) return fail(after.error());
  const auto period = period_of(request.of.period, snapshot.now(), caller.offset);
  if (!period) return fail(period.error());
  const bool received = request.measure == Measure::Received;
  // Places count a matter with those below it, times and rates the matter alone.
  auto matters = received
                     ? matters_below(*parts.catalogue.book(snapshot, caller.district, caller.offset), request.of.matter)
                     : std::vector<MatterId>();
  const Wanted wanted(request, yardstick_of(snapshot, caller, *period), std::move(matters));
  const auto look = [&](const cases::Case& entry) { return !wanted(entry) || visit(entry); };
  if (received) {
    const cases::ReceivedScan scan{
        .scope = *scope, .from = period->from, .to = period->to, .after = *after, .most = kMostLooks};
    return cases::scan_received(snapshot, caller.district, caller.offset, scan, look);
  }
  if (is_of_answers(request.measure)) {
    const cases::AnsweredScan scan{*scope, period->from, period->to, request.of.matter, *after, kMostLooks};
    return cases::scan_answered(snapshot, caller.district, scan, look);
  }
  auto scan = scan_of(*scope, *period, request.of.matter, caller);
  scan.after = *after;
  return cases::scan_ended(snapshot, caller.district, scan, look);
}

void write_exclusion(JsonWriter& w, Snapshot& snapshot, const accounts::Caller& caller, const cases::Case& row,
                     const AnalysisParts& parts, const std::map<std::string, Text>& grounds) {
  const auto entry = cases::find_case(snapshot, caller.district, row.id);
  LINLI_ASSERT(entry.has_value());
  const auto name = [&](AccountId account) {
    return accounts::account_name(snapshot, caller.district, account).value_or("");
  };
  w.begin_object().key("case");
  write_case(w, *entry, parts.work.line_of(snapshot, caller, *entry), caller.offset);
  for (const auto& request : entry->requests) {
    if (request.kind != cases::RequestKind::Exclusion || request.decision != cases::Decision::Approved) continue;
    const auto ground = grounds.find(request.choice);
    w.field("ground", ground != grounds.end() ? ground->second : Text{request.choice, request.choice});
    w.field("reason", request.reason).field("asked_by", name(request.asked_by));
    w.field("decided_by", name(request.decided_by)).field("note", request.note).key("decided_at");
    request.decided_at ? w.value(format_instant(*request.decided_at, caller.offset)) : w.value(nullptr);
    break;
  }
  w.end_object();
}

}  // namespace

Analysis::Answer Analysis::rows(const accounts::Caller& caller, RowsRequest request) {
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    JsonWriter w(8192);
    w.begin_object().key("items").begin_array();
    int shown = 0;
    const auto next = look_through(snapshot, parts_, caller, request, [&](const cases::Case& entry) {
      write_case(w, entry, parts_.work.line_of(snapshot, caller, entry), caller.offset);
      return ++shown < kRowsOfPage;
    });
    if (!next) return fail(next.error());
    w.end_array().key("next");
    *next ? w.value(write_scan_mark(**next)) : w.value(nullptr);
    return w.end_object().take();
  };
  co_return co_await aside(worker_, [&] { return parts_.store.read_now(work); });
}

Result<cases::CasePage> figure_cases(Snapshot& snapshot, const AnalysisParts& parts, const accounts::Caller& caller,
                                     std::string_view query, std::string_view cursor, int limit) {
  auto request = rows_request_of(query);
  if (!request) return fail(request.error());
  request->cursor = cursor;
  cases::CasePage page;
  const auto next = look_through(snapshot, parts, caller, *request, [&](const cases::Case& entry) {
    page.cases.push_back(entry);
    return static_cast<int>(page.cases.size()) < limit;
  });
  if (!next) return fail(next.error());
  if (*next) page.next = write_scan_mark(**next);
  return page;
}

Analysis::Answer Analysis::excluded(const accounts::Caller& caller, PeriodRequest request, std::string cursor) {
  const auto scope = indicators::scope_of(caller, parts_.atlas, request.place);
  if (!scope) co_return fail(scope.error());
  const auto after = read_scan_mark(cursor);
  if (!after) co_return fail(after.error());
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    const auto period = period_of(request.period, snapshot.now(), caller.offset);
    if (!period) return fail(period.error());
    std::vector<cases::Case> found;
    if (cursor.empty())
      cases::each_open_excluded(snapshot, caller.district, *scope, kMostOpenExcluded,
                                [&](const cases::Case& entry) { found.push_back(entry); });
    auto scan = scan_of(*scope, *period, request.matter, caller);
    scan.excluded = true;
    scan.after = *after;
    scan.most = kRowsOfPage;
    const auto next = cases::scan_ended(snapshot, caller.district, scan, [&](const cases::Case& entry) {
      found.push_back(entry);
      return true;
    });
    const auto grounds = cases::flow_options(snapshot, caller.district, "exclude");
    JsonWriter w(8192);
    w.begin_object().key("items").begin_array();
    for (const auto& entry : found) write_exclusion(w, snapshot, caller, entry, parts_, grounds);
    w.end_array().key("next");
    next ? w.value(write_scan_mark(*next)) : w.value(nullptr);
    return w.end_object().take();
  };
  co_return co_await aside(worker_, [&] { return parts_.store.read_now(work); });
}

}  // namespace linli::analysis
