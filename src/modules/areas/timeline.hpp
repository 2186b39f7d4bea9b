#pragma once
// Dated facts as one timeline: pure functions from what is known and a change to what is known then. The store closes
// the rows that no longer stand and adds the new ones, so that earlier knowledge stays readable.

#include <algorithm>
#include <cstdint>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "base/time.hpp"

namespace linli::areas {

// What holds from one day (inclusive) to another (exclusive; none: until further notice).
template <class Facts>
struct Dated {
  Facts facts;
  Date from{};
  std::optional<Date> to;
  bool operator==(const Dated&) const = default;
};

// In the order of days, without overlaps.
template <class Facts>
using Timeline = std::vector<Dated<Facts>>;

template <class Facts>
[[nodiscard]] bool holds_on(const Dated<Facts>& dated, Date day) {
  return dated.from <= day && (!dated.to || day < *dated.to);
}

template <class Facts>
[[nodiscard]] const Dated<Facts>* version_on(const Timeline<Facts>& timeline, Date day) {
  const auto found = std::ranges::find_if(timeline, [&](const auto& dated) { return holds_on(dated, day); });
  return found == timeline.end() ? nullptr : &*found;
}

// A new value of one field; none: the field is left alone.
template <class Facts, class T>
struct FieldChange {
  T Facts::* member;
  std::optional<T> value;
};
template <class Facts, class T>
FieldChange(T Facts::*, std::optional<T>) -> FieldChange<Facts, T>;

namespace timeline_detail {

// A later version that already differed in this field was a change of its own: from there on it keeps its value.
template <class Facts, class T>
void carry(FieldChange<Facts, T>& change, Facts& facts, const Facts* before) {
  if (change.value && before && facts.*change.member != before->*change.member) change.value.reset();
  if (change.value) facts.*change.member = *change.value;
}

template <class Facts>
void append(Timeline<Facts>& timeline, Dated<Facts> next) {
  if (!timeline.empty() && timeline.back().facts == next.facts && timeline.back().to == next.from) {
    timeline.back().to = next.to;
  } else {
    timeline.push_back(std::move(next));
  }
}

}  // namespace timeline_detail

// The timeline with the changes in force from that day. Each field keeps its new value until the next change of that
// same field, so a correction made later does not undo what was known to change after it.
template <class Facts, class... T>
[[nodiscard]] Timeline<Facts> change_from(const Timeline<Facts>& old, Date from, FieldChange<Facts, T>... changes) {
  Timeline<Facts> changed;
  const Facts* before = nullptr;
  for (const auto& version : old) {
    if (version.to && *version.to <= from) {
      timeline_detail::append(changed, version);
      continue;
    }
    Dated<Facts> next = version;
    if (version.from < from) {
      timeline_detail::append(changed, Dated<Facts>{version.facts, version.from, from});
      next.from = from;
    }
    (timeline_detail::carry(changes, next.facts, before), ...);
    before = &version.facts;
    timeline_detail::append(changed, std::move(next));
  }
  return changed;
}

// The timeline cut off: nothing holds from that day on.
template <class Facts>
[[nodiscard]] Timeline<Facts> close_on(const Timeline<Facts>& old, Date on) {
  Timeline<Facts> closed;
  for (const auto& version : old) {
    if (version.from >= on) continue;
    closed.push_back(version);
    if (!version.to || *version.to > on) closed.back().to = on;
  }
  return closed;
}

// The timeline with these facts from that day on, whatever was planned for later; `until`: where the owner ends.
template <class Facts>
[[nodiscard]] Timeline<Facts> replace_from(const Timeline<Facts>& old, Facts facts, Date from,
                                           std::optional<Date> until = {}) {
  auto replaced = close_on(old, from);
  timeline_detail::append(replaced, Dated<Facts>{std::move(facts), from, until});
  return replaced;
}

// Which known rows no longer stand (by index), and which are new.
template <class Facts>
struct TimelineDiff {
  std::vector<std::size_t> gone;
  Timeline<Facts> added;
};

template <class Facts>
[[nodiscard]] TimelineDiff<Facts> difference(const Timeline<Facts>& old, const Timeline<Facts>& now) {
  TimelineDiff<Facts> diff;
  for (std::size_t i = 0; i < old.size(); ++i) {
    if (std::ranges::find(now, old[i]) == now.end()) diff.gone.push_back(i);
  }
  std::ranges::copy_if(now, std::back_inserter(diff.added),
                       [&](const auto& dated) { return std::ranges::find(old, dated) == old.end(); });
  return diff;
}

}  // namespace linli::areas
