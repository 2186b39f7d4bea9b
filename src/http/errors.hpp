#pragma once
// What the server itself refuses, with the words people see. Statuses that no ErrorKind stands for are given beside
// the code.

#include "base/error.hpp"

namespace linli::http {

inline constexpr ErrorSpec kBadTarget{ErrorKind::BadRequest, "http.bad_target", "网址写法不正确",
                                      "The address is not well formed"};
inline constexpr ErrorSpec kBadRequest{ErrorKind::BadRequest, "http.bad_request", "请求格式不正确",
                                       "The request is not well formed"};
inline constexpr ErrorSpec kMissingHost{ErrorKind::BadRequest, "http.missing_host", "请求缺少 Host 头",
                                        "The request has no Host header"};
inline constexpr ErrorSpec kBadJson{ErrorKind::BadRequest, "http.bad_json", "内容不是正确的 JSON",
                                    "The content is not well-formed JSON"};
inline constexpr ErrorSpec kNotFound{ErrorKind::NotFound, "http.not_found", "没有这个地址", "There is nothing here"};
inline constexpr ErrorSpec kTooLarge{ErrorKind::TooLarge, "http.too_large", "内容太大", "The content is too large"};
inline constexpr ErrorSpec kUnsupportedType{ErrorKind::Unsupported, "http.unsupported_type", "不接受这种内容类型",
                                            "This kind of content is not accepted"};
inline constexpr ErrorSpec kInvalid{ErrorKind::Invalid, "http.invalid", "填写的内容有问题",
                                    "Some of what was sent cannot be taken"};
inline constexpr ErrorSpec kBusy{ErrorKind::Unavailable, "http.busy", "服务器正忙，请稍后再试",
                                 "The server is busy; try again in a moment"};

// Statuses of HTTP itself.
struct StatusSpec {
  int status;
  std::string_view code;
  std::string_view zh;
  std::string_view en;
};

inline constexpr StatusSpec kMethodNotAllowed{405, "http.method_not_allowed", "这个地址不支持这种操作",
                                              "This address does not support that method"};
inline constexpr StatusSpec kTimeout{408, "http.timeout", "等待请求内容超时", "The request took too long to arrive"};
inline constexpr StatusSpec kExpectationFailed{417, "http.expectation_failed", "不支持 Expect 头中的要求",
                                               "The Expect header asks for something unknown"};
inline constexpr StatusSpec kHeaderTooLarge{431, "http.header_too_large", "请求头太大",
                                            "The request's headers are too large"};
inline constexpr StatusSpec kInternal{500, "http.internal", "服务器内部出错，请把请求编号告诉管理员",
                                      "Something went wrong in the server; tell the administrator the request id"};
inline constexpr StatusSpec kUnknownMethod{501, "http.unknown_method", "不认识这种请求方法",
                                           "This method is not known"};
inline constexpr StatusSpec kBadVersion{505, "http.bad_version", "只支持 HTTP/1.1", "Only HTTP/1.1 is spoken here"};

}  // namespace linli::http
