#include "modules/accounts/session_store.hpp"

namespace linli::accounts::store {
namespace {

Token read_token(const storage::Cursor& row, Role role) {
  return {.district = row.id<DistrictId>(0),
          .id = row.integer(1),
          .account = row.id<AccountId>(2),
          .name = row.string(3),
          .binding = {0, role, row.id<AreaId>(5), row.id<BodyId>(6)},
          .expires_at = row.instant(7)};
}

}  // namespace

std::optional<Session> find_session(storage::Snapshot& snapshot, const storage::Digest& secret) {
  auto row = snapshot.query(
      "SELECT district, id, account, started_at, seen_at, expires_at FROM sessions"
      " WHERE secret_digest = $1 AND ended_at IS NULL AND expires_at > $2",
      storage::BytesView(secret), snapshot.now());
  if (!row.next()) return std::nullopt;
  return Session{row.id<DistrictId>(0), row.integer(1), row.id<AccountId>(2),
                 row.instant(3),        row.instant(4), row.instant(5)};
}

void insert_session(storage::Transaction& transaction, const Session& session, const storage::Digest& secret) {
  transaction.execute(
      "INSERT INTO sessions (district, id, account, secret_digest, started_at, seen_at, expires_at)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7)",
      session.district, session.id, session.account, storage::BytesView(secret), session.started_at, session.seen_at,
      session.expires_at);
}

void touch_session(storage::Transaction& transaction, DistrictId district, std::int64_t session, Instant seen_at) {
  transaction.execute("UPDATE sessions SET seen_at = $1 WHERE district = $2 AND id = $3 AND seen_at < $1", seen_at,
                      district, session);
}

void end_session(storage::Transaction& transaction, DistrictId district, std::int64_t session) {
  transaction.execute("UPDATE sessions SET ended_at = $1 WHERE district = $2 AND id = $3 AND ended_at IS NULL",
                      transaction.now(), district, session);
}

void end_sessions(storage::Transaction& transaction, DistrictId district, AccountId account, std::int64_t kept) {
  transaction.execute(
      "UPDATE sessions SET ended_at = $1 WHERE district = $2 AND account = $3 AND id <> $4 AND ended_at IS NULL",
      transaction.now(), district, account, kept);
}

std::optional<Token> find_token(storage::Snapshot& snapshot, const storage::Digest& secret) {
  auto row = snapshot.query(
      "SELECT district, id, account, name, role, area, body, expires_at FROM api_tokens"
      " WHERE secret_digest = $1 AND revoked_at IS NULL AND expires_at > $2",
      storage::BytesView(secret), snapshot.now());
  if (!row.next()) return std::nullopt;
  const auto role = parse_role(row.text(4));
  if (!role) return std::nullopt;
  return read_token(row, *role);
}

std::vector<Token> list_tokens(storage::Snapshot& snapshot, DistrictId district, AccountId account) {
  std::vector<Token> tokens;
  auto row = snapshot.query(
      "SELECT district, id, account, name, role, area, body, expires_at FROM api_tokens"
      " WHERE district = $1 AND account = $2 AND revoked_at IS NULL ORDER BY id",
      district, account);
  while (row.next()) {
    if (const auto role = parse_role(row.text(4))) tokens.push_back(read_token(row, *role));
  }
  return tokens;
}

void insert_token(storage::Transaction& transaction, const Token& token, const storage::Digest& secret) {
  transaction.execute(
      "INSERT INTO api_tokens (district, id, account, name, secret_digest, role, area, body, created_at, expires_at)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
      token.district, token.id, token.account, token.name, storage::BytesView(secret), to_string(token.binding.role),
      token.binding.area, token.binding.body, transaction.now(), token.expires_at);
}

bool revoke_token(storage::Transaction& transaction, DistrictId district, AccountId account, std::int64_t token) {
  return transaction.execute(
             "UPDATE api_tokens SET revoked_at = $1"
             " WHERE district = $2 AND id = $3 AND account = $4 AND revoked_at IS NULL",
             transaction.now(), district, token, account) == 1;
}

std::int64_t locked_seconds(storage::Snapshot& snapshot, std::string_view subject) {
  auto row = snapshot.query("SELECT locked_until FROM sign_in_failures WHERE district = 0 AND subject = $1", subject);
  if (!row.next()) return 0;
  const auto left = row.integer(0) - to_ms(snapshot.now());
  return left <= 0 ? 0 : (left + 999) / 1000;
}

void count_failure(storage::Transaction& transaction, std::string_view subject, const BackOff& back_off) {
  const auto now = transaction.now();
  const auto fresh_since = now - back_off.forget_after;
  transaction.execute(
      "INSERT INTO sign_in_failures (district, subject, failures, last_at, locked_until) VALUES (0, $1, 1, $2, 0)"
      " ON CONFLICT (district, subject) DO UPDATE SET last_at = excluded.last_at, failures ="
      " CASE WHEN sign_in_failures.last_at < $3 THEN 1 ELSE sign_in_failures.failures + 1 END",
      subject, now, fresh_since);
  int failures = 0;
  {
    auto row = transaction.query("SELECT failures FROM sign_in_failures WHERE district = 0 AND subject = $1", subject);
    if (row.next()) failures = static_cast<int>(row.integer(0));
  }
  const auto delay = delay_after(back_off, failures);
  if (delay.count() == 0) return;
  transaction.execute("UPDATE sign_in_failures SET locked_until = $1 WHERE district = 0 AND subject = $2", now + delay,
                      subject);
}

void forgive_failure(storage::Transaction& transaction, std::string_view subject) {
  transaction.execute(
      "UPDATE sign_in_failures SET failures = failures - 1, locked_until = 0"
      " WHERE district = 0 AND subject = $1 AND failures > 0",
      subject);
}

void forget_failures(storage::Transaction& transaction, std::string_view subject) {
  transaction.execute("DELETE FROM sign_in_failures WHERE district = 0 AND subject = $1", subject);
}

void sweep(storage::Transaction& transaction, Instant before) {
  transaction.execute("DELETE FROM sessions WHERE expires_at < $1", before);
  transaction.execute("DELETE FROM sign_in_failures WHERE last_at < $1", before);
}

}  // namespace linli::accounts::store
