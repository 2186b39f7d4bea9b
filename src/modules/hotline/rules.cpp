#include "modules/hotline/rules.hpp"

#include <algorithm>

namespace linli::hotline {
namespace {

// `2026-01-31 09:30`, as offices write it.
std::string moment(const std::optional<Instant>& at, Offset offset) {
  if (!at) return {};
  auto text = format_instant(*at, offset).substr(0, 16);
  text[10] = ' ';
  return text;
}

bool was_contacted(std::span<const cases::Hop> hops) {
  return std::ranges::any_of(hops, [](const cases::Hop& hop) {
    return hop.step == cases::Step::Contact || hop.step == cases::Step::Revisit || hop.step == cases::Step::Rate;
  });
}

std::string satisfaction(int rating) {
  if (rating == 0) return "未评价";
  if (rating >= 5) return "满意";
  if (rating == 4) return "基本满意";
  return rating == 3 ? "一般" : "不满意";
}

std::string solved(const std::optional<bool>& said) {
  if (!said) return "未回访到";
  return *said ? "已解决" : "未解决";
}

}  // namespace

std::vector<std::string> report_headings() {
  return {"工单编号", "受理时间",       "办结时限", "办结时间", "承办单位", "办理人",  "办理结果",
          "是否按时", "是否联系诉求人", "是否解决", "满意度",   "退回次数", "邻里编号"};
}

ReportRow report_row(const Settled& settled, Offset offset) {
  const auto& entry = settled.entry;
  const auto done = entry.done_at ? entry.done_at : entry.ended_at;
  const auto due = settled.foreign.due_at ? settled.foreign.due_at : entry.due_at;
  const bool late = due && done && *done > *due;
  return {settled.number,
          moment(entry.received_at, offset),
          moment(due, offset),
          moment(done, offset),
          settled.lead,
          settled.handler,
          entry.result,
          late ? "逾期" : "按时",
          was_contacted(settled.hops) ? "是" : "否",
          solved(entry.solved),
          satisfaction(entry.rating),
          std::to_string(settled.foreign.times - 1),
          entry.number};
}

}  // namespace linli::hotline
