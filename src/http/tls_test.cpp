// A place's own authority, and the server behind its certificate.

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>
#include <filesystem>
#include <fstream>

#include "http/testing/client.hpp"
#include "http/testing/world.hpp"

namespace linli::http {
namespace {

namespace fs = std::filesystem;
namespace ssl = asio::ssl;
using asio::ip::tcp;

std::string read_file(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

class TlsTest : public ::testing::Test {
 protected:
  TlsTest() {
    std::string pattern = (fs::temp_directory_path() / "linli-tls-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    testing::fill_world(world_);
  }
  ~TlsTest() override { fs::remove_all(folder_); }

  void serve(const std::vector<std::string>& names) {
    authority_ = ensure_local_authority(folder_, names);
    ServerOptions options;
    options.tls = std::make_unique<TlsOptions>(authority_.server);
    options.header_timeout = std::chrono::seconds(1);
    server_ = std::make_unique<testing::TestServer>(world_.router, testing::make_gate(), std::move(options));
  }

  // The whole answer to a GET that trusts our authority and asks for `host`; empty when the handshake fails.
  std::string get(const std::string& host, const char* target, ssl::context& context) {
    context.load_verify_file(authority_.authority_certificate.string());
    context.set_verify_mode(ssl::verify_peer);
    asio::io_context io;
    ssl::stream<tcp::socket> stream(io, context);
    stream.set_verify_callback(ssl::host_name_verification(host));
    stream.next_layer().connect({asio::ip::address_v4::loopback(), server_->port()});
    boost::system::error_code error;
    stream.handshake(ssl::stream_base::client, error);
    if (error) return "";
    asio::write(stream, asio::buffer("GET " + std::string(target) + " HTTP/1.1\r\nHost: " + host +
                                     "\r\nConnection: close\r\n\r\n"));
    std::string answer;
    asio::read(stream, asio::dynamic_buffer(answer), error);
    EXPECT_EQ(error, asio::error::eof);  // and not a cut
    return answer;
  }

  fs::path folder_;
  LocalAuthority authority_;
  testing::World world_;
  std::unique_ptr<testing::TestServer> server_;
};

TEST_F(TlsTest, TheCertificateHoldsForItsNamesAndAddresses) {
  serve({"linli.lan", "127.0.0.1"});
  for (const char* host : {"linli.lan", "127.0.0.1"}) {
    ssl::context context(ssl::context::tls_client);
    const std::string answer = get(host, "/api/v1/tagged", context);
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 OK\r\n")) << host;
    EXPECT_NE(answer.find("Strict-Transport-Security: "), std::string::npos);
    EXPECT_TRUE(answer.ends_with("aaa\""));
    EXPECT_GT(answer.size(), 100'000U);
  }
  ssl::context context(ssl::context::tls_client);
  EXPECT_EQ(get("elsewhere.lan", "/", context), "");
}

TEST_F(TlsTest, OldProtocolsAreRefused) {
  serve({"127.0.0.1"});
  ssl::context context(ssl::context::tls_client);
  SSL_CTX_set_security_level(context.native_handle(), 0);
  SSL_CTX_set_max_proto_version(context.native_handle(), TLS1_1_VERSION);
  EXPECT_EQ(get("127.0.0.1", "/", context), "");
}

TEST_F(TlsTest, WhoNeverShakesHandsIsClosed) {
  serve({"127.0.0.1"});
  testing::RawSocket silent(server_->port());
  testing::RawSocket plain(server_->port());
  plain.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_TRUE(plain.is_closed_by_server());
  EXPECT_TRUE(silent.is_closed_by_server());
}

TEST_F(TlsTest, KeysAreForTheOwnerOnly) {
  serve({"127.0.0.1"});
  for (const char* name : {"authority.key", "server.key"}) {
    struct stat info{};
    ASSERT_EQ(stat((folder_ / name).c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777, 0600U) << name;
  }
}

TEST_F(TlsTest, TheAuthorityStaysAndTheCertificateFollowsTheNames) {
  static_cast<void>(ensure_local_authority(folder_, {"a.lan"}));
  const std::string authority = read_file(folder_ / "authority.crt");
  const std::string first = read_file(folder_ / "server.crt");
  static_cast<void>(ensure_local_authority(folder_, {"a.lan"}));
  EXPECT_EQ(read_file(folder_ / "server.crt"), first);
  static_cast<void>(ensure_local_authority(folder_, {"a.lan", "192.168.1.2"}));
  EXPECT_NE(read_file(folder_ / "server.crt"), first);
  EXPECT_EQ(read_file(folder_ / "authority.crt"), authority);
}

TEST_F(TlsTest, ADamagedAuthorityIsNotReplacedInSilence) {
  static_cast<void>(ensure_local_authority(folder_, {"a.lan"}));
  std::ofstream(folder_ / "authority.key") << "nonsense";
  EXPECT_THROW(static_cast<void>(ensure_local_authority(folder_, {"a.lan"})), std::runtime_error);
}

TEST_F(TlsTest, NamesThatWouldBeginAnotherAreRefused) {
  EXPECT_THROW(static_cast<void>(ensure_local_authority(folder_, {"a.lan,DNS:bank.example"})), std::runtime_error);
  EXPECT_THROW(static_cast<void>(ensure_local_authority(folder_, {})), std::runtime_error);
}

}  // namespace
}  // namespace linli::http
