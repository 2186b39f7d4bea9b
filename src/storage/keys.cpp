#include "storage/keys.hpp"

#include <fmt/format.h>

#include <atomic>
#include <charconv>
#include <map>
#include <shared_mutex>

#include "storage/anchors.hpp"
#include "storage/crypto.hpp"
#include "storage/key_files.hpp"

namespace linli::storage {
namespace {

namespace fs = std::filesystem;

constexpr std::byte kFormat{1};

void append_number(Bytes& out, std::uint64_t number, int bytes) {
  for (int i = bytes - 1; i >= 0; --i) out.push_back(static_cast<std::byte>(number >> (8 * i)));
}

void append_text(Bytes& out, std::string_view text) {
  append_number(out, text.size(), 4);
  const auto bytes = as_bytes_view(text);
  out.insert(out.end(), bytes.begin(), bytes.end());
}

Bytes key_context(std::int64_t owner) {
  Bytes context;
  append_text(context, "linli.data-key");
  append_number(context, static_cast<std::uint64_t>(owner), 8);
  return context;
}

Bytes value_context(std::int64_t owner, const SealContext& place) {
  Bytes context;
  append_text(context, place.table);
  append_text(context, place.column);
  append_number(context, static_cast<std::uint64_t>(place.row), 8);
  append_number(context, static_cast<std::uint64_t>(owner), 8);
  return context;
}

Digest derive(const Digest& key, std::string_view purpose) {
  Mac mac(key);
  mac.update(as_bytes_view(purpose));
  return mac.finish();
}

std::map<int, Digest> masters_of(const KeySet& keys) {
  static constexpr std::string_view kPrefix = "master-";
  std::map<int, Digest> masters;
  for (const auto& [name, key] : keys) {
    if (!name.starts_with(kPrefix)) continue;
    int version = 0;
    std::from_chars(name.data() + kPrefix.size(), name.data() + name.size(), version);
    masters.emplace(version, key);
  }
  return masters;
}

class FolderKeyRing final : public KeyRing {
 public:
  FolderKeyRing(fs::path folder, const KeySet& keys)
      : folder_(std::move(folder)),
        journal_(keys.at("journal")),
        index_(keys.at("index")),
        backup_(keys.at("backup")),
        anchors_(folder_ / "anchors"),
        masters_(masters_of(keys)) {}

  [[nodiscard]] Digest journal_mac(BytesView data) const override {
    auto& mac = macs().journal;
    mac.update(data);
    return mac.finish();
  }

  [[nodiscard]] std::uint16_t column_hint(BytesView data) const override {
    return static_cast<std::uint16_t>(sip_hash(std::span(hint_).first<16>(), data));
  }

  [[nodiscard]] Bytes new_data_key(std::int64_t owner) const override { return wrap(random_digest(), owner); }

  [[nodiscard]] Bytes seal(BytesView wrapped_key, std::int64_t owner, const SealContext& context,
                           std::string_view plain) const override {
    return seal_under(unwrap(wrapped_key, owner), owner, context, plain);
  }

  [[nodiscard]] FreshSeal seal_fresh(std::int64_t owner, const SealContext& context,
                                     std::string_view plain) const override {
    const auto key = random_digest();
    return {wrap(key, owner), seal_under(key, owner, context, plain)};
  }

  [[nodiscard]] std::string open_sealed(BytesView wrapped_key, std::int64_t owner, const SealContext& context,
                                        BytesView sealed) const override {
    if (sealed.empty() || sealed[0] != kFormat) throw StorageError("a sealed value has an unknown format");
    const auto plain = open_gcm(unwrap(wrapped_key, owner), value_context(owner, context), sealed.subspan(1));
    if (!plain)
      throw StorageError(fmt::format("the sealed value {}.{} of row {} was changed or stands in the wrong place",
                                     context.table, context.column, context.row));
    return std::string(as_text(*plain));
  }

  [[nodiscard]] Digest blind_index(std::string_view purpose, std::string_view value) const override {
    Bytes message;
    append_text(message, purpose);
    append_text(message, value);
    auto& mac = macs().index;
    mac.update(message);
    return mac.finish();
  }

  [[nodiscard]] Digest secret_digest(std::string_view purpose, std::string_view secret) const override {
    Bytes message;
    append_text(message, purpose);
    append_text(message, secret);
    return sha256({message});
  }

  void anchor(DistrictId district, std::int64_t sequence, const Digest& link) override {
    anchors_.put(district, sequence, link);
  }
  [[nodiscard]] std::optional<Anchor> anchored(DistrictId district) const override { return anchors_.get(district); }
  [[nodiscard]] std::vector<Anchor> anchors() const override { return anchors_.all(); }
  void log_anchors(Date day, std::string_view why) override { anchors_.log(day, why); }
  void forget_anchors() override { anchors_.forget(); }

  int rotate() override {
    const std::unique_lock lock(masters_mutex_);
    const int version = masters_.rbegin()->first + 1;
    const auto key = random_digest();
    write_key(folder_, fmt::format("master-{}", version), key);
    masters_.emplace(version, key);
    return version;
  }
  [[nodiscard]] int master_version() const override { return current_master().first; }
  [[nodiscard]] const Digest& backup_key() const override { return backup_; }

 private:
  struct Macs {
    std::uint64_t ring = 0;
    Mac journal, index;
  };

  // Each thread keys its own, once.
  [[nodiscard]] Macs& macs() const {
    thread_local std::vector<Macs> kept;
    for (auto& mine : kept)
      if (mine.ring == number_) return mine;
    if (kept.size() >= 8) kept.clear();  // rings of tests long gone
    kept.push_back({number_, Mac(journal_), Mac(index_)});
    return kept.back();
  }

  [[nodiscard]] std::pair<int, Digest> current_master() const {
    const std::shared_lock lock(masters_mutex_);
    return *masters_.rbegin();
  }

  [[nodiscard]] Bytes wrap(const Digest& key, std::int64_t owner) const {
    const auto [version, master] = current_master();
    Bytes wrapped{kFormat};
    append_number(wrapped, static_cast<std::uint64_t>(version), 4);
    const auto sealed = seal_gcm(master, key_context(owner), key);
    wrapped.insert(wrapped.end(), sealed.begin(), sealed.end());
    return wrapped;
  }

  [[nodiscard]] static Bytes seal_under(const Digest& key, std::int64_t owner, const SealContext& context,
                                        std::string_view plain) {
    Bytes out{kFormat};
    const auto sealed = seal_gcm(key, value_context(owner, context), as_bytes_view(plain));
    out.insert(out.end(), sealed.begin(), sealed.end());
    return out;
  }

  [[nodiscard]] Digest unwrap(BytesView wrapped, std::int64_t owner) const {
    if (wrapped.size() < 5 || wrapped[0] != kFormat) throw StorageError("a wrapped key has an unknown format");
    int version = 0;
    for (int i = 1; i <= 4; ++i) version = version << 8 | std::to_integer<int>(wrapped[i]);
    Digest master;
    {
      const std::shared_lock lock(masters_mutex_);
      const auto found = masters_.find(version);
      if (found == masters_.end())
        throw StorageError(fmt::format("master key version {} is missing in {}", version, folder_.string()));
      master = found->second;
    }
    const auto plain = open_gcm(master, key_context(owner), wrapped.subspan(5));
    Digest key;
    if (!plain || plain->size() != key.size()) throw StorageError("a wrapped key was changed or is not this owner's");
    std::copy(plain->begin(), plain->end(), key.begin());
    return key;
  }

  static inline std::atomic<std::uint64_t> rings_{0};

  const std::uint64_t number_ = ++rings_;  // never reused, unlike an address
  const fs::path folder_;
  const Digest journal_, index_, backup_;
  const Digest hint_ = derive(journal_, "linli.column-hint");
  Anchors anchors_;
  mutable std::shared_mutex masters_mutex_;
  std::map<int, Digest> masters_;  // guarded by masters_mutex_
};

}  // namespace

std::unique_ptr<KeyRing> KeyRing::open(const fs::path& folder, bool create) {
  auto keys = read_keys(folder);
  if (keys.empty()) {
    if (!create)
      throw StorageError(
          fmt::format("there are no keys in {}, but there is data that was sealed with them; bring them back with "
                      "linli key import",
                      folder.string()));
    write_keys(folder, make_keys());
    keys = read_keys(folder);
  }
  return std::make_unique<FolderKeyRing>(folder, keys);
}

std::string random_secret(int bytes) {
  // Of the look-alikes 1, I and L only L stands here, of 0 and O neither.
  static constexpr std::string_view kAlphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  static_assert(kAlphabet.size() == 32);
  Bytes random(static_cast<std::size_t>(bytes));
  fill_random(random);
  std::string text;
  unsigned buffer = 0;
  int bits = 0;
  for (const auto byte : random) {
    buffer = buffer << 8 | std::to_integer<unsigned>(byte);
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += kAlphabet[buffer >> bits & 31];
    }
    buffer &= (1U << bits) - 1;
  }
  if (bits > 0) text += kAlphabet[buffer << (5 - bits) & 31];
  return text;
}

std::string normalise_secret(std::string_view typed) {
  std::string text;
  for (char c : typed) {
    if (c == ' ' || c == '-') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    text += c == '1' || c == 'I' ? 'L' : c;
  }
  return text;
}

}  // namespace linli::storage
