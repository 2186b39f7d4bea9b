#pragma once
// Meaning → status, stable code, words.

#include "base/error.hpp"

namespace linli::accounts {

inline constexpr ErrorSpec kSignInNeeded{ErrorKind::Unauthenticated, "accounts.sign_in_needed",
                                         "请先登录，登录后再试一次。", "Please sign in, then try again."};
inline constexpr ErrorSpec kBadLogin{
    ErrorKind::Unauthenticated, "accounts.bad_login",
    "用户名或密码不对。请检查大小写和输入法；忘记密码请找安全管理员重设。",
    "Login or password is wrong. Check capitals and input method; the security administrator can set a new password."};
inline constexpr ErrorSpec kLockedOut{
    ErrorKind::TooMany, "accounts.locked_out", "登录失败次数过多，请稍后再试。等待时间见提示；密码没有改变。",
    "Too many failed sign-ins. Please wait and try again; the password is unchanged."};
inline constexpr ErrorSpec kForged{
    ErrorKind::Forbidden, "accounts.forged", "无法确认这个请求来自本系统的页面。请刷新页面后再试。",
    "This request could not be traced to a page of this system. Reload the page and try again."};
inline constexpr ErrorSpec kNoRight{
    ErrorKind::Forbidden, "accounts.no_right", "您的角色没有这项权限。需要时请找安全管理员办理。",
    "Your roles do not include this right. Ask the security administrator if you need it."};
inline constexpr ErrorSpec kMustChange{ErrorKind::Forbidden, "accounts.must_change_password",
                                       "请先修改密码，再继续使用。", "Please change your password before going on."};
inline constexpr ErrorSpec kSessionOnly{ErrorKind::Forbidden, "accounts.session_only",
                                        "接口令牌不能做这一步，请用账号登录后操作。",
                                        "An API token cannot take this step; sign in with an account."};
inline constexpr ErrorSpec kBusy{ErrorKind::Unavailable, "accounts.busy", "正在登录的人太多，请几秒后再试。",
                                 "Too many people are signing in; please try again in a few seconds."};
inline constexpr ErrorSpec kNotFound{ErrorKind::NotFound, "accounts.not_found",
                                     "没有找到这个账号、角色或令牌。请刷新列表后再试。",
                                     "There is no such account, role or token. Reload the list and try again."};
inline constexpr ErrorSpec kBadAccount{ErrorKind::Invalid, "accounts.bad_account", "账号信息有误，请按提示修改。",
                                       "The account's details need correction; see the notes."};
inline constexpr ErrorSpec kLoginTaken{ErrorKind::Conflict, "accounts.login_taken",
                                       "这个用户名已经有人用了，请换一个。",
                                       "This login is taken; please choose another."};
inline constexpr ErrorSpec kWeakPassword{ErrorKind::Invalid, "accounts.weak_password", "密码不符合要求，请按提示修改。",
                                         "The password does not meet the rules; see the notes."};
inline constexpr ErrorSpec kWrongOldPassword{ErrorKind::Invalid, "accounts.wrong_old_password", "原密码不对。",
                                             "The old password is wrong."};
inline constexpr ErrorSpec kOwnAccount{ErrorKind::Forbidden, "accounts.own_account",
                                       "不能修改自己账号的角色或状态，请由另一位安全管理员办理。",
                                       "Nobody changes the roles or state of their own account; another security "
                                       "administrator must do it."};
inline constexpr ErrorSpec kAdministratorsApart{
    ErrorKind::Conflict, "accounts.administrators_apart",
    "系统管理员、安全管理员、审计管理员不能由同一人担任。请先结束原角色，或换一个人。",
    "One person cannot be two of system, security and audit administrator. End the other role first, or choose "
    "somebody "
    "else."};
inline constexpr ErrorSpec kBadBinding{ErrorKind::Invalid, "accounts.bad_binding", "角色信息有误，请按提示修改。",
                                       "The role's details need correction; see the notes."};
inline constexpr ErrorSpec kAuditorPassword{
    ErrorKind::Forbidden, "accounts.auditor_password",
    "审计管理员的密码只能由本人修改，或由运维人员用 linli user password 重设。",
    "An audit administrator's password is changed by that person, or by the operator with `linli user password`."};
inline constexpr ErrorSpec kSetupDone{ErrorKind::Conflict, "accounts.setup_done", "系统已经设置过了，请直接登录。",
                                      "This system has been set up already; please sign in."};
inline constexpr ErrorSpec kBadSetupCode{
    ErrorKind::Forbidden, "accounts.bad_setup_code", "设置码不对。请查看运行 linli serve 的窗口里显示的设置码。",
    "The set-up code is wrong. It stands in the window where `linli serve` was started."};
inline constexpr ErrorSpec kTokenRole{ErrorKind::Invalid, "accounts.token_role", "令牌只能带您自己现在担任的角色。",
                                      "A token can only carry a role that you hold yourself today."};
inline constexpr ErrorSpec kBadToken{ErrorKind::Invalid, "accounts.bad_token", "令牌信息有误，请按提示修改。",
                                     "The token's details need correction; see the notes."};

}  // namespace linli::accounts
