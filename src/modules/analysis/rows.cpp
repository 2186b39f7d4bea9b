// The cases behind a figure, and those that are left out of all of them.
#include <algorithm>

#include "modules/analysis/errors.hpp"
#include "modules/analysis/pages.hpp"
#include "modules/analysis/rules.hpp"

namespace linli::analysis {

using storage::Snapshot;

namespace {

constexpr int kRowsOfPage = 50;
constexpr int kMostLooks = 3'000;
constexpr int kMostAnswers = 500;
constexpr int kMostOpenExcluded = 200;

bool wanted(const RowsRequest& request, const cases::Case& entry, const Yardstick& yardstick) {
  if (!stands_behind(request.measure, entry, yardstick)) return false;
  if (!request.from && !request.to) return true;
  const auto took = time_of(request.measure, entry);
  return took && (!request.from || *took >= *request.from) && (!request.to || *took < *request.to);
}

cases::EndedScan scan_of(std::int64_t scope, const cases::Period& period, MatterId matter,
                         const accounts::Caller& caller) {
  return {.scope = scope,
          .from = start_of(period.from, caller.offset),
          .until = start_of(period.to, caller.offset),
          .matter = matter,
          .most = kMostLooks};
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
  const auto scope = indicators::scope_of(caller, parts_.atlas, request.of.place);
  if (!scope) co_return fail(scope.error());
  const auto after = read_scan_mark(request.cursor);
  if (!after) co_return fail(after.error());
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    const auto period = period_of(request.of.period, snapshot.now(), caller.offset);
    if (!period) return fail(period.error());
    const auto yardstick = yardstick_of(snapshot, caller, *period);
    JsonWriter w(8192);
    w.begin_object().key("items").begin_array();
    int shown = 0;
    const auto look = [&](const cases::Case& entry) {
      if (!wanted(request, entry, yardstick)) return true;
      write_case(w, entry, parts_.work.line_of(snapshot, caller, entry), caller.offset);
      return ++shown < kRowsOfPage;
    };
    if (is_of_answers(request.measure)) {
      const cases::AnsweredScan scan{*scope, period->from, period->to, request.of.matter, kMostAnswers};
      const bool all = cases::scan_answered(snapshot, caller.district, scan, [&](const cases::Case& entry) {
        if (wanted(request, entry, yardstick))
          write_case(w, entry, parts_.work.line_of(snapshot, caller, entry), caller.offset);
      });
      w.end_array().field("complete", all).field("next", nullptr);
      return w.end_object().take();
    }
    auto scan = scan_of(*scope, *period, request.of.matter, caller);
    scan.after = *after;
    const auto next = cases::scan_ended(snapshot, caller.district, scan, look);
    w.end_array().field("complete", true).key("next");
    next ? w.value(write_scan_mark(*next)) : w.value(nullptr);
    return w.end_object().take();
  };
  co_return co_await aside(worker_, [&] { return parts_.store.read_now(work); });
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
