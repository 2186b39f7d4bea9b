#pragma once
// Meaning → status, stable code, words.

#include "base/error.hpp"

namespace linli::cases {

inline constexpr ErrorSpec kNotFound{ErrorKind::NotFound, "cases.not_found",
                                     "没有找到这件诉求，或者它不在您的范围内。请核对编号。",
                                     "There is no such case, or it is not yours to see. Please check the number."};
inline constexpr ErrorSpec kWrongState{
    ErrorKind::Conflict, "cases.wrong_state", "这件诉求现在不能做这一步。请刷新后看看它到了哪一步。",
    "This step does not fit the case's present state. Reload to see where it stands."};
inline constexpr ErrorSpec kStale{
    ErrorKind::Conflict, "cases.stale", "别人刚刚更新了这件诉求。请看过最新情况再操作，您填的内容还在。",
    "Somebody has just updated this case. Look at it again before you go on; what you typed is kept."};
inline constexpr ErrorSpec kNotYours{ErrorKind::Forbidden, "cases.not_yours", "这一步不归您办。请交给承办人或受理台。",
                                     "This step belongs to somebody else: the handler or the desk."};
inline constexpr ErrorSpec kSamePerson{ErrorKind::Forbidden, "cases.same_person",
                                       "核查要由承办人以外的人来做。请请同事核查。",
                                       "Verification is for somebody other than the handler. Please ask a colleague."};
inline constexpr ErrorSpec kBadReport{ErrorKind::Invalid, "cases.bad_report", "有几处需要修改，请按提示修改后再提交。",
                                      "Some entries need correction; see the notes, then send again."};
inline constexpr ErrorSpec kBadStep{ErrorKind::Invalid, "cases.bad_step", "有几处需要填写，请按提示补充。",
                                    "Something is missing; see the notes."};
inline constexpr ErrorSpec kKeyReused{ErrorKind::Conflict, "cases.key_reused",
                                      "同一个提交编号已用于另一件诉求。请刷新页面后重新提交。",
                                      "This submission key belongs to another report. Reload the page and send again."};
inline constexpr ErrorSpec kLongKey{ErrorKind::BadRequest, "cases.long_key",
                                    "请求头 Idempotency-Key 过长。请用不超过 100 个字符的随机编号。",
                                    "The header Idempotency-Key is too long; use a random text of up to 100 signs."};
inline constexpr ErrorSpec kBadCursor{ErrorKind::BadRequest, "cases.bad_cursor",
                                      "翻页位置与筛选条件不符。请从第一页开始。",
                                      "The page mark does not belong to these filters. Start from the first page."};
inline constexpr ErrorSpec kBadFilter{ErrorKind::BadRequest, "cases.bad_filter", "筛选条件有误，请按提示修改。",
                                      "A filter cannot be used; see the notes."};
inline constexpr ErrorSpec kTooLate{ErrorKind::Conflict, "cases.too_late",
                                    "已过重新办理的期限。请另外提交一件，并写上原编号。",
                                    "The time for reopening has passed. Please report anew and name the old number."};
inline constexpr ErrorSpec kSameCase{ErrorKind::Invalid, "cases.same_case", "不能把一件诉求并入它自己。请选另一件。",
                                     "A case cannot be merged into itself. Choose another."};
inline constexpr ErrorSpec kManySubscriptions{
    ErrorKind::TooMany, "cases.many_subscriptions", "从这个网络关注得太多了，请过一会儿再试，或直接提交您的反映。",
    "Too many reports were followed from this network; try again later, or send your own report."};
inline constexpr ErrorSpec kNoContact{ErrorKind::NotFound, "cases.no_contact", "这件诉求没有留联系方式。",
                                      "No contact was left with this case."};

inline constexpr ErrorSpec kBadFlow{ErrorKind::Invalid, "cases.bad_flow", "流程设置有几处需要修改，请按提示修改。",
                                    "The flow needs correction; see the notes."};
inline constexpr ErrorSpec kStepOff{ErrorKind::Conflict, "cases.step_off", "本地流程不用这一步。",
                                    "This locality's flow does not use this step."};
inline constexpr ErrorSpec kDesignated{ErrorKind::Conflict, "cases.designated",
                                       "这件诉求已经会商或指定办理，不能再退回或转办。确有困难请提请上级会商。",
                                       "A conference or designation settled who handles this; it cannot be returned or "
                                       "handed on. Ask the level above for a conference."};
inline constexpr ErrorSpec kPending{ErrorKind::Conflict, "cases.pending", "已有一项申请等待审批。请先处理那一项。",
                                    "A request is waiting for a decision; settle that one first."};
inline constexpr ErrorSpec kNothingPending{ErrorKind::Conflict, "cases.nothing_pending",
                                           "没有等待审批的申请。请刷新后再看。",
                                           "No request is waiting for a decision. Reload to see where it stands."};
inline constexpr ErrorSpec kOwnRequest{ErrorKind::Forbidden, "cases.own_request",
                                       "申请要由别人审批。请请同事或上级审批。",
                                       "Somebody else must decide on this request: a colleague or the level above."};
inline constexpr ErrorSpec kTooSoon{ErrorKind::TooMany, "cases.too_soon", "刚催过不久。请过一天再催，承办人已经收到。",
                                    "It was urged a short while ago and the handler knows; try again tomorrow."};
inline constexpr ErrorSpec kTooMany{ErrorKind::Conflict, "cases.too_many_extensions",
                                    "延期次数已用完。请如实告知居民进展。",
                                    "No further extension is left. Tell the resident how it stands."};

inline constexpr ErrorSpec kNoPhoto{ErrorKind::NotFound, "cases.no_photo", "没有找到这张照片，请重新上传。",
                                    "There is no such photo; please upload it again."};
inline constexpr ErrorSpec kNotAPhoto{ErrorKind::Unsupported, "cases.not_a_photo",
                                      "这个文件不是照片。请用手机拍的照片（JPEG、PNG、WebP、HEIC）。",
                                      "This file is not a photo. Use a JPEG, PNG, WebP or HEIC picture."};
inline constexpr ErrorSpec kBadPhoto{ErrorKind::Invalid, "cases.bad_photo", "照片打不开或不完整，请换一张。",
                                     "The photo cannot be read or is incomplete; please choose another."};
inline constexpr ErrorSpec kHugePhoto{
    ErrorKind::TooLarge, "cases.huge_photo", "照片尺寸太大。请用手机相机的普通尺寸重拍（5000万像素以内）。",
    "The photo has too many pixels. Use the camera's usual size (below 50 megapixels)."};
inline constexpr ErrorSpec kManyPhotos{ErrorKind::TooMany, "cases.many_photos",
                                       "从这个网络上传的照片太多了，请过一会儿再传。不带照片也可以提交。",
                                       "Too many photos came from this network; try again later, or send without one."};
inline constexpr ErrorSpec kPhotosBusy{
    ErrorKind::Unavailable, "cases.photos_busy", "正在处理的照片太多，请过几秒再传。不带照片也可以提交。",
    "Too many photos are being prepared; try again in a few seconds, or send without one."};

}  // namespace linli::cases
