// SQL of consent, requests and codes.
#include <array>

#include "modules/people/care.hpp"
#include "modules/people/seal.hpp"

namespace linli::people {

using storage::Cursor;
using storage::Digest;
using storage::KeyRing;
using storage::Snapshot;
using storage::SqlText;
using storage::Transaction;

namespace {

constexpr std::array<std::string_view, 5> kRequestKinds{"access", "copy", "correct", "erase", "explain"};
constexpr std::array<std::string_view, 3> kRequestStates{"open", "done", "refused"};

#define LINLI_REQUEST_COLUMNS \
  "q.id, q.person, q.kind, q.text_sealed, q.how, q.asked_on, q.due_on, q.state, q.decided_by, q.decided_at, q.answer"

storage::SealContext text_place(std::int64_t request) { return {"person_requests", "text_sealed", request}; }

Date care_day(const Cursor& row, int column) {
  const auto day = parse_date(row.text(column));
  LINLI_ASSERT(day.has_value());
  return *day;
}

std::vector<PersonRequest> requests_in(Cursor rows, Snapshot& snapshot, const KeyRing& keys, DistrictId district) {
  struct Sealed {
    PersonRequest request;
    storage::Bytes text;
  };
  std::vector<Sealed> read;
  while (rows.next()) {
    PersonRequest request{.id = rows.integer(0), .person = rows.id<PersonId>(1)};
    request.kind = static_cast<RequestKind>(rows.integer(2));
    const auto bytes = rows.bytes(3);
    request.how = rows.string(4);
    request.asked_on = care_day(rows, 5);
    request.due_on = care_day(rows, 6);
    request.state = static_cast<RequestState>(rows.integer(7));
    request.decided_by = rows.id<AccountId>(8);
    request.decided_at = rows.maybe_instant(9);
    request.answer = rows.string(10);
    read.push_back({std::move(request), {bytes.begin(), bytes.end()}});
  }
  std::vector<PersonRequest> requests;
  for (auto& [request, text] : read) {
    if (!text.empty())
      if (const auto key = key_of(snapshot, district, request.person.value))
        request.text = keys.open_sealed(*key, request.person.value, text_place(request.id), text);
    requests.push_back(std::move(request));
  }
  return requests;
}

}  // namespace

std::string_view to_string(RequestKind kind) { return kRequestKinds[static_cast<std::size_t>(kind)]; }
std::string_view to_string(RequestState state) { return kRequestStates[static_cast<std::size_t>(state)]; }
std::optional<RequestKind> parse_request_kind(std::string_view text) {
  for (std::size_t i = 0; i < kRequestKinds.size(); ++i)
    if (kRequestKinds[i] == text) return static_cast<RequestKind>(i);
  return std::nullopt;
}

void insert_request(Transaction& transaction, const KeyRing& keys, DistrictId district, const PersonRequest& request) {
  std::optional<storage::Bytes> text;
  if (!request.text.empty()) {
    const auto owner = request.person.value;
    text = keys.seal(own_key(transaction, keys, district, owner), owner, text_place(request.id), request.text);
  }
  transaction.execute(
      "INSERT INTO person_requests (district, id, person, kind, text_sealed, how, asked_on, due_on, state, decided_by, "
      "decided_at, answer) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
      district, request.id, request.person, static_cast<int>(request.kind), text, request.how,
      format_date(request.asked_on), format_date(request.due_on), static_cast<int>(request.state), request.decided_by,
      request.decided_at, request.answer);
}

void answer_request(Transaction& transaction, DistrictId district, const PersonRequest& request) {
  transaction.execute(
      "UPDATE person_requests SET state = $3, decided_by = $4, decided_at = $5, answer = $6 WHERE district = $1 AND id "
      "= $2",
      district, request.id, static_cast<int>(request.state), request.decided_by, request.decided_at, request.answer);
}

std::optional<PersonRequest> load_request(Snapshot& snapshot, const KeyRing& keys, DistrictId district,
                                          std::int64_t id) {
  auto all = requests_in(
      snapshot.query("SELECT " LINLI_REQUEST_COLUMNS " FROM person_requests q WHERE q.district = $1 AND q.id = $2",
                     district, id),
      snapshot, keys, district);
  if (all.empty()) return std::nullopt;
  return std::move(all.front());
}

std::vector<PersonRequest> requests_of(Snapshot& snapshot, const KeyRing& keys, DistrictId district, PersonId person) {
  return requests_in(
      snapshot.query("SELECT " LINLI_REQUEST_COLUMNS
                     " FROM person_requests q WHERE +q.district = $1 AND q.person = $2 ORDER BY q.id DESC",
                     district, person),
      snapshot, keys, district);
}

std::vector<PersonRequest> open_requests(Snapshot& snapshot, const KeyRing& keys, DistrictId district,
                                         const Reach& reach, int limit) {
  if (reach.empty()) return {};
  SqlText sql;
  sql.text("SELECT " LINLI_REQUEST_COLUMNS
           " FROM person_requests q JOIN persons p ON p.district = q.district AND p.id = q.person JOIN households h ON "
           "h.district = p.district AND h.id = p.household WHERE q.district = ");
  sql.value(district.value).text(" AND q.state = 0 AND EXISTS (SELECT 1 FROM area_ancestors n WHERE n.district = ");
  sql.text("q.district AND n.ancestor IN ").list(reach.roots);
  sql.text(" AND n.area = h.place) ORDER BY q.due_on, q.id LIMIT ").value(std::int64_t{limit});
  return requests_in(snapshot.query_values(sql.sql(), sql.values()), snapshot, keys, district);
}

void insert_consent(Transaction& transaction, DistrictId district, const Consent& consent) {
  transaction.execute(
      "INSERT INTO person_consents (district, person, id, field, given_on, how, recorded_by, withdrawn_on) VALUES ($1, "
      "$2, $3, $4, $5, $6, $7, $8)",
      district, consent.person, consent.id, consent.field, format_date(consent.given_on), consent.how,
      consent.recorded_by, consent.withdrawn_on ? std::optional(format_date(*consent.withdrawn_on)) : std::nullopt);
}

void withdraw_consent(Transaction& transaction, DistrictId district, PersonId person, std::int64_t id, Date on) {
  transaction.execute(
      "UPDATE person_consents SET withdrawn_on = $4 WHERE district = $1 AND person = $2 AND id = $3 AND withdrawn_on "
      "IS NULL",
      district, person, id, format_date(on));
}

std::vector<Consent> consents_of(Snapshot& snapshot, DistrictId district, PersonId person) {
  auto rows = snapshot.query(
      "SELECT id, field, given_on, how, recorded_by, withdrawn_on FROM person_consents WHERE district = $1 AND person "
      "= $2 ORDER BY id",
      district, person);
  std::vector<Consent> consents;
  while (rows.next()) {
    Consent consent{.id = rows.integer(0), .person = person, .field = rows.string(1), .given_on = care_day(rows, 2)};
    consent.how = rows.string(3);
    consent.recorded_by = rows.id<AccountId>(4);
    if (!rows.is_null(5)) consent.withdrawn_on = care_day(rows, 5);
    consents.push_back(std::move(consent));
  }
  return consents;
}

void insert_code(Transaction& transaction, DistrictId district, const Digest& digest, PersonId person, AccountId by,
                 Instant expires) {
  transaction.execute(
      "INSERT INTO person_codes (district, digest, person, made_by, made_at, expires_at, session) VALUES ($1, $2, $3, "
      "$4, $5, $6, 0)",
      district, storage::BytesView(digest), person, by, transaction.now(), expires);
}

std::optional<PersonId> use_code(Transaction& transaction, DistrictId district, const Digest& digest,
                                 const Digest& session, Instant session_ends) {
  std::optional<PersonId> person;
  {
    auto rows = transaction.query(
        "SELECT person FROM person_codes WHERE district = $1 AND digest = $2 AND session = 0 AND expires_at > $3",
        district, storage::BytesView(digest), transaction.now());
    if (rows.next()) person = rows.id<PersonId>(0);
  }
  if (!person) return std::nullopt;
  transaction.execute("DELETE FROM person_codes WHERE district = $1 AND (digest = $2 OR expires_at <= $3)", district,
                      storage::BytesView(digest), transaction.now());
  transaction.execute(
      "INSERT INTO person_codes (district, digest, person, made_by, made_at, expires_at, session) VALUES ($1, $2, $3, "
      "NULL, $4, $5, 1)",
      district, storage::BytesView(session), *person, transaction.now(), session_ends);
  return person;
}

std::optional<PersonId> person_of_session(Snapshot& snapshot, DistrictId district, const Digest& session) {
  auto rows = snapshot.query(
      "SELECT person FROM person_codes WHERE district = $1 AND digest = $2 AND session = 1 AND expires_at > $3",
      district, storage::BytesView(session), snapshot.now());
  if (!rows.next()) return std::nullopt;
  return rows.id<PersonId>(0);
}

void drop_codes(Transaction& transaction, DistrictId district, PersonId person) {
  transaction.execute("DELETE FROM person_codes WHERE +district = $1 AND person = $2", district, person);
}

}  // namespace linli::people
