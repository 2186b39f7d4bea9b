#include "modules/cases/names.hpp"

#include <array>
#include <utility>

namespace linli::cases {
namespace {

template <class E>
using Names = std::pair<E, std::string_view>;

constexpr std::array<Names<State>, 9> kStates{{{State::Received, "received"},
                                               {State::Dispatched, "dispatched"},
                                               {State::Accepted, "accepted"},
                                               {State::Returned, "returned"},
                                               {State::Done, "done"},
                                               {State::Verified, "verified"},
                                               {State::Closed, "closed"},
                                               {State::Withdrawn, "withdrawn"},
                                               {State::Merged, "merged"}}};
constexpr std::array<Names<Step>, 40> kSteps{{{Step::Receive, "receive"},
                                              {Step::Dispatch, "dispatch"},
                                              {Step::Accept, "accept"},
                                              {Step::Return, "return"},
                                              {Step::HandOn, "hand_on"},
                                              {Step::Done, "done"},
                                              {Step::Verify, "verify"},
                                              {Step::Reject, "reject"},
                                              {Step::Close, "close"},
                                              {Step::Reopen, "reopen"},
                                              {Step::Withdraw, "withdraw"},
                                              {Step::Rate, "rate"},
                                              {Step::Note, "note"},
                                              {Step::Designate, "designate"},
                                              {Step::Confer, "confer"},
                                              {Step::CoHandle, "co_handle"},
                                              {Step::Answer, "answer"},
                                              {Step::Whistle, "whistle"},
                                              {Step::Assess, "assess"},
                                              {Step::Urge, "urge"},
                                              {Step::Supervise, "supervise"},
                                              {Step::Release, "release"},
                                              {Step::Copy, "copy"},
                                              {Step::Divert, "divert"},
                                              {Step::Conceal, "conceal"},
                                              {Step::Recuse, "recuse"},
                                              {Step::Revisit, "revisit"},
                                              {Step::AskPause, "ask_pause"},
                                              {Step::AskExtension, "ask_extension"},
                                              {Step::AskExclusion, "ask_exclusion"},
                                              {Step::Approve, "approve"},
                                              {Step::Refuse, "refuse"},
                                              {Step::Resume, "resume"},
                                              {Step::Escalate, "escalate"},
                                              {Step::Warn, "warn"},
                                              {Step::SplitOff, "split_off"},
                                              {Step::Contact, "contact"},
                                              {Step::Retime, "retime"},
                                              {Step::Merge, "merge"},
                                              {Step::Split, "split"}}};
constexpr std::array<Names<Channel>, 8> kChannels{{{Channel::Page, "page"},
                                                   {Channel::Qr, "qr"},
                                                   {Channel::Phone, "phone"},
                                                   {Channel::Window, "window"},
                                                   {Channel::Steward, "steward"},
                                                   {Channel::Import, "import"},
                                                   {Channel::Hotline, "hotline"},
                                                   {Channel::Open311, "open311"}}};
constexpr std::array<Names<LeadKind>, 4> kLeads{
    {{LeadKind::None, "none"}, {LeadKind::Grid, "grid"}, {LeadKind::Body, "body"}, {LeadKind::Area, "area"}}};

template <class E, std::size_t N>
std::string_view name_in(const std::array<Names<E>, N>& table, E value) {
  for (const auto& [known, name] : table) {
    if (known == value) return name;
  }
  std::unreachable();
}

template <class E, std::size_t N>
std::optional<E> value_in(const std::array<Names<E>, N>& table, std::string_view text) {
  for (const auto& [known, name] : table) {
    if (name == text) return known;
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_string(State state) { return name_in(kStates, state); }
std::string_view to_string(Step step) { return name_in(kSteps, step); }
std::string_view to_string(Channel channel) { return name_in(kChannels, channel); }
std::string_view to_string(LeadKind kind) { return name_in(kLeads, kind); }
std::optional<State> parse_state(std::string_view text) { return value_in(kStates, text); }
std::optional<Step> parse_step(std::string_view text) { return value_in(kSteps, text); }
std::optional<Channel> parse_channel(std::string_view text) { return value_in(kChannels, text); }
std::optional<LeadKind> parse_lead_kind(std::string_view text) { return value_in(kLeads, text); }

std::string_view to_string(storage::ActorKind kind) {
  switch (kind) {
    case storage::ActorKind::Resident:
      return "resident";
    case storage::ActorKind::Staff:
      return "staff";
    case storage::ActorKind::System:
    case storage::ActorKind::Machine:
      break;
  }
  return "system";
}

Text label_of(Step step) {
  switch (step) {
    case Step::Receive:
      return {"受理", "Received"};
    case Step::Dispatch:
      return {"派单", "Dispatch"};
    case Step::Accept:
      return {"接单", "Accept"};
    case Step::Return:
      return {"退回", "Return"};
    case Step::HandOn:
      return {"转办", "Hand on"};
    case Step::Done:
      return {"办结", "Done"};
    case Step::Verify:
      return {"核查", "Verify"};
    case Step::Reject:
      return {"核查不通过", "Not settled"};
    case Step::Close:
      return {"结案", "Close"};
    case Step::Reopen:
      return {"重新办理", "Reopen"};
    case Step::Withdraw:
      return {"撤回", "Withdraw"};
    case Step::Rate:
      return {"评价", "Rate"};
    case Step::Note:
      return {"备注", "Note"};
    case Step::Designate:
      return {"指定办理", "Designate"};
    case Step::Confer:
      return {"会商", "Conference"};
    case Step::CoHandle:
      return {"请协办", "Ask another unit to help"};
    case Step::Answer:
      return {"答复", "Answer"};
    case Step::Whistle:
      return {"吹哨", "Whistle"};
    case Step::Assess:
      return {"互评", "Assess"};
    case Step::Urge:
      return {"催办", "Urge"};
    case Step::Supervise:
      return {"督办", "Supervise"};
    case Step::Release:
      return {"解除督办", "End supervision"};
    case Step::Copy:
      return {"抄送", "Copy to"};
    case Step::Divert:
      return {"不作为普通工单办理", "Not an ordinary case"};
    case Step::Conceal:
      return {"转为保密", "Make confidential"};
    case Step::Recuse:
      return {"回避", "Recuse"};
    case Step::Revisit:
      return {"回访", "Call back"};
    case Step::AskPause:
      return {"申请暂停", "Ask for a pause"};
    case Step::AskExtension:
      return {"申请延期", "Ask for an extension"};
    case Step::AskExclusion:
      return {"申请剔除统计", "Ask to leave it out of figures"};
    case Step::Approve:
      return {"同意", "Approve"};
    case Step::Refuse:
      return {"不同意", "Refuse"};
    case Step::Resume:
      return {"恢复计时", "Resume"};
    case Step::Escalate:
      return {"升级", "Escalate"};
    case Step::Warn:
      return {"到期提醒", "Warn"};
    case Step::SplitOff:
      return {"分出子件", "Split off a case"};
    case Step::Contact:
      return {"联系居民", "Contact the resident"};
    case Step::Retime:
      return {"重算时限", "Due time worked out anew"};
    case Step::Merge:
      return {"合并", "Merge"};
    case Step::Split:
      return {"拆分", "Split off"};
  }
  std::unreachable();
}

}  // namespace linli::cases
