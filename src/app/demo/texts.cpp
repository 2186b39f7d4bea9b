#include "app/demo/texts.hpp"

#include <fmt/core.h>

namespace linli::app::demo {
namespace {

using std::string_view;

constexpr std::array<string_view, 5> kHeating{
    "家里暖气不热,室温只有{n}度,老人受不了", "{yard}{n}号楼整栋暖气都是温的,已经{d}天了",
    "暖气片漏水,地板都泡了,麻烦尽快来人", "顶楼暖气一直有气,放了气还是不热", "供热费交了,{n}层到现在还没来暖"};
constexpr std::array<string_view, 3> kHeatingDone{"热力公司已排气并调节楼前阀门,回访室温达到20度。",
                                                  "换热站水泵已更换,压力恢复正常,入户测温合格。",
                                                  "户内管道堵塞,已清洗过滤网,暖气恢复。"};
constexpr std::array<string_view, 6> kWaterPower{
    "停水{h}个小时了,什么时候能来水",  "{yard}水压太低,{n}楼以上基本没水",     "水管爆了,{n}号楼门口全是水",
    "楼道里的灯一直闪,怕是线路有问题", "半夜停电,到现在没来,家里有人用制氧机", "自来水发黄,放了半小时还是浑的"};
constexpr std::array<string_view, 3> kWaterPowerDone{
    "主管道已修复,{yard}于当日恢复供水。", "已联系供电所抢修,更换熔断器后来电。", "水质取样检测合格,末端管道已冲洗。"};
constexpr std::array<string_view, 7> kMunicipal{
    "{yard}门口路灯白天亮晚上不亮",    "路口井盖松动,车一过就哐当响,晚上吵得睡不着", "{n}号楼下水道堵了,污水返到一楼",
    "人行道地砖翘起来,老人走路绊倒了", "下雨天门口积水到脚脖子,孩子上学没法走",      "公交站牌被撞歪了,快要倒下来",
    "盲道被隔离墩挡住了,走不过去"};
constexpr std::array<string_view, 4> kMunicipalDone{"已更换路灯控制器,夜间亮灯正常。", "井盖已加固并加装防震垫圈。",
                                                    "管道已疏通,清出淤泥两车,现场冲洗干净。",
                                                    "破损地砖已重铺,设置了临时围挡。"};
constexpr std::array<string_view, 7> kSafety{"小区里电动车飞线充电,{n}楼窗户拉了好几根线",
                                             "有人在消防通道停车,堵了{d}天",
                                             "楼道里堆满纸箱,闻着有烟味,怕着火",
                                             "{yard}院墙有裂缝,怕倒下来,请派人看看",
                                             "{n}楼外墙瓷砖往下掉,砸到车了",
                                             "电梯关门夹人,上上下下老是停在半层",
                                             "楼下饭店煤气罐放在过道,很不放心"};
constexpr std::array<string_view, 4> kSafetyDone{"已拆除飞线,登记加装集中充电桩。", "已联系车主挪车,通道重新划线。",
                                                 "杂物已清理,并与住户签了承诺书。",
                                                 "已拉警戒线并通知鉴定单位,维修方案报备中。"};
constexpr std::array<string_view, 6> kCleanliness{
    "{yard}门口垃圾桶满了没人清,味道很大", "快递柜占了人行道,轮椅过不去", "墙上贴满小广告,刚清完又贴",
    "建筑垃圾堆在绿地里{d}天没人拉",       "流动摊贩占道,油烟熏到{n}楼",  "公共厕所没水,没法用"};
constexpr std::array<string_view, 3> kCleanlinessDone{
    "垃圾已清运,该点位改为每日两清。", "已责令移位,通道恢复一米五以上。", "小广告已铲除覆盖,巡查加密到每天一次。"};
constexpr std::array<string_view, 5> kProperty{"{yard}门禁坏了,外人随便进", "物业费涨价没有公示,要求公开账目",
                                               "电梯坏了{d}天,{n}楼老人下不来", "监控坏了一半,车被划了查不到",
                                               "地下车库漏水,车位上方一直滴"};
constexpr std::array<string_view, 3> kPropertyDone{"物业已更换门禁读头,住户凭原卡使用。",
                                                   "账目已在公示栏张贴,网格员现场答疑。",
                                                   "电梯主板已更换,检测合格后恢复运行。"};
constexpr std::array<string_view, 4> kBenefits{"想给{age}岁的老人办高龄津贴,需要什么材料", "医保断缴了两个月,怎么补",
                                               "灵活就业社保在哪里办", "退休认证老人去不了现场,怎么办"};
constexpr std::array<string_view, 3> kBenefitsDone{"已电话告知所需材料,由社区代办并已受理。",
                                                   "已指导线上补缴,次月恢复待遇。", "工作人员上门采集,认证完成。"};
constexpr std::array<string_view, 3> kAid{"申请低保需要到哪里办", "家里人大病住院,想申请临时救助",
                                          "残疾人护理补贴停发了,想问原因"};
constexpr std::array<string_view, 2> kAidDone{"已告知条件并协助准备材料,街道已受理。",
                                              "经核实为年度复审未提交,已补交,下月补发。"};
constexpr std::array<string_view, 3> kPapers{"孩子入学需要居住证明,怎么开", "房产过户要社区开关系证明,社区说不开",
                                             "老年证丢了,在哪里补"};
constexpr std::array<string_view, 2> kPapersDone{"该证明已列入取消清单,已说明改用承诺书。", "已当场受理,三日内可取。"};
constexpr std::array<string_view, 4> kNoise{"楼上夜里{n}点还在装修,影响孩子学习", "楼下广场舞音响太大,晚上九点半还在放",
                                            "{yard}旁边工地凌晨打桩", "{n}楼养狗一直叫,邻居都没法休息"};
constexpr std::array<string_view, 2> kNoiseDone{"已上门劝导,约定装修时间为8至12时、14至18时。",
                                                "已与领舞者约定九点结束,音量降低。"};
constexpr std::array<string_view, 3> kGreen{"绿化带树枝挡住{n}楼采光,申请修剪", "{yard}里枯树快倒了",
                                            "杨絮太多,孩子过敏"};
constexpr std::array<string_view, 2> kGreenDone{"已安排修剪,枝条清运完毕。", "枯树已伐除,补栽国槐一棵。"};
constexpr std::array<string_view, 3> kDisputes{"邻居在楼顶养鸽子,羽毛粪便到处都是", "楼上漏水泡了我家天花板,他不肯修",
                                               "邻居把杂物堆在公共过道"};
constexpr std::array<string_view, 2> kDisputesDone{"双方到社区调解,达成书面约定。",
                                                   "网格员入户查看,楼上同意本周内维修。"};

constexpr std::array<Topic, 12> kTopics{{
    {"供热", 30, 0, kHeating, kHeatingDone, 0.86},
    {"供水供电", 8, 14, kWaterPower, kWaterPowerDone, 0.92},
    {"市政设施", 18, 22, kMunicipal, kMunicipalDone, 0.9},
    {"安全隐患", 15, 17, kSafety, kSafetyDone, 0.84},
    {"市容环境", 8, 14, kCleanliness, kCleanlinessDone, 0.91},
    {"物业管理", 10, 11, kProperty, kPropertyDone, 0.72},
    {"社会保障", 9, 9, kBenefits, kBenefitsDone, 0.96},
    {"社会救助", 5, 4, kAid, kAidDone, 0.93},
    {"证明办理", 4, 6, kPapers, kPapersDone, 0.94},
    {"噪音扰民", 4, 9, kNoise, kNoiseDone, 0.7},
    {"园林绿化", 2, 7, kGreen, kGreenDone, 0.93},
    {"邻里纠纷", 4, 5, kDisputes, kDisputesDone, 0.68},
}};

constexpr std::array<string_view, 5> kPleased{"处理得很快,谢谢", "师傅态度好", "当天就解决了", "问题解决了,希望保持",
                                              ""};
constexpr std::array<string_view, 4> kDispleased{"说修好了,过两天又坏了", "只是打了个电话,没有解决", "还是老样子", ""};
constexpr std::array<string_view, 3> kReturnReasons{
    "该路段由市里养护,不在本单位职责内。", "位置属相邻社区,请重新派发。", "需要产权单位先出具同意书,请补充后再派。"};

void replace(std::string& text, string_view slot, const std::string& with) {
  for (auto at = text.find(slot); at != std::string::npos; at = text.find(slot, at + with.size())) {
    text.replace(at, slot.size(), with);
  }
}

}  // namespace

std::span<const Topic> topics() { return kTopics; }

std::string fill_slots(string_view text, string_view yard, Random& random) {
  std::string filled(text);
  replace(filled, "{yard}", std::string(yard));
  replace(filled, "{n}", std::to_string(random.between(2, 18)));
  replace(filled, "{h}", std::to_string(random.between(2, 20)));
  replace(filled, "{d}", std::to_string(random.between(2, 9)));
  replace(filled, "{age}", std::to_string(random.between(80, 95)));
  return filled;
}

string_view comment_for(bool solved, Random& random) {
  return solved ? random.pick(kPleased) : random.pick(kDispleased);
}

string_view return_reason(Random& random) { return random.pick(kReturnReasons); }

}  // namespace linli::app::demo
