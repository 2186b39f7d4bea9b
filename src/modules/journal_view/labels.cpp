#include "modules/journal_view/labels.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace linli::journal_view {
namespace {

struct Label {
  std::string_view kind;
  std::string_view zh;
  std::string_view en;
};

// Sorted by kind. Whoever records a new kind of event adds its words here.
constexpr std::array kLabels{
    Label{"accounts.added", "新建账号", "Account added"},
    Label{"accounts.changed", "修改账号", "Account changed"},
    Label{"accounts.district_added", "设立区县", "District set up"},
    Label{"accounts.district_renamed", "区县更名", "District renamed"},
    Label{"accounts.password_set", "设置密码", "Password set"},
    Label{"accounts.role_ended", "结束角色", "Role ended"},
    Label{"accounts.role_given", "授予角色", "Role given"},
    Label{"accounts.sign_in_failed", "登录失败", "Sign-in failed"},
    Label{"accounts.signed_in", "登录", "Signed in"},
    Label{"accounts.signed_out", "退出", "Signed out"},
    Label{"accounts.state_changed", "账号启停", "Account state changed"},
    Label{"accounts.token_issued", "发放接口令牌", "API token issued"},
    Label{"accounts.token_revoked", "撤销接口令牌", "API token revoked"},
    Label{"areas.added", "新增区域", "Area added"},
    Label{"areas.changed", "修改区域", "Area changed"},
    Label{"areas.closed", "停用区域", "Area closed"},
    Label{"areas.merged", "合并区域", "Areas merged"},
    Label{"areas.outlined", "更新边界", "Outline replaced"},
    Label{"areas.split", "拆分区域", "Area split"},
    Label{"bodies.added", "新增单位", "Body added"},
    Label{"bodies.changed", "修改单位", "Body changed"},
    Label{"bodies.closed", "停用单位", "Body closed"},
    Label{"calendars.changed", "调整工作日历", "Calendar changed"},
    Label{"cases.accepted", "接件", "Case accepted"},
    Label{"cases.answered", "协办答复", "Co-handler answered"},
    Label{"cases.approved", "同意申请", "Request approved"},
    Label{"cases.assessed", "吹哨互评", "Whistle assessed"},
    Label{"cases.closed", "结案", "Case closed"},
    Label{"cases.co_handled", "请协办", "Co-handler asked"},
    Label{"cases.concealed", "转为保密", "Case made confidential"},
    Label{"cases.conferred", "会商", "Conference held"},
    Label{"cases.contact_read", "查看联系方式", "Contact details read"},
    Label{"cases.contacted", "联系居民", "Resident contacted"},
    Label{"cases.copied", "抄送", "Case copied"},
    Label{"cases.designated", "指定办理", "Case designated"},
    Label{"cases.dispatched", "派单", "Case dispatched"},
    Label{"cases.diverted", "分流告知", "Case diverted"},
    Label{"cases.done", "办结反馈", "Case done"},
    Label{"cases.escalated", "超期升级", "Case escalated"},
    Label{"cases.exclusion_asked", "申请剔除统计", "Exclusion from figures asked for"},
    Label{"cases.extension_asked", "申请延期", "Extension asked for"},
    Label{"cases.flow_set", "调整办理流程", "Flow of cases changed"},
    Label{"cases.followed", "居民关注", "Case followed"},
    Label{"cases.handed_on", "转办", "Case handed on"},
    Label{"cases.merge_noted", "登记合并或拆分", "Merge or split noted"},
    Label{"cases.merged", "合并重复诉求", "Cases merged"},
    Label{"cases.noted", "补充说明", "Note added"},
    Label{"cases.pause_asked", "申请暂停", "Pause asked for"},
    Label{"cases.photo_added", "上传照片", "Photo added"},
    Label{"cases.photo_expired", "清除未用的照片", "Unused photo dropped"},
    Label{"cases.rated", "居民评价", "Case rated"},
    Label{"cases.received", "受理", "Case received"},
    Label{"cases.recused", "回避", "Body recused"},
    Label{"cases.refused", "不同意申请", "Request refused"},
    Label{"cases.rejected", "核查不通过", "Verification failed"},
    Label{"cases.released", "解除督办", "Supervision ended"},
    Label{"cases.reopened", "重新办理", "Case reopened"},
    Label{"cases.resumed", "恢复计时", "Clock resumed"},
    Label{"cases.retimed", "时限重算", "Due time worked out anew"},
    Label{"cases.returned", "退单", "Case returned"},
    Label{"cases.revisited", "回访", "Resident called back"},
    Label{"cases.split", "拆分已合并的诉求", "Merged case split off again"},
    Label{"cases.split_off", "分出子件", "Child case split off"},
    Label{"cases.supervised", "督办", "Case put under supervision"},
    Label{"cases.urged", "催办", "Case urged"},
    Label{"cases.verified", "核查通过", "Case verified"},
    Label{"cases.warned", "到期提醒", "Due time warned of"},
    Label{"cases.whistled", "吹哨", "Department whistled for"},
    Label{"cases.withdrawn", "撤回", "Case withdrawn"},
    Label{"catalogue.alias_set", "设置事项别名", "Alias of a matter set"},
    Label{"catalogue.matter_added", "新增事项", "Matter added"},
    Label{"catalogue.matter_changed", "修改事项", "Matter changed"},
    Label{"catalogue.shipped", "装入事项目录", "Catalogue shipped"},
    Label{"desk.bulk_ordered", "批量办理", "Step on many cases ordered"},
    Label{"desk.export_ordered", "导出诉求", "Export of cases ordered"},
    Label{"desk.item_removed", "删除筛选、步骤或模板", "View, macro or template removed"},
    Label{"desk.item_saved", "保存筛选、步骤或模板", "View, macro or template kept"},
    Label{"grid_plans.added", "新建网格方案", "Grid plan made"},
    Label{"grid_plans.adopted", "启用网格方案", "Grid plan adopted"},
    Label{"grid_plans.adoption_failed", "网格方案未能启用", "Grid plan could not be adopted"},
    Label{"grid_plans.approval_withdrawn", "撤回网格方案的批准", "Approval of a grid plan taken back"},
    Label{"grid_plans.approved", "批准网格方案", "Grid plan approved"},
    Label{"grid_plans.changed", "修改网格方案", "Grid plan changed"},
    Label{"grid_plans.commented", "评论网格方案", "Comment on a grid plan"},
    Label{"grid_plans.discarded", "作废网格方案", "Grid plan discarded"},
    Label{"grid_plans.move_undone", "撤销小区调整", "Move in a grid plan taken back"},
    Label{"grid_plans.moved", "在方案里调整小区", "Courtyard moved in a grid plan"},
    Label{"grid_plans.neighbour_decided", "判定小区相邻", "Neighbours decided"},
    Label{"grid_plans.prepared", "读取方案的辖区", "Territory read for a grid plan"},
    Label{"grid_plans.rolled_back", "启用前撤回网格方案", "Grid plan rolled back"},
    Label{"grid_plans.run", "计算网格方案", "Grid plan worked out"},
    Label{"grid_plans.scheduled", "安排启用网格方案", "Grid plan scheduled"},
    Label{"grids.added", "新增网格", "Grid added"},
    Label{"grids.changed", "修改网格", "Grid changed"},
    Label{"grids.closed", "停用网格", "Grid closed"},
    Label{"grids.duty_set", "指定网格员", "Steward set"},
    Label{"grids.members_set", "调整网格范围", "Members of a grid set"},
    Label{"imports.committed", "导入数据", "Import committed"},
    Label{"notices.call_due", "列入回访名单", "To be called"},
    Label{"notices.called", "记录回访结果", "Result of a call recorded"},
    Label{"notices.channel_removed", "删除发送通道", "Channel removed"},
    Label{"notices.channel_set", "设置发送通道", "Channel set"},
    Label{"notices.chosen", "选择通知方式", "Notices chosen"},
    Label{"notices.wish_set", "居民选择告知方式", "Resident chose how to be told"},
    Label{"outbox.replayed", "重发消息", "Message sent again"},
    Label{"registers.added", "登记台账记录", "Record entered"},
    Label{"registers.booked", "预约场地", "Place booked"},
    Label{"registers.booking_cancelled", "取消场地预约", "Booking cancelled"},
    Label{"registers.changed", "修改台账记录", "Record changed"},
    Label{"registers.ended", "停用台账记录", "Record ended"},
    Label{"registers.erased", "销毁到期的受保护内容", "Protected values destroyed"},
    Label{"registers.protected_read", "查看受保护内容", "Protected values read"},
    Label{"rules.model_adopted", "启用治理模式", "Model adopted"},
};
static_assert(std::ranges::is_sorted(kLabels, {}, &Label::kind));

}  // namespace

Text label_of(std::string_view kind) {
  const auto* found = std::ranges::lower_bound(kLabels, kind, {}, &Label::kind);
  if (found == kLabels.end() || found->kind != kind) return {std::string(kind), std::string(kind)};
  return {std::string(found->zh), std::string(found->en)};
}

}  // namespace linli::journal_view
