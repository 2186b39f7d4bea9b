#include "modules/analysis/rules.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "base/text.hpp"

namespace linli::analysis {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::years;

namespace {

constexpr int kInTimeCode = 2;
constexpr int kHundred = 100;
constexpr int kMostStars = 5;
constexpr int kMostRepeatedDays = 366;
constexpr std::size_t kLongestTitle = 80;
constexpr std::size_t kLongestPlan = 2000;

constexpr std::array<std::pair<Measure, std::string_view>, 13> kMeasures{{{Measure::Received, "received"},
                                                                          {Measure::Closed, "closed"},
                                                                          {Measure::Response, "response"},
                                                                          {Measure::Done, "done"},
                                                                          {Measure::Close, "close"},
                                                                          {Measure::Returned, "returned"},
                                                                          {Measure::Reopened, "reopened"},
                                                                          {Measure::InTime, "response_due"},
                                                                          {Measure::Late, "response_late"},
                                                                          {Measure::Answered, "answered"},
                                                                          {Measure::NotSolved, "not_solved"},
                                                                          {Measure::Rated, "rated"},
                                                                          {Measure::Unsatisfied, "unsatisfied"}}};

Fault fault(std::string_view field, std::string value, Text reason, Text remedy) {
  return {std::string(field), std::nullopt, std::move(value), std::move(reason), std::move(remedy)};
}

void add_answers(Rates& rates, const indicators::Histogram& answers, const Yardstick& yardstick) {
  for (int code = 0; code < indicators::kBuckets; ++code) {
    const auto count = answers[static_cast<std::size_t>(code)];
    if (count == 0) continue;
    const auto kind = indicators::kind_of_answer(code);
    rates.resolution.over += count;
    if (kind.solved && (kind.first || !yardstick.first_answer_only)) rates.resolution.part += double(count);
    if (kind.stars == 0) continue;
    rates.satisfaction.over += count;
    if (kind.stars >= yardstick.satisfied_from) {
      rates.satisfaction.part += double(count);
    } else if (kind.stars == yardstick.fairly_satisfied) {
      rates.satisfaction.part += double(count) * yardstick.fairly_satisfied_percent / kHundred;
    }
  }
}

std::optional<double> score_of(const Rates& rates, const Yardstick& yardstick) {
  double score = 0;
  for (const auto& [share, weight] :
       {std::pair{&rates.response, yardstick.response}, std::pair{&rates.resolution, yardstick.resolution},
        std::pair{&rates.satisfaction, yardstick.satisfaction}}) {
    if (weight == 0) continue;
    const auto value = share->value();
    if (!value) return std::nullopt;
    score += *value * weight;
  }
  return score;
}

void check_weights(const Yardstick& wanted, std::vector<Fault>& faults) {
  for (const auto& [name, weight] : {std::pair{"response", wanted.response}, std::pair{"resolution", wanted.resolution},
                                     std::pair{"satisfaction", wanted.satisfaction}}) {
    if (weight < 0 || weight > kHundred)
      faults.push_back(fault(name, std::to_string(weight), {"权重要在0到100之间", "A weight is between 0 and 100"},
                             {"请改正", "Correct it"}));
  }
  const auto sum = wanted.response + wanted.resolution + wanted.satisfaction;
  if (sum != kHundred)
    faults.push_back(fault("satisfaction", std::to_string(sum),
                           {"三项权重之和是" + std::to_string(sum), "The weights make " + std::to_string(sum)},
                           {"请调整到合计100", "Make them 100 together"}));
}

void check_range(std::vector<Fault>& faults, std::string_view name, int value, int low, int high) {
  if (value >= low && value <= high) return;
  const auto range = std::to_string(low) + "–" + std::to_string(high);
  faults.push_back(
      fault(name, std::to_string(value), {"超出范围", "Out of range"}, {"请填" + range, "Give a number of " + range}));
}

}  // namespace

std::string_view to_string(Measure measure) { return kMeasures[static_cast<std::size_t>(measure)].second; }

std::optional<Measure> parse_measure(std::string_view text) {
  const auto* found = std::ranges::find(kMeasures, text, [](const auto& row) { return row.second; });
  return found == kMeasures.end() ? std::nullopt : std::optional(found->first);
}

const Yardstick& yardstick_on(std::span<const Yardstick> all, Date day) {
  LINLI_ASSERT(!all.empty());
  const Yardstick* held = &all.front();
  for (const auto& one : all)
    if (one.from <= day) held = &one;
  return *held;
}

Rates rates_of(const indicators::Life& life, const Yardstick& yardstick) {
  Rates rates;
  rates.response = {double(life.responses[kInTimeCode]), indicators::total_of(life.responses)};
  add_answers(rates, life.answers, yardstick);
  rates.score = score_of(rates, yardstick);
  const auto few = [&](const Share& share) { return share.over > 0 && share.over < yardstick.small_below; };
  rates.small = few(rates.response) || few(rates.resolution) || few(rates.satisfaction);
  return rates;
}

std::vector<std::optional<int>> places_of(std::span<const Rates> all) {
  const auto ranked = [](const Rates& rates) { return rates.score.has_value() && !rates.small; };
  std::vector<std::optional<int>> places(all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!ranked(all[i])) continue;
    const auto better =
        std::ranges::count_if(all, [&](const Rates& other) { return ranked(other) && *other.score > *all[i].score; });
    places[i] = static_cast<int>(better) + 1;
  }
  return places;
}

bool is_of_answers(Measure measure) { return measure >= Measure::Answered; }

bool stands_behind(Measure measure, const cases::Case& entry, const Yardstick& yardstick) {
  if (measure == Measure::Received) return true;
  if (is_of_answers(measure)) {
    if (!entry.rated_at || !entry.solved) return false;
    if (measure == Measure::NotSolved) return !*entry.solved;
    if (measure == Measure::Answered) return true;
    return entry.rating > 0 && (measure == Measure::Rated || entry.rating < yardstick.satisfied_from);
  }
  if (!entry.outcome.empty() || !entry.ended_at) return false;
  switch (measure) {
    case Measure::Returned:
      return entry.returns > 0;
    case Measure::Reopened:
      return entry.reopened > 0;
    case Measure::InTime:
      return entry.responded_at && entry.respond_due_at;
    case Measure::Late:
      return entry.responded_at && entry.respond_due_at && *entry.responded_at > *entry.respond_due_at;
    case Measure::Response:
    case Measure::Done:
      return time_of(measure, entry).has_value();
    default:
      return true;
  }
}

std::optional<std::int64_t> time_of(Measure measure, const cases::Case& entry) {
  const auto since = [&](const std::optional<Instant>& at) -> std::optional<std::int64_t> {
    if (!at) return std::nullopt;
    return std::chrono::floor<std::chrono::seconds>(*at - entry.received_at).count();
  };
  switch (measure) {
    case Measure::Response:
      return since(entry.responded_at);
    case Measure::Done:
      return since(entry.done_at);
    case Measure::Close:
      return since(entry.ended_at);
    default:
      return std::nullopt;
  }
}

std::vector<Fault> check_yardstick(const Yardstick& wanted, std::span<const Yardstick> known, Date today) {
  std::vector<Fault> faults;
  if (!wanted.from.ok() || wanted.from < today)
    faults.push_back(fault("from", wanted.from.ok() ? format_date(wanted.from) : "",
                           {"生效日不能早于今天，已经公布的结果不会改变",
                            "It cannot hold from a past day: published results stay as they were"},
                           {"请选今天或以后", "Choose today or a later day"}));
  if (std::ranges::any_of(known,
                          [&](const Yardstick& other) { return other.from >= wanted.from && other.version > 0; }))
    faults.push_back(fault("from", format_date(wanted.from),
                           {"已有同日或更晚生效的版本", "A version of that day or a later one exists"},
                           {"请选更晚的日子", "Choose a later day"}));
  if (trim(wanted.source).empty())
    faults.push_back(fault("source", "", {"没有写依据", "No source is given"},
                           {"请写文件名称和文号", "Name the document that sets it"}));
  check_weights(wanted, faults);
  check_range(faults, "satisfied_from", wanted.satisfied_from, 2, kMostStars);
  check_range(faults, "fairly_satisfied_percent", wanted.fairly_satisfied_percent, 0, kHundred);
  check_range(faults, "small_below", wanted.small_below, 1, 1000);
  check_range(faults, "repeated_times", wanted.repeated_times, 2, kHundred);
  check_range(faults, "repeated_days", wanted.repeated_days, 1, kMostRepeatedDays);
  return faults;
}

std::vector<Fault> check_task(const NewTask& task, Date today) {
  std::vector<Fault> faults;
  const auto text = [&](std::string_view name, std::string_view value, std::size_t longest, Text remedy) {
    if (trim(value).empty()) {
      faults.push_back(fault(name, "", {"没有填写", "Nothing was entered"}, std::move(remedy)));
    } else if (length_utf8(value) > longest) {
      faults.push_back(fault(name, "", {"写得太长", "Too long"},
                             {"最多" + std::to_string(longest) + "字", "At most " + std::to_string(longest)}));
    }
  };
  text("title", task.title, kLongestTitle, {"请用一句话写治理什么", "Say in a sentence what is to be mended"});
  text("plan", task.plan, kLongestPlan, {"请写打算怎样从根上解决", "Say how its cause is to be dealt with"});
  const bool good = task.due_on && *task.due_on >= today && sys_days{*task.due_on} <= sys_days{today} + days{2 * 366};
  if (!good)
    faults.push_back(fault("due_on", task.due_on ? format_date(*task.due_on) : "",
                           {"完成期限不对", "This is no day to be done by"},
                           {"请选今天以后两年以内", "Choose a day within two years from today"}));
  return faults;
}

}  // namespace linli::analysis
