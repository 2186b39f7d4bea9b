// A private certificate authority for places without a public name: phones allow positioning only over HTTPS.

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <boost/asio/ip/address.hpp>
#include <chrono>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>

#include "http/server.hpp"

namespace linli::http {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::hours kAuthorityLife{24 * 3650};
constexpr std::chrono::hours kServerLife{24 * 397};  // browsers refuse longer ones
constexpr std::chrono::hours kRenewBefore{24 * 30};
constexpr std::chrono::hours kClockSkew{24};  // phones whose clock runs behind

struct Free {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(X509_EXTENSION* extension) const { X509_EXTENSION_free(extension); }
};
using Key = std::unique_ptr<EVP_PKEY, Free>;
using Certificate = std::unique_ptr<X509, Free>;
using Bio = std::unique_ptr<BIO, Free>;

template <class T>
T* need(T* made, const char* what) {
  if (!made) throw std::runtime_error(std::string("certificate authority: ") + what);
  return made;
}

void need(bool done, const char* what) {
  if (!done) throw std::runtime_error(std::string("certificate authority: ") + what);
}

std::string text_of(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return {data, static_cast<std::size_t>(size)};
}

std::string pem_of(X509* certificate) {
  const Bio bio(need(BIO_new(BIO_s_mem()), "memory"));
  need(PEM_write_bio_X509(bio.get(), certificate) == 1, "cannot write a certificate");
  return text_of(bio.get());
}

std::string pem_of(EVP_PKEY* key) {
  const Bio bio(need(BIO_new(BIO_s_mem()), "memory"));
  need(PEM_write_bio_PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1, "cannot write a key");
  return text_of(bio.get());
}

// Aside first, so that a crash leaves the old file or the new one; the key is never readable by others.
void save(const fs::path& path, const std::string& content, fs::perms permissions) {
  fs::path aside = path;
  aside += ".new";
  fs::remove(aside);
  std::ofstream(aside).close();
  fs::permissions(aside, permissions);
  std::ofstream file(aside, std::ios::binary);
  file << content;
  file.close();
  need(file.good(), "cannot write a file");
  fs::rename(aside, path);
}

template <class T, class Read>
T load(const fs::path& path, Read read) {
  const Bio bio(BIO_new_file(path.c_str(), "r"));
  if (!bio) return nullptr;
  return T(read(bio.get(), nullptr, nullptr, nullptr));
}

void add_extension(X509* certificate, X509* issuer, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const std::unique_ptr<X509_EXTENSION, Free> extension(
      need(X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str()), "cannot make an extension"));
  need(X509_add_ext(certificate, extension.get(), -1) == 1, "cannot add an extension");
}

Certificate begin_certificate(EVP_PKEY* key, const std::string& name, std::chrono::hours life) {
  Certificate certificate(need(X509_new(), "memory"));
  X509_set_version(certificate.get(), X509_VERSION_3);
  std::uint64_t serial = 0;
  need(RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial) == 1, "no randomness");
  ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate.get()), serial >> 1);
  const auto seconds = [](std::chrono::hours hours) { return static_cast<long>(std::chrono::seconds(hours).count()); };
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -seconds(kClockSkew));
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), seconds(life - kClockSkew));
  X509_NAME* subject = X509_get_subject_name(certificate.get());
  X509_NAME_add_entry_by_txt(subject, "O", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>("Linli 邻里"), -1, -1,
                             0);
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1,
                             0);
  need(X509_set_pubkey(certificate.get(), key) == 1, "cannot set a public key");
  return certificate;
}

Certificate make_authority(EVP_PKEY* key) {
  Certificate certificate = begin_certificate(key, "Linli local authority", kAuthorityLife);
  X509* self = certificate.get();
  X509_set_issuer_name(self, X509_get_subject_name(self));
  add_extension(self, self, NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
  add_extension(self, self, NID_key_usage, "critical,keyCertSign,cRLSign");
  add_extension(self, self, NID_subject_key_identifier, "hash");
  need(X509_sign(self, key, EVP_sha256()) > 0, "cannot sign the authority");
  return certificate;
}

// `DNS:linli.lan,IP:192.168.1.2`. A comma in a name would begin another one.
std::string alternative_names(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) {
    need(!name.empty() && name.find_first_of(", \n") == std::string::npos, "a host name is not well formed");
    boost::system::error_code no_address;
    asio::ip::make_address(name, no_address);
    if (!list.empty()) list += ',';
    list += (no_address ? "DNS:" : "IP:") + name;
  }
  return list;
}

Certificate make_server(EVP_PKEY* key, const std::vector<std::string>& names, X509* authority,
                        EVP_PKEY* authority_key) {
  Certificate certificate = begin_certificate(key, names.front().substr(0, 64), kServerLife);
  X509* self = certificate.get();
  X509_set_issuer_name(self, X509_get_subject_name(authority));
  add_extension(self, authority, NID_basic_constraints, "critical,CA:FALSE");
  add_extension(self, authority, NID_key_usage, "critical,digitalSignature");
  add_extension(self, authority, NID_ext_key_usage, "serverAuth");
  add_extension(self, authority, NID_subject_alt_name, alternative_names(names));
  add_extension(self, authority, NID_authority_key_identifier, "keyid");
  need(X509_sign(self, authority_key, EVP_sha256()) > 0, "cannot sign the certificate");
  return certificate;
}

bool covers(X509* certificate, const std::string& name) {
  boost::system::error_code no_address;
  asio::ip::make_address(name, no_address);
  if (!no_address) return X509_check_ip_asc(certificate, name.c_str(), 0) == 1;
  return X509_check_host(certificate, name.c_str(), name.size(), 0, nullptr) == 1;
}

bool still_serves(X509* certificate, EVP_PKEY* key, X509* authority, const std::vector<std::string>& names) {
  if (!certificate || !key || X509_check_private_key(certificate, key) != 1) return false;
  const Key authority_public(X509_get_pubkey(authority));
  if (X509_verify(certificate, authority_public.get()) != 1) return false;
  std::time_t renewal = std::time(nullptr) + std::chrono::seconds(kRenewBefore).count();
  if (X509_cmp_time(X509_get0_notAfter(certificate), &renewal) <= 0) return false;
  for (const std::string& name : names) {
    if (!covers(certificate, name)) return false;
  }
  return true;
}

constexpr auto kSecret = fs::perms::owner_read | fs::perms::owner_write;
constexpr auto kShown = kSecret | fs::perms::group_read | fs::perms::others_read;

}  // namespace

LocalAuthority ensure_local_authority(const fs::path& folder, const std::vector<std::string>& names) {
  need(!names.empty(), "no host name was given");
  fs::create_directories(folder);
  fs::permissions(folder, fs::perms::owner_all);
  const fs::path authority_key_path = folder / "authority.key";
  LocalAuthority paths{{folder / "server.crt", folder / "server.key"}, folder / "authority.crt"};

  Key authority_key = load<Key>(authority_key_path, PEM_read_bio_PrivateKey);
  Certificate authority = load<Certificate>(paths.authority_certificate, PEM_read_bio_X509);
  // A second authority would lock out every phone that trusts the first: that is for a person to decide.
  const bool there = fs::exists(authority_key_path) || fs::exists(paths.authority_certificate);
  const bool whole = authority_key && authority && X509_check_private_key(authority.get(), authority_key.get()) == 1;
  need(whole || !there, "authority.key and authority.crt are damaged or do not fit; restore them or remove both");
  if (!there) {
    authority_key.reset(need(EVP_EC_gen("P-256"), "cannot make a key"));
    authority = make_authority(authority_key.get());
    save(authority_key_path, pem_of(authority_key.get()), kSecret);
    save(paths.authority_certificate, pem_of(authority.get()), kShown);
  }
  Key key = load<Key>(paths.server.private_key, PEM_read_bio_PrivateKey);
  const Certificate current = load<Certificate>(paths.server.certificate_chain, PEM_read_bio_X509);
  if (!still_serves(current.get(), key.get(), authority.get(), names)) {
    key.reset(need(EVP_EC_gen("P-256"), "cannot make a key"));
    const Certificate made = make_server(key.get(), names, authority.get(), authority_key.get());
    save(paths.server.private_key, pem_of(key.get()), kSecret);
    save(paths.server.certificate_chain, pem_of(made.get()) + pem_of(authority.get()), kShown);
  }
  return paths;
}

}  // namespace linli::http
