#include "modules/indicators/rules.hpp"

#include <algorithm>
#include <array>

#include "modules/indicators/histogram.hpp"

namespace linli::indicators {

using std::chrono::ceil;
using std::chrono::hours;

namespace {

constexpr std::int64_t kNoDueBucket = 999'999'999;

void add_flow(std::vector<Share>& shares, Counter counter, Instant at, Offset offset) {
  const auto day = date_of(at, offset);
  shares.push_back({counter, cases::day_key(day)});
  shares.push_back({counter, cases::month_key(day)});
}

// What a closed case took and went through. Told at once where it belongs (an outcome of its own) is no handling.
void add_life(std::vector<Share>& shares, const cases::Case& entry, Offset offset) {
  const auto month = cases::month_key(date_of(*entry.ended_at, offset));
  const auto add = [&](Counter counter, int number) { shares.push_back({counter, cell_of(month, number)}); };
  const auto add_time = [&](Counter counter, const std::optional<Instant>& at) {
    if (at) add(counter, bucket_of_time(*at - entry.received_at));
  };
  add_time(Counter::ResponseTime, entry.responded_at);
  add_time(Counter::DoneTime, entry.done_at);
  add_time(Counter::CloseTime, entry.ended_at);
  if (entry.returns > 0) add(Counter::Returns, std::min(entry.returns, kBuckets - 1));
  if (entry.reopened > 0) add(Counter::Reopened, std::min(entry.reopened, kBuckets - 1));
  if (entry.responded_at && entry.respond_due_at)
    add(Counter::Responses, *entry.responded_at <= *entry.respond_due_at ? 2 : 1);
}

AnswerKind answer_of(const cases::Case& entry) {
  return {entry.solved.value_or(false), entry.reopened == 0, entry.rating};
}

}  // namespace

std::int64_t bucket_of(Instant instant) { return ceil<hours>(instant).time_since_epoch().count(); }

std::int64_t due_bucket(const std::optional<Instant>& due) { return due ? bucket_of(*due) : kNoDueBucket; }

Instant end_of_bucket(std::int64_t bucket) { return Instant{hours{bucket}}; }

std::vector<Share> shares_of(const cases::Case& entry, Offset offset, const cases::FlowRules& rules) {
  std::vector<Share> shares;
  shares.reserve(20);
  if (!has_ended(entry.state)) {
    shares.push_back({Counter::Open, 0});
    if (!entry.excluded) shares.push_back({Counter::OpenByDue, due_bucket(entry.due_at)});
  }
  // Left out of figures, with reason and reviewer; open work it stays.
  if (entry.excluded) return shares;
  add_flow(shares, Counter::Received, entry.received_at, offset);
  if (entry.state == cases::State::Closed) {
    add_flow(shares, Counter::Closed, *entry.ended_at, offset);
    if (was_on_time(entry)) add_flow(shares, Counter::ClosedOnTime, *entry.ended_at, offset);
    if (entry.outcome.empty()) add_life(shares, entry, offset);
  }
  if (entry.rated_at) {
    add_flow(shares, Counter::Rated, *entry.rated_at, offset);
    if (entry.rating >= rules.satisfied_from) add_flow(shares, Counter::Satisfied, *entry.rated_at, offset);
    if (entry.solved)
      shares.push_back({Counter::Answers,
                        cell_of(cases::month_key(date_of(*entry.rated_at, offset)), code_of_answer(answer_of(entry)))});
  }
  return shares;
}

std::vector<std::int64_t> counted_scopes(const cases::Case& entry) {
  std::vector<std::int64_t> scopes;
  scopes.reserve(entry.scopes.size());
  for (const auto scope : entry.scopes) {
    if (scope != entry.where.courtyard.value && scope != entry.where.building.value) scopes.push_back(scope);
  }
  return scopes;
}

bool counts_matters_fully(const cases::Case& entry, std::int64_t scope) {
  return scope == entry.where.district.value || scope == entry.where.subdistrict.value;
}

bool is_month(const Share& share) {
  constexpr std::int64_t kFirstDayKey = 10'000'000;
  return share.counter != Counter::Open && share.counter != Counter::OpenByDue && share.period < kFirstDayKey;
}

bool counts_matter(const cases::Case& entry, std::int64_t scope, const Share& share) {
  if (share.counter >= Counter::ResponseTime)
    return scope != entry.where.community.value && scope != entry.where.grid.value;
  return counts_matters_fully(entry, scope) || is_month(share);
}

std::span<const Definition> definitions() {
  static const std::array kDefinitions{
      Definition{"open",
                 {"在办", "Open"},
                 {"已受理、未结案也未撤回的诉求", "Received, neither closed nor withdrawn"},
                 {"件", "cases"}},
      Definition{"due_soon",
                 {"即将到期", "Due soon"},
                 {"在办且24小时内到期（计到整点）", "Open and due within 24 hours, up to the full hour"},
                 {"件", "cases"}},
      Definition{"overdue", {"超期", "Overdue"}, {"在办且已过办结时限", "Open and past the limit"}, {"件", "cases"}},
      Definition{"received",
                 {"受理", "Received"},
                 {"本时段受理的诉求，含后来撤回的", "Received in the period, later withdrawn ones included"},
                 {"件", "cases"}},
      Definition{"closed", {"结案", "Closed"}, {"本时段结案的诉求", "Closed in the period"}, {"件", "cases"}},
      Definition{
          "on_time_rate",
          {"按期办结率", "On-time rate"},
          {"本时段按期结案 ÷（本时段结案 + 本时段内到期、至今在办的超期件）；按期：最后一次未被否定的办结不晚于时限；"
           "分母为零时不适用",
           "Closed on time in the period ÷ (closed in the period + still open and overdue within it). On time: "
           "the last done that nobody rejected came before the limit. n/a when there is nothing to divide by"},
          {"%", "%"}},
      Definition{"satisfaction",
                 {"满意率", "Satisfaction"},
                 {"本时段评价中4星及以上 ÷ 本时段全部评价；分母为零时不适用",
                  "Ratings of four stars or more ÷ all ratings given in the period. n/a without ratings"},
                 {"%", "%"}}};
  return kDefinitions;
}

}  // namespace linli::indicators
