// The projection and its recount.
#include <algorithm>

#include "modules/indicators/api.hpp"
#include "modules/indicators/rules.hpp"

namespace linli::indicators {

using cases::Case;
using storage::CounterKey;

namespace {

template <class Emit>
void emit_share(DistrictId district, std::int64_t scope, const Case& entry, const Share& share, std::int64_t delta,
                const Emit& emit) {
  const auto indicator = static_cast<int>(share.counter);
  emit(CounterKey{district, scope, indicator, 0, share.period}, delta);
  if (counts_matter(entry, scope, share))
    emit(CounterKey{district, scope, indicator, entry.matter.value, share.period}, delta);
}

// What must be taken away and what added: the two sorted lists without their common part.
struct Change {
  std::vector<Share> gone;
  std::vector<Share> come;
};

Change change_of(std::vector<Share> before, std::vector<Share> after) {
  std::ranges::sort(before);
  std::ranges::sort(after);
  Change change;
  std::ranges::set_difference(before, after, std::back_inserter(change.gone));
  std::ranges::set_difference(after, before, std::back_inserter(change.come));
  return change;
}

// Which counters a scope keeps depends on where the case lies: when its grid changes, what was its grid keeps it as one
// more area that it has passed through.
bool lies_elsewhere(const Case& before, const Case& after) {
  const auto& was = before.where;
  const auto& is = after.where;
  return was.grid != is.grid || was.building != is.building || was.courtyard != is.courtyard ||
         was.community != is.community || was.subdistrict != is.subdistrict;
}

}  // namespace

void count_case(storage::Transaction& transaction, const cases::Pen& pen, const Case* before, const Case& after) {
  const auto emit = [&](const CounterKey& key, std::int64_t delta) { transaction.count(key, delta); };
  const auto shares = shares_of(after, pen.offset, pen.rules);
  if (before != nullptr && lies_elsewhere(*before, after)) {
    for (const auto scope : counted_scopes(*before))
      for (const auto& share : shares_of(*before, pen.offset, pen.rules))
        emit_share(pen.district, scope, *before, share, -1, emit);
    before = nullptr;
  }
  const auto known = before != nullptr ? counted_scopes(*before) : std::vector<std::int64_t>();
  const auto change = before != nullptr ? change_of(shares_of(*before, pen.offset, pen.rules), shares) : Change{};
  for (const auto scope : counted_scopes(after)) {
    // A body that has just joined counts the case with all that it is; the others what is new.
    const bool joined = std::ranges::find(known, scope) == known.end();
    for (const auto& share : joined ? shares : change.come) emit_share(pen.district, scope, after, share, 1, emit);
    if (joined) continue;
    for (const auto& share : change.gone) emit_share(pen.district, scope, after, share, -1, emit);
  }
}

storage::CounterCheck counter_check(Offset offset, const cases::FlowRules& rules) {
  storage::CounterCheck check{"indicators", {}, {}};
  for (auto counter = static_cast<int>(Counter::Open); counter <= static_cast<int>(kLastCounter); ++counter)
    check.indicators.push_back(counter);
  check.recount = [offset, rules](storage::Snapshot& snapshot, const auto& emit) {
    for (const auto district : cases::districts_with_cases(snapshot)) {
      cases::each_case(snapshot, district, [&](const Case& entry) {
        for (const auto scope : counted_scopes(entry)) {
          for (const auto& share : shares_of(entry, offset, rules)) emit_share(district, scope, entry, share, 1, emit);
        }
        return true;
      });
    }
  };
  return check;
}

}  // namespace linli::indicators
