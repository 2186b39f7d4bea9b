#include "modules/notices/transport.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "modules/notices/errors.hpp"

namespace linli::notices {
namespace {

constexpr std::size_t kLongestReply = 64 * 1024;
constexpr long kPermanent = 500;  // SMTP: 5xx will not change by itself, 4xx may

void start_curl() {
  static const auto kStarted = curl_global_init(CURL_GLOBAL_DEFAULT);
  LINLI_ASSERT(kStarted == CURLE_OK);
}

struct ListDeleter {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, ListDeleter>;

void append(List& list, const std::string& text) { list.reset(curl_slist_append(list.release(), text.c_str())); }

std::size_t keep_reply(char* data, std::size_t size, std::size_t count, void* to) {
  auto& body = *static_cast<std::string*>(to);
  const auto bytes = size * count;
  body.append(data, std::min(bytes, kLongestReply - std::min(kLongestReply, body.size())));
  return bytes;
}

struct Source {
  std::string_view rest;
};
std::size_t give_letter(char* buffer, std::size_t size, std::size_t count, void* from) {
  auto& rest = static_cast<Source*>(from)->rest;
  const auto bytes = std::min(size * count, rest.size());
  std::memcpy(buffer, rest.data(), bytes);
  rest.remove_prefix(bytes);
  return bytes;
}

int ask_whether_to_stop(void* token, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const std::stop_token*>(token)->stop_requested() ? 1 : 0;
}

std::unexpected<Error> failure(const ErrorSpec& spec, std::string_view detail) {
  auto error = make_error(spec);
  error.message.zh += "：" + std::string(detail);
  error.message.en += ": " + std::string(detail);
  return fail(std::move(error));
}

}  // namespace

class Transport::Impl {
 public:
  Impl(std::stop_token stop, TransportLimits limits)
      : stop_(std::move(stop)), limits_(limits), curl_((start_curl(), curl_easy_init())) {
    LINLI_ASSERT(curl_ != nullptr);
  }
  ~Impl() { curl_easy_cleanup(curl_); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  template <class T>
  void set(CURLoption option, T value) {
    const auto code = curl_easy_setopt(curl_, option, value);
    LINLI_ASSERT(code == CURLE_OK);
  }
  void begin(const std::string& url) {
    curl_easy_reset(curl_);
    error_[0] = '\0';
    set(CURLOPT_ERRORBUFFER, error_);
    set(CURLOPT_URL, url.c_str());
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_FORBID_REUSE, 1L);
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits_.connect.count()));
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(limits_.whole.count()));
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, ask_whether_to_stop);
    set(CURLOPT_XFERINFODATA, &stop_);
  }
  CURLcode perform() { return curl_easy_perform(curl_); }
  long response_code() {
    long code = 0;
    curl_easy_getinfo(curl_, CURLINFO_RESPONSE_CODE, &code);
    return code;
  }
  int retry_after() {
    curl_off_t seconds = 0;
    curl_easy_getinfo(curl_, CURLINFO_RETRY_AFTER, &seconds);
    return static_cast<int>(std::clamp<curl_off_t>(seconds, 0, 24 * 3600));
  }
  std::unexpected<Error> unreachable(CURLcode code) {
    if (stop_.stop_requested()) return fail(kStopping);
    return failure(kUnreachable, error_[0] != '\0' ? error_ : curl_easy_strerror(code));
  }
  void begin_mail(const Channel& server) {
    begin((server.security == Security::Tls ? "smtps://" : "smtp://") + server.host + ":" +
          std::to_string(server.port));
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(CURLOPT_USE_SSL, static_cast<long>(server.security == Security::None ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    if (server.user.empty()) return;
    set(CURLOPT_USERNAME, server.user.c_str());
    set(CURLOPT_PASSWORD, server.secret.c_str());
  }
  Result<void> outcome_of_mail(CURLcode code) {
    if (code == CURLE_OK) return {};
    const auto said = response_code();
    // A password that is wrong today may be right tomorrow; a recipient that does not exist stays so.
    if (code != CURLE_LOGIN_DENIED && said >= kPermanent) return failure(kRefused, said_in_full(said));
    if (said >= 400) return failure(kServerBusy, said_in_full(said));
    return unreachable(code);
  }

 private:
  std::string said_in_full(long code) const { return error_[0] != '\0' ? error_ : std::to_string(code); }

  const std::stop_token stop_;
  const TransportLimits limits_;
  CURL* const curl_;
  char error_[CURL_ERROR_SIZE] = {};
};

Transport::Transport(std::stop_token stop, TransportLimits limits)
    : impl_(std::make_unique<Impl>(std::move(stop), limits)) {}
Transport::~Transport() = default;

Result<Reply> Transport::post(const Post& request) {
  impl_->begin(request.url);
  impl_->set(CURLOPT_PROTOCOLS_STR, "http,https");
  List headers;
  append(headers, "Content-Type: application/json; charset=utf-8");
  append(headers, "Expect:");
  for (const auto& header : request.headers) append(headers, header);
  Reply reply;
  impl_->set(CURLOPT_HTTPHEADER, headers.get());
  impl_->set(CURLOPT_USERAGENT, "Linli");
  impl_->set(CURLOPT_POSTFIELDS, request.body.c_str());
  impl_->set(CURLOPT_POSTFIELDSIZE, static_cast<long>(request.body.size()));
  impl_->set(CURLOPT_WRITEFUNCTION, keep_reply);
  impl_->set(CURLOPT_WRITEDATA, &reply.body);
  if (const auto code = impl_->perform(); code != CURLE_OK) return impl_->unreachable(code);
  reply.status = static_cast<int>(impl_->response_code());
  reply.retry_after_seconds = impl_->retry_after();
  return reply;
}

Result<void> Transport::send(const Channel& server, const Letter& letter) {
  impl_->begin_mail(server);
  const auto from = "<" + letter.from + ">";
  List recipients;
  append(recipients, "<" + letter.to + ">");
  Source source{letter.text};
  impl_->set(CURLOPT_MAIL_FROM, from.c_str());
  impl_->set(CURLOPT_MAIL_RCPT, recipients.get());
  impl_->set(CURLOPT_READFUNCTION, give_letter);
  impl_->set(CURLOPT_READDATA, &source);
  impl_->set(CURLOPT_UPLOAD, 1L);
  return impl_->outcome_of_mail(impl_->perform());
}

Result<void> Transport::greet(const Channel& server) {
  impl_->begin_mail(server);
  std::string ignored;
  impl_->set(CURLOPT_CUSTOMREQUEST, "NOOP");
  impl_->set(CURLOPT_WRITEFUNCTION, keep_reply);
  impl_->set(CURLOPT_WRITEDATA, &ignored);
  return impl_->outcome_of_mail(impl_->perform());
}

}  // namespace linli::notices
