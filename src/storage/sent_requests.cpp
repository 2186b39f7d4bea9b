#include "storage/sent_requests.hpp"

#include <string>
#include <vector>

namespace linli::storage {
namespace {

BytesView view_of(const Digest& digest) { return {digest.data(), digest.size()}; }

}  // namespace

SentRequest sent_request(const KeyRing& keys, DistrictId district, AccountId account, std::string_view key,
                         std::string_view request) {
  return {district, account, keys.secret_digest("sent.key", key), keys.secret_digest("sent.request", request)};
}

std::optional<EarlierRequest> find_earlier(Snapshot& snapshot, const SentRequest& sent) {
  auto rows = snapshot.query(
      "SELECT subject, version, request_digest = $1 FROM sent_requests WHERE district = $2 AND account = $3 AND "
      "key_digest = $4",
      view_of(sent.request), sent.district, sent.account, view_of(sent.key));
  if (!rows.next()) return std::nullopt;
  return EarlierRequest{rows.integer(0), rows.integer(1), rows.boolean(2)};
}

void keep_sent(Transaction& transaction, const SentRequest& sent, std::int64_t subject, std::int64_t version) {
  transaction.execute(
      "INSERT INTO sent_requests (district, account, key_digest, request_digest, subject, version, at) VALUES ($1, $2, "
      "$3, $4, $5, $6, $7)",
      sent.district, sent.account, view_of(sent.key), view_of(sent.request), subject, version, transaction.now());
}

int drop_sent(Transaction& transaction, DistrictId district, Instant before, int portion) {
  struct Old {
    std::int64_t account = 0;
    Bytes key;
  };
  std::vector<Old> old;
  {
    auto rows = transaction.query(
        "SELECT account, key_digest FROM sent_requests WHERE district = $1 AND at < $2 ORDER BY at LIMIT $3", district,
        before, portion);
    while (rows.next()) {
      const auto key = rows.bytes(1);
      old.push_back({rows.integer(0), Bytes(key.begin(), key.end())});
    }
  }
  for (const auto& one : old) {
    transaction.execute("DELETE FROM sent_requests WHERE district = $1 AND account = $2 AND key_digest = $3", district,
                        one.account, BytesView(one.key));
  }
  return static_cast<int>(old.size());
}

}  // namespace linli::storage
