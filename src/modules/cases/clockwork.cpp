#include "modules/cases/clockwork.hpp"

#include <utility>

#include "modules/cases/clocks.hpp"
#include "modules/cases/flow_book.hpp"
#include "modules/cases/flow_steps.hpp"
#include "modules/cases/records.hpp"
#include "modules/cases/store.hpp"
#include "modules/cases/visit_store.hpp"

namespace linli::cases {

namespace asio = boost::asio;
using calendars::Moved;
using storage::Snapshot;
using storage::Transaction;

namespace {

constexpr int kVisitPortion = 200;
constexpr int kRecountPortion = 500;
constexpr int kPortionsAtOnce = 4;
constexpr std::size_t kMovedSample = 20;

void visit_one(Transaction& transaction, const Pen& pen, CaseId id) {
  const auto current = load_case(transaction, pen.district, id);
  if (!current) return;
  auto outcome = visit(*current, transaction.now(), pen.rules);
  if (outcome.hops.empty()) {
    set_next_visit(transaction, pen.district, id, next_visit(outcome.after, pen.rules));
    return;
  }
  const auto written = write_change(transaction, pen, *current, std::move(outcome), {}, {});
  LINLI_ASSERT(written.has_value());  // read and written in one transaction
}

// What a calendar makes of one case's due time.
std::optional<Instant> moved_due(const Case& entry, const FlowRules& rules) {
  if (has_ended(entry.state) || entry.settle_limit.empty() || !entry.due_at) return std::nullopt;
  const auto due = due_of(entry, rules);
  return due == entry.due_at ? std::nullopt : due;
}

void count_moved(Moved& moved, const Case& entry, Instant to) {
  ++(to < *entry.due_at ? moved.earlier : moved.later);
  if (moved.sample.size() < kMovedSample) moved.sample.push_back({entry.id.value, entry.number, *entry.due_at, to});
}

void retime(Transaction& transaction, const Pen& pen, const Case& current, Instant due) {
  Outcome outcome{current, {}};
  outcome.after.due_at = due;
  if (due > transaction.now()) outcome.after.told &= ~kToldDueSoon;
  add_hop(outcome, Step::Retime, Standing{}, transaction.now(),
          {.step = Step::Retime, .reason = "工作日历调整，时限重算 / the calendar changed"});
  ++outcome.after.version;
  const auto written = write_change(transaction, pen, current, std::move(outcome), {}, {});
  LINLI_ASSERT(written.has_value());
}

// One portion of the district's newest recount; what it moved, or nothing when there is none to do.
std::optional<Moved> recount_portion(Transaction& transaction, const Pen& pen) {
  auto recount = unfinished_recount(transaction, pen.district);
  if (!recount) return std::nullopt;
  Moved moved;
  const auto ids = open_cases_after(transaction, pen.district, recount->after_case, kRecountPortion);
  for (const auto& id : ids.open) {
    const auto current = load_case(transaction, pen.district, id);
    ++moved.checked;
    const auto due = moved_due(*current, pen.rules);
    if (!due) {
      // The same limit, but another ladder or warning may want to see it at another time.
      const auto next = next_visit(*current, pen.rules);
      if (next != current->next_at) set_next_visit(transaction, pen.district, id, next);
      continue;
    }
    count_moved(moved, *current, *due);
    retime(transaction, pen, *current, *due);
  }
  recount->after_case = ids.last;
  recount->checked += moved.checked;
  recount->earlier += moved.earlier;
  recount->later += moved.later;
  if (ids.at_end) recount->finished_at = transaction.now();
  save_recount(transaction, pen.district, *recount);
  moved.finished = ids.at_end;
  return moved;
}

void add_to(Moved& sum, Moved portion) {
  sum.checked += portion.checked;
  sum.earlier += portion.earlier;
  sum.later += portion.later;
  sum.finished = portion.finished;
  for (auto& item : portion.sample)
    if (sum.sample.size() < kMovedSample) sum.sample.push_back(std::move(item));
}

}  // namespace

asio::awaitable<int> Clockwork::sweep(DistrictId district, Offset offset) {
  auto work = [&](Transaction& transaction) {
    const auto ids = due_visits(transaction, district, transaction.now(), kVisitPortion);
    if (ids.empty()) return 0;
    const auto pen = context_.pen(transaction, district, offset);
    for (const auto id : ids) visit_one(transaction, pen, id);
    return static_cast<int>(ids.size());
  };
  // Most of the time nothing is due: looking does not take the writer.
  auto look = [&](Snapshot& snapshot) { return !due_visits(snapshot, district, snapshot.now(), 1).empty(); };
  if (!co_await context_.store.read(look)) co_return 0;
  co_return co_await context_.store.write(work);
}

asio::awaitable<Moved> Clockwork::recompute(DistrictId district, std::shared_ptr<const calendars::Calendar> calendar,
                                            bool preview) {
  if (preview) {
    auto look = [&](Snapshot& snapshot) {
      auto rules = context_.rules_of(snapshot, district, calendar->offset());
      rules.calendar = calendar;
      Moved moved;
      CaseId last;
      for (;;) {
        const auto ids = open_cases_after(snapshot, district, last, kRecountPortion);
        for (const auto id : ids.open) {
          const auto current = load_case(snapshot, district, id);
          if (!current) continue;
          ++moved.checked;
          if (const auto due = moved_due(*current, rules)) count_moved(moved, *current, *due);
        }
        if (ids.at_end) return moved;
        last = ids.last;
      }
    };
    co_return co_await context_.store.read(look);
  }
  context_.calendars.forget(district);
  auto begin = [&](Transaction& transaction) {
    begin_recount(transaction, district);
    return true;
  };
  co_await context_.store.write(begin);
  Moved sum;
  sum.finished = false;
  for (int i = 0; i < kPortionsAtOnce && !sum.finished; ++i) {
    auto work = [&](Transaction& transaction) {
      auto pen = context_.pen(transaction, district, calendar->offset());
      pen.rules.calendar = calendar;
      return recount_portion(transaction, pen);
    };
    auto portion = co_await context_.store.write(work);
    if (!portion) break;
    add_to(sum, std::move(*portion));
  }
  co_return sum;
}

asio::awaitable<Moved> Clockwork::revisit_all(DistrictId district, Offset offset) {
  auto look = [&](Snapshot& snapshot) { return calendars::load_calendar(snapshot, district, offset); };
  co_return co_await recompute(district, co_await context_.store.read(look), false);
}

asio::awaitable<Moved> Clockwork::preview_plan(DistrictId district, Offset offset,
                                               std::shared_ptr<const FlowPlan> plan) {
  auto look = [&](Snapshot& snapshot) {
    auto rules = context_.rules_of(snapshot, district, offset);
    rules.plan = plan;
    Moved moved;
    CaseId last;
    for (bool at_end = false; !at_end;) {
      const auto ids = open_cases_after(snapshot, district, last, kRecountPortion);
      for (const auto id : ids.open) {
        const auto current = load_case(snapshot, district, id);
        if (!current) continue;
        ++moved.checked;
        const auto next = next_visit(*current, rules);
        if (!next || !current->next_at || *next == *current->next_at) continue;
        ++(*next < *current->next_at ? moved.earlier : moved.later);
        if (moved.sample.size() < kMovedSample)
          moved.sample.push_back({current->id.value, current->number, *current->next_at, *next});
      }
      at_end = ids.at_end;
      last = ids.last;
    }
    return moved;
  };
  co_return co_await context_.store.read(look);
}

asio::awaitable<bool> Clockwork::begin_flow(DistrictId district, Offset offset) {
  auto look = [&](Snapshot& snapshot) {
    const auto flow = current_flow(snapshot, district);
    return flow.from.has_value() && !has_recount_under(snapshot, district, flow.number);
  };
  if (!co_await context_.store.read(look)) co_return false;
  context_.flows.forget(district);
  co_await revisit_all(district, offset);
  co_return true;
}

asio::awaitable<bool> Clockwork::continue_recount(DistrictId district, Offset offset) {
  auto look = [&](Snapshot& snapshot) { return unfinished_recount(snapshot, district).has_value(); };
  if (!co_await context_.store.read(look)) co_return false;
  auto work = [&](Transaction& transaction) {
    return recount_portion(transaction, context_.pen(transaction, district, offset)).has_value();
  };
  co_return co_await context_.store.write(work);
}

}  // namespace linli::cases
