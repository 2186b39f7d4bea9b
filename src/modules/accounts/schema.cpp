#include "modules/accounts/schema.hpp"

#include <array>

namespace linli::accounts {
namespace {

constexpr std::string_view kFirst = R"sql(
CREATE TABLE districts (
  district bigint NOT NULL,
  id bigint NOT NULL,              -- the same number: a key like every other table's
  name text NOT NULL,
  code text NOT NULL,              -- GB/T 2260, empty until known
  offset_minutes bigint NOT NULL,
  created_at bigint NOT NULL,
  PRIMARY KEY (district, id)
) {clustered};

CREATE TABLE accounts (
  district bigint NOT NULL,
  id bigint NOT NULL,
  login text NOT NULL,             -- as it is shown
  login_key text NOT NULL,         -- as it is compared
  name text NOT NULL,
  state text NOT NULL CHECK (state IN ('active', 'locked', 'closed')),
  password_hash text NOT NULL,     -- PHC string; empty: cannot sign in
  password_set_at bigint NOT NULL,
  must_change bigint NOT NULL,
  created_at bigint NOT NULL,
  PRIMARY KEY (district, id)
) {clustered};
-- One name is one person in the whole installation: nobody chooses a district when signing in.
CREATE UNIQUE INDEX accounts_login ON accounts (login_key);

-- Earlier passwords, so that they are not taken again.
CREATE TABLE password_history (
  district bigint NOT NULL,
  account bigint NOT NULL,
  set_at bigint NOT NULL,
  password_hash text NOT NULL,
  PRIMARY KEY (district, account, set_at)
) {clustered};

CREATE TABLE role_bindings (
  district bigint NOT NULL,
  id bigint NOT NULL,
  account bigint NOT NULL,
  role text NOT NULL,
  area bigint,
  body bigint,
  valid_from text NOT NULL,
  valid_to text,                   -- the first day it no longer holds
  granted_by bigint,
  granted_at bigint NOT NULL,
  closed_by bigint,
  closed_at bigint,
  PRIMARY KEY (district, id)
) {clustered};
CREATE INDEX role_bindings_account ON role_bindings (district, account);

CREATE TABLE sessions (
  district bigint NOT NULL,
  id bigint NOT NULL,
  account bigint NOT NULL,
  secret_digest {blob} NOT NULL,   -- of the cookie; the cookie itself is nowhere
  started_at bigint NOT NULL,
  seen_at bigint NOT NULL,         -- at most a minute old
  expires_at bigint NOT NULL,
  ended_at bigint,
  PRIMARY KEY (district, id)
) {clustered};
CREATE UNIQUE INDEX sessions_secret ON sessions (secret_digest);
CREATE INDEX sessions_account ON sessions (district, account);
CREATE INDEX sessions_expires ON sessions (expires_at);

CREATE TABLE api_tokens (
  district bigint NOT NULL,
  id bigint NOT NULL,
  account bigint NOT NULL,         -- the owner: the token lives while the owner holds the role
  name text NOT NULL,
  secret_digest {blob} NOT NULL,
  role text NOT NULL,
  area bigint,
  body bigint,
  created_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  revoked_at bigint,
  PRIMARY KEY (district, id)
) {clustered};
CREATE UNIQUE INDEX api_tokens_secret ON api_tokens (secret_digest);
CREATE INDEX api_tokens_account ON api_tokens (district, account);

-- Failures in a row, for a login (known or not) or a peer address. District 0: nobody is signed in yet.
CREATE TABLE sign_in_failures (
  district bigint NOT NULL,
  subject text NOT NULL,
  failures bigint NOT NULL,
  last_at bigint NOT NULL,
  locked_until bigint NOT NULL,
  PRIMARY KEY (district, subject)
) {clustered};
CREATE INDEX sign_in_failures_last ON sign_in_failures (last_at);
)sql";

constexpr std::array kMigrations{storage::Migration{1, "Accounts, roles, sessions, tokens, failed sign-ins", kFirst}};

}  // namespace

const storage::Schema kAccountsSchema{"accounts", kMigrations, kTables};

}  // namespace linli::accounts
