#pragma once
// Beast's request parser, writing straight into our Request: no field container in between.

#include <boost/beast/http/basic_parser.hpp>
#include <string>

#include "http/message.hpp"

namespace linli::http {

// The request line's method, with those that Request does not name.
enum class Verb { Get, Head, Post, Put, Patch, Delete, Options, Other };

class RequestParser : public boost::beast::http::basic_parser<true> {
 public:
  using error_code = boost::system::error_code;

  RequestParser(Request& request, std::size_t max_header);

  [[nodiscard]] Verb verb() const { return verb_; }
  [[nodiscard]] bool is_http11() const { return version_ == 11; }
  [[nodiscard]] bool has_host() const { return hosts_ == 1; }
  [[nodiscard]] bool expects_continue() const { return expects_continue_; }
  [[nodiscard]] bool expects_other() const { return expects_other_; }

 private:
  using string_view = boost::beast::string_view;
  using field = boost::beast::http::field;

  void on_request_impl(boost::beast::http::verb method, string_view method_text, string_view target, int version,
                       error_code& error) override;
  void on_response_impl(int, string_view, int, error_code&) override {}
  void on_field_impl(field name, string_view name_text, string_view value, error_code& error) override;
  void on_header_impl(error_code&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code& error) override;
  std::size_t on_body_impl(string_view part, error_code& error) override;
  void on_chunk_header_impl(std::uint64_t, string_view, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, string_view part, error_code& error) override;
  void on_finish_impl(error_code&) override {}

  Request& request_;
  Verb verb_ = Verb::Other;
  int version_ = 0;
  int hosts_ = 0;
  std::uint64_t announced_ = 0;  // Content-Length
  bool has_length_ = false;
  bool expects_continue_ = false;
  bool expects_other_ = false;
};

}  // namespace linli::http
