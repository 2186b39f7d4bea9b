#include "modules/cases/asks.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"
#include "modules/cases/flow_parts.hpp"

namespace linli::cases {
namespace {

// One field of one step. The remedy is what the page says when it is missing.
struct Ask {
  Step step;
  std::string_view name;
  FieldKind kind;
  bool required;
  std::string_view zh;
  std::string_view en;
  std::string_view choice = {};  // which list of the plan
};

using FieldKind::Flag;
using FieldKind::LongText;
using FieldKind::Moment;
using FieldKind::Rating;
using FieldKind::To;

constexpr auto kAsks = std::to_array<Ask>({
    {Step::Dispatch, "to", To, true, "交给哪个网格或单位", "Which grid or body it goes to"},
    {Step::Dispatch, "reason", LongText, false, "说明", "Remark"},
    {Step::Return, "reason", LongText, true, "退回原因，居民也会看到", "Why it is returned; the resident sees it too"},
    {Step::HandOn, "to", To, true, "转给哪个网格或单位", "Which grid or body it goes to"},
    {Step::HandOn, "reason", LongText, true, "转办原因，居民也会看到", "Why; the resident sees it too"},
    {Step::Done, "result", LongText, true, "怎么办的、结果如何；不要求照片",
     "What was done and how it is now; no photo is asked for"},
    {Step::Reject, "reason", LongText, true, "哪里没有办好", "What is not settled"},
    {Step::Reopen, "reason", LongText, true, "为什么重新办理", "Why it is taken up again"},
    {Step::Rate, "rating", Rating, true, "满意度，1到5颗星", "One to five stars"},
    {Step::Note, "note", LongText, true, "备注内容", "The note"},
    {Step::Designate, "to", To, true, "指定哪个单位办理", "Which unit is to handle it"},
    {Step::Designate, "reason", LongText, true, "指定的依据", "On what ground"},
    {Step::Confer, "note", LongText, true, "哪些单位参加会商", "Who took part"},
    {Step::Confer, "result", LongText, true, "会商结论", "What was concluded"},
    {Step::Confer, "to", To, false, "由哪个单位办理（定了就不再退回）", "Who handles it (then it cannot be returned)"},
    {Step::CoHandle, "to", To, true, "请哪个网格或单位协办", "Which grid or body is to help"},
    {Step::CoHandle, "reason", LongText, true, "需要它做什么", "What it is to do"},
    {Step::CoHandle, "limit", FieldKind::Limit, false, "答复时限", "Limit for its answer"},
    {Step::Whistle, "to", To, true, "向哪个部门吹哨", "Which department is called"},
    {Step::Whistle, "choice", FieldKind::Choice, true, "吹哨类型", "Kind of whistle", "whistle"},
    {Step::Whistle, "reason", LongText, true, "需要它到场做什么", "What it is to do on the spot"},
    {Step::Whistle, "limit", FieldKind::Limit, false, "应哨时限", "Limit for its answer"},
    {Step::Answer, "part", FieldKind::Part, true, "答复哪一项", "Which request is answered"},
    {Step::Answer, "result", LongText, true, "答复内容", "The answer"},
    {Step::Assess, "part", FieldKind::Part, true, "评价哪次吹哨", "Which whistle is assessed"},
    {Step::Assess, "mark", Rating, true, "评价，1到5", "Mark, one to five"},
    {Step::Assess, "note", LongText, false, "评语", "Remark"},
    {Step::Urge, "note", LongText, false, "想说的话", "Remark"},
    {Step::Supervise, "choice", FieldKind::Choice, true, "督办情形", "Ground", "supervise"},
    {Step::Supervise, "reason", LongText, true, "督办要求", "What is demanded"},
    {Step::Release, "reason", LongText, true, "为什么解除", "Why it ends"},
    {Step::Copy, "to", To, true, "抄送给哪个单位", "Which body is to know"},
    {Step::Copy, "reason", LongText, true, "为什么抄送", "Why"},
    {Step::Divert, "choice", FieldKind::Choice, true, "属于哪种情形", "Which outcome", "divert"},
    {Step::Divert, "result", LongText, true, "怎样告知居民的；居民会看到",
     "What the resident was told; the resident sees it"},
    {Step::Conceal, "reason", LongText, true, "为什么保密", "Why"},
    {Step::Recuse, "to", To, true, "哪个单位应当回避", "Which body must not handle it"},
    {Step::Recuse, "reason", LongText, true, "为什么回避", "Why"},
    {Step::Revisit, "choice", FieldKind::Choice, true, "回访方式", "How", "revisit"},
    {Step::Revisit, "reached", Flag, true, "联系上了", "Somebody answered"},
    {Step::Revisit, "solved", Flag, false, "居民认为已解决", "The resident says it is solved"},
    {Step::Revisit, "rating", Rating, false, "满意度，1到5颗星", "One to five stars"},
    {Step::Revisit, "note", LongText, false, "居民怎么说", "What the resident said"},
    {Step::AskPause, "choice", FieldKind::Choice, true, "暂停情形", "Ground", "pause"},
    {Step::AskPause, "until", Moment, true, "暂停到什么时候", "Until when"},
    {Step::AskPause, "reason", LongText, true, "具体原因，居民也会看到", "The reason; the resident sees it too"},
    {Step::AskExtension, "limit", FieldKind::Limit, true, "延长多久", "By how much"},
    {Step::AskExtension, "reason", LongText, true, "延期原因，居民也会看到", "The reason; the resident sees it too"},
    {Step::AskExclusion, "choice", FieldKind::Choice, true, "剔除情形", "Ground", "exclude"},
    {Step::AskExclusion, "reason", LongText, true, "理由", "The reason"},
    {Step::Approve, "note", LongText, false, "审批意见", "Remark"},
    {Step::Refuse, "reason", LongText, true, "为什么不同意", "Why it is refused"},
    {Step::SplitOff, "matter_id", FieldKind::Matter, true, "子件属于什么事项", "What matter the child is"},
    {Step::SplitOff, "note", LongText, true, "子件内容", "What the child is about"},
    {Step::SplitOff, "to", To, false, "交给哪个网格或单位", "Which grid or body it goes to"},
    {Step::Contact, "note", LongText, true, "怎样联系的、居民怎么说", "How, and what the resident said"},
});

Fault missing(const Ask& ask) {
  return {std::string(ask.name),
          std::nullopt,
          {},
          {"没有填写", "Nothing was entered"},
          {"请填写：" + std::string(ask.zh), "Please give: " + std::string(ask.en)}};
}

Fault wrong(std::string_view name, std::string value, Text reason, Text remedy) {
  return {std::string(name), std::nullopt, std::move(value), std::move(reason), std::move(remedy)};
}

std::vector<std::int64_t> fitting_parts(const Case& current, Step step, const Standing& standing) {
  std::vector<std::int64_t> fitting;
  for (const auto& part : current.parts) {
    const bool fits = step == Step::Answer
                          ? part_for(current, part.seq, PartUse::Answer, standing) != nullptr
                          : part_for(current, part.seq, PartUse::AssessAsCaller, standing) != nullptr ||
                                part_for(current, part.seq, PartUse::AssessAsCalled, standing) != nullptr;
    if (fits) fitting.push_back(part.seq);
  }
  return fitting;
}

bool in_range(int mark) { return mark >= 1 && mark <= 5; }

// Whether a field was filled at all; what it holds is looked at below.
bool is_given(const Ask& ask, const Command& command) {
  if (ask.name == "to") return static_cast<bool>(command.to);
  if (ask.name == "reason") return !trim(command.reason).empty();
  if (ask.name == "result") return !trim(command.result).empty();
  if (ask.name == "note") return !trim(command.note).empty() || (ask.step == Step::Note && !command.photos.empty());
  if (ask.name == "rating") return in_range(command.rating);
  if (ask.name == "mark") return in_range(command.mark);
  if (ask.name == "choice") return !command.choice.empty();
  if (ask.name == "until") return command.until.has_value();
  if (ask.name == "limit") return command.limit && command.limit->amount > 0;
  if (ask.name == "matter_id") return static_cast<bool>(command.matter);
  return true;  // flags, and a part that is the only one
}

void check_to(const Case& current, const Command& command, std::vector<Fault>& faults) {
  if (!command.to) return;
  const auto id = std::to_string(command.to.id);
  const bool moves = command.step == Step::Dispatch || command.step == Step::HandOn || command.step == Step::Designate;
  if (moves && command.to == current.lead && !(command.step == Step::Designate && !current.designated))
    faults.push_back(wrong("to", id, {"已经在这个网格或单位", "It lies with this grid or body already"},
                           {"请选择另一个", "Choose another one"}));
  if ((command.step == Step::CoHandle || command.step == Step::Whistle) && command.to == current.lead)
    faults.push_back(
        wrong("to", id, {"它就是承办单位", "It is the lead itself"}, {"请选择别的单位", "Choose another unit"}));
  if (command.step != Step::Recuse && std::ranges::find(current.recused, command.to.id) != current.recused.end())
    faults.push_back(wrong("to", id, {"这件诉求涉及它，它应当回避", "The case is about it, so it does not handle it"},
                           {"请选择别的单位", "Choose another unit"}));
  if (command.step == Step::Recuse && command.to.kind != LeadKind::Body)
    faults.push_back(wrong("to", id, {"回避的是单位", "A body recuses itself"}, {"请选择单位", "Choose a body"}));
}

void check_limit_of(const Command& command, std::vector<Fault>& faults) {
  if (command.limit && command.limit->amount <= 0)
    faults.push_back(wrong("limit", "", {"时限写法有误", "The limit cannot be read"},
                           {"例如 4wh、5wd、24h、7d", "Such as 4wh, 5wd, 24h, 7d"}));
}

void check_until(const Command& command, Instant now, std::vector<Fault>& faults) {
  if (command.step != Step::AskPause || !command.until) return;
  if (*command.until <= now || *command.until > now + std::chrono::days{366})
    faults.push_back(wrong("until", "", {"不是将来一年内的时间", "Not a time within the next year"},
                           {"请选今后的日期；暂停总要有期限", "Choose a later day; a pause always ends"}));
}

}  // namespace

std::string_view to_string(FieldKind kind) {
  constexpr std::array<std::string_view, 10> kNames{"to",     "text",   "long_text", "moment", "limit",
                                                    "choice", "rating", "flag",      "part",   "matter"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::vector<FieldOffer> fields_of(const Case& current, Step step, const Standing& standing, const FlowPlan& plan) {
  std::vector<FieldOffer> fields;
  for (const auto& ask : kAsks) {
    if (ask.step != step) continue;
    FieldOffer field{ask.name, ask.kind, {std::string(ask.zh), std::string(ask.en)}, ask.required, {}, {}};
    if (const auto* choice = plan.choice(ask.choice)) field.options = choice->options;
    if (ask.kind == FieldKind::Part) field.parts = fitting_parts(current, step, standing);
    fields.push_back(std::move(field));
  }
  return fields;
}

std::vector<Fault> check_fields(const Case& current, const Command& command, const Standing& standing, Instant now,
                                const FlowPlan& plan) {
  std::vector<Fault> faults;
  for (const auto& ask : kAsks) {
    if (ask.step != command.step) continue;
    if (ask.required && !is_given(ask, command)) faults.push_back(missing(ask));
    if (ask.name == "choice" && !command.choice.empty() && plan.option(ask.choice, command.choice) == nullptr)
      faults.push_back(wrong("choice", command.choice, {"没有这个选项", "There is no such option"},
                             {"请从列表中选择", "Choose one from the list"}));
    if (ask.kind == FieldKind::Part && command.part != 0) {
      const auto fitting = fitting_parts(current, command.step, standing);
      if (std::ranges::find(fitting, command.part) == fitting.end())
        faults.push_back(wrong("part", std::to_string(command.part), {"不是您的这一项", "Not one of yours"},
                               {"请从列表中选择", "Choose one from the list"}));
    }
  }
  const bool judged = command.step == Step::Revisit && command.reached;
  if (judged && !in_range(command.rating))
    faults.push_back(wrong("rating", "", {"联系上了，没有填满意度", "Somebody answered, but there is no mark"},
                           {"请记下居民给的1到5颗星", "Enter the resident's one to five stars"}));
  check_to(current, command, faults);
  check_until(command, now, faults);
  check_limit_of(command, faults);
  return faults;
}

}  // namespace linli::cases
