#include "modules/cases/trail.hpp"

namespace linli::cases {
namespace {

// Raise it when a hop's fields change: older trails are then read from the table.
constexpr char kVersion = 1;

// Seven bits a byte, lowest first; small and large numbers alike without a fixed width. Negative ones do not occur.
void put(std::string& out, std::int64_t number) {
  auto rest = static_cast<std::uint64_t>(number);
  for (; rest >= 0x80; rest >>= 7) out += static_cast<char>(rest | 0x80);
  out += static_cast<char>(rest);
}

void put(std::string& out, std::string_view text) {
  put(out, static_cast<std::int64_t>(text.size()));
  out += text;
}

class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : at_(bytes.data()), end_(at_ + bytes.size()) {}

  [[nodiscard]] bool done() const { return at_ == end_; }
  [[nodiscard]] bool broken() const { return broken_; }

  std::int64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && at_ < end_; shift += 7) {
      const auto byte = static_cast<unsigned char>(*at_++);
      value |= std::uint64_t{byte & 0x7FU} << shift;
      if (byte < 0x80) return static_cast<std::int64_t>(value);
    }
    broken_ = true;
    return 0;
  }
  template <class T>
  T as() {
    return static_cast<T>(number());
  }
  std::string_view text() {
    const auto length = number();
    if (length < 0 || length > end_ - at_) {
      broken_ = true;
      at_ = end_;
      return {};
    }
    const auto* const begin = at_;
    at_ += length;
    return {begin, static_cast<std::size_t>(length)};
  }

 private:
  const char* at_;
  const char* end_;
  bool broken_ = false;
};

PackedHop unpack_hop(Unpacker& from) {
  PackedHop hop;
  hop.seq = from.as<int>();
  hop.at = from_ms(from.number());
  hop.step = from.as<Step>();
  if (const auto state = from.number(); state != 0) hop.from = static_cast<State>(state);
  hop.to_state = from.as<State>();
  hop.by = from.as<storage::ActorKind>();
  hop.account = AccountId{from.number()};
  hop.to.kind = from.as<LeadKind>();
  hop.to.id = from.number();
  hop.reason = from.text();
  hop.note = from.text();
  hop.clock_seconds = from.number();
  return hop;
}

}  // namespace

std::string pack_hop(const Hop& hop) {
  std::string out;
  out.reserve(48 + hop.reason.size() + hop.note.size());
  out += kVersion;
  put(out, hop.seq);
  put(out, to_ms(hop.at));
  put(out, static_cast<int>(hop.step));
  put(out, hop.from ? static_cast<int>(*hop.from) : 0);
  put(out, static_cast<int>(hop.to_state));
  put(out, static_cast<int>(hop.by));
  put(out, hop.account.value);
  put(out, static_cast<int>(hop.to.kind));
  put(out, hop.to.id);
  put(out, hop.reason);
  put(out, hop.note);
  put(out, hop.clock_seconds);
  return out;
}

PackedHop view_of(const Hop& hop) {
  return {hop.seq,     hop.at, hop.step,   hop.from, hop.to_state,     hop.by,
          hop.account, hop.to, hop.reason, hop.note, hop.clock_seconds};
}

std::optional<std::vector<PackedHop>> read_trail(std::string_view trail) {
  if (trail.empty()) return std::nullopt;
  std::vector<PackedHop> hops;
  hops.reserve(8);
  for (Unpacker from(trail); !from.done();) {
    if (from.number() != kVersion) return std::nullopt;
    hops.push_back(unpack_hop(from));
    if (from.broken()) return std::nullopt;
  }
  return hops;
}

std::optional<std::vector<Hop>> unpack_trail(std::string_view trail) {
  const auto packed = read_trail(trail);
  if (!packed) return std::nullopt;
  std::vector<Hop> hops;
  hops.reserve(packed->size());
  for (const auto& hop : *packed)
    hops.push_back({hop.seq, hop.at, hop.step, hop.from, hop.to_state, hop.by, hop.account, hop.to,
                    std::string(hop.reason), std::string(hop.note), hop.clock_seconds});
  return hops;
}

}  // namespace linli::cases
