#include "modules/feedback/store.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <limits>

#include "modules/feedback/api.hpp"

namespace linli::feedback {

using storage::Bytes;
using storage::Cursor;
using storage::Digest;
using storage::KeyRing;
using storage::SealContext;
using storage::Snapshot;
using storage::Transaction;
using storage::Value;

namespace {

#define LINLI_FEEDBACK_COLUMNS                                                                                    \
  "f.id, f.number, f.kind, f.about, f.area, f.case_id, f.desk, f.state, f.received_at, f.due_at, f.answered_at, " \
  "f.raised, f.has_name, f.has_phone, f.steps, f.version, f.recused"

std::string join(const std::vector<std::int64_t>& ids) {
  std::string text;
  for (const auto id : ids) text += (text.empty() ? "" : ",") + std::to_string(id);
  return text;
}

std::vector<std::int64_t> split_ids(std::string_view text) {
  std::vector<std::int64_t> ids;
  const auto* at = text.data();
  const auto* end = text.data() + text.size();
  while (at != end) {
    std::int64_t id = 0;
    at = std::from_chars(at, end, id).ptr;
    ids.push_back(id);
    if (at != end) ++at;
  }
  return ids;
}

Feedback feedback_of(const Cursor& row) {
  return {row.id<FeedbackId>(0),
          row.string(1),
          static_cast<Kind>(row.integer(2)),
          static_cast<About>(row.integer(3)),
          row.id<AreaId>(4),
          row.id<CaseId>(5),
          row.id<AreaId>(6),
          static_cast<State>(row.integer(7)),
          row.instant(8),
          row.instant(9),
          row.maybe_instant(10),
          row.boolean(11),
          row.boolean(12),
          row.boolean(13),
          static_cast<int>(row.integer(14)),
          static_cast<int>(row.integer(15)),
          split_ids(row.text(16))};
}

std::optional<Feedback> one_of(Cursor rows) {
  if (!rows.next()) return std::nullopt;
  return feedback_of(rows);
}

std::vector<Feedback> all_of(Cursor rows) {
  std::vector<Feedback> found;
  while (rows.next()) found.push_back(feedback_of(rows));
  return found;
}

SealContext context_of(std::string_view table, std::string_view column, std::int64_t row) {
  return {table, column, row};
}

std::optional<Bytes> key_of(Snapshot& snapshot, DistrictId district, FeedbackId entry) {
  auto rows =
      snapshot.query("SELECT wrapped_key FROM feedback_keys WHERE district = $1 AND feedback = $2", district, entry);
  if (!rows.next()) return std::nullopt;
  const auto bytes = rows.bytes(0);
  return Bytes(bytes.begin(), bytes.end());
}

// A statement with as many parameters as the viewer has scopes.
struct Statement {
  std::string sql;
  std::vector<Value> values;

  std::string add(Value value) {
    values.push_back(value);
    return "$" + std::to_string(values.size());
  }
  void add_list(const std::vector<std::int64_t>& ids) {
    sql += '(';
    for (std::size_t i = 0; i < ids.size(); ++i) sql += (i > 0 ? ", " : "") + add(ids[i]);
    // An empty list matches nothing.
    if (ids.empty()) sql += "NULL";
    sql += ')';
  }
};

Statement visible(DistrictId district, const Viewer& viewer) {
  Statement statement;
  statement.sql =
      "SELECT " LINLI_FEEDBACK_COLUMNS " FROM feedback f WHERE f.district = " + statement.add(district.value);
  if (!viewer.all_desks) {
    statement.sql += " AND f.desk IN ";
    statement.add_list(viewer.desks);
  }
  statement.sql +=
      " AND NOT EXISTS (SELECT 1 FROM feedback_recusals r WHERE r.district = f.district AND r.feedback = f.id AND "
      "r.party IN ";
  statement.add_list(viewer.parties);
  statement.sql += ')';
  return statement;
}

}  // namespace

bool insert_feedback(Transaction& transaction, DistrictId district, const Feedback& entry, const Digests& digests) {
  const auto request = digests.request ? std::optional(storage::BytesView(*digests.request)) : std::nullopt;
  const auto added = transaction.execute(
      "INSERT INTO feedback (district, id, number, secret_digest, request_digest, kind, about, area, case_id, desk, "
      "state, received_at, due_at, answered_at, raised, has_name, has_phone, steps, version, recused) VALUES ($1, $2, "
      "$3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20) ON CONFLICT (district, "
      "number) DO NOTHING",
      district, entry.id, entry.number, storage::BytesView(digests.secret), request, static_cast<int>(entry.kind),
      static_cast<int>(entry.about), entry.area, entry.entry, entry.desk, static_cast<int>(entry.state),
      entry.received_at, entry.due_at, entry.answered_at, entry.raised, entry.has_name, entry.has_phone, entry.steps,
      entry.version, join(entry.recused));
  if (added == 0) return false;
  for (const auto party : entry.recused)
    transaction.execute("INSERT INTO feedback_recusals (district, feedback, party) VALUES ($1, $2, $3)", district,
                        entry.id, party);
  return true;
}

void update_feedback(Transaction& transaction, DistrictId district, const Feedback& entry) {
  transaction.execute(
      "UPDATE feedback SET desk = $1, state = $2, due_at = $3, answered_at = $4, raised = $5, steps = $6, version = $7 "
      "WHERE district = $8 AND id = $9",
      entry.desk, static_cast<int>(entry.state), entry.due_at, entry.answered_at, entry.raised, entry.steps,
      entry.version, district, entry.id);
}

void seal_words(Transaction& transaction, const KeyRing& keys, DistrictId district, FeedbackId entry,
                const Words& words) {
  const auto key = keys.new_data_key(entry.value);
  const auto seal = [&](std::string_view column, std::string_view plain) -> std::optional<Bytes> {
    if (plain.empty()) return std::nullopt;
    return keys.seal(key, entry.value, context_of("feedback_words", column, entry.value), plain);
  };
  transaction.execute("INSERT INTO feedback_keys (district, feedback, wrapped_key) VALUES ($1, $2, $3)", district,
                      entry, key);
  transaction.execute(
      "INSERT INTO feedback_words (district, feedback, text_sealed, name_sealed, phone_sealed) VALUES ($1, $2, $3, $4, "
      "$5)",
      district, entry, seal("text_sealed", words.text), seal("name_sealed", words.name),
      seal("phone_sealed", words.phone));
}

Words open_words(Snapshot& snapshot, const KeyRing& keys, DistrictId district, FeedbackId entry) {
  Words words;
  const auto key = key_of(snapshot, district, entry);
  if (!key) return words;
  auto rows = snapshot.query(
      "SELECT text_sealed, name_sealed, phone_sealed FROM feedback_words WHERE district = $1 AND feedback = $2",
      district, entry);
  if (!rows.next()) return words;
  const auto open = [&](int column, std::string_view name) {
    if (rows.is_null(column)) return std::string();
    return keys.open_sealed(*key, entry.value, context_of("feedback_words", name, entry.value), rows.bytes(column));
  };
  words.text = open(0, "text_sealed");
  words.name = open(1, "name_sealed");
  words.phone = open(2, "phone_sealed");
  return words;
}

void insert_step(Transaction& transaction, const KeyRing& keys, DistrictId district, FeedbackId entry,
                 const FeedbackStep& step) {
  std::optional<Bytes> note;
  const auto key = step.note.empty() ? std::nullopt : key_of(transaction, district, entry);
  if (key) note = keys.seal(*key, entry.value, context_of("feedback_steps", "note_sealed", step.seq), step.note);
  transaction.execute(
      "INSERT INTO feedback_steps (district, feedback, seq, at, step, account, to_area, note_sealed) VALUES ($1, $2, "
      "$3, $4, $5, $6, $7, $8)",
      district, entry, step.seq, step.at, static_cast<int>(step.step), step.account, step.to, note);
}

std::vector<FeedbackStep> load_steps(Snapshot& snapshot, const KeyRing& keys, DistrictId district, FeedbackId entry) {
  const auto key = key_of(snapshot, district, entry);
  auto rows = snapshot.query(
      "SELECT seq, at, step, account, to_area, note_sealed FROM feedback_steps WHERE district = $1 AND feedback = $2 "
      "ORDER BY seq",
      district, entry);
  std::vector<FeedbackStep> steps;
  while (rows.next()) {
    FeedbackStep step{static_cast<int>(rows.integer(0)),
                      rows.instant(1),
                      static_cast<Step>(rows.integer(2)),
                      rows.id<AccountId>(3),
                      rows.id<AreaId>(4),
                      {}};
    if (key && !rows.is_null(5))
      step.note =
          keys.open_sealed(*key, entry.value, context_of("feedback_steps", "note_sealed", step.seq), rows.bytes(5));
    steps.push_back(std::move(step));
  }
  return steps;
}

std::int64_t insert_reading(Transaction& transaction, DistrictId district, FeedbackId entry, AccountId account,
                            std::string_view reason) {
  const auto id = transaction.new_id();
  transaction.execute(
      "INSERT INTO feedback_readings (district, feedback, id, at, account, reason) VALUES ($1, $2, $3, $4, $5, $6)",
      district, entry, id, transaction.now(), account, reason);
  return id;
}

std::optional<Feedback> load_feedback(Snapshot& snapshot, DistrictId district, FeedbackId entry) {
  return one_of(snapshot.query("SELECT " LINLI_FEEDBACK_COLUMNS " FROM feedback f WHERE f.district = $1 AND f.id = $2",
                               district, entry));
}

std::optional<std::string> feedback_number(Snapshot& snapshot, DistrictId district, FeedbackId entry) {
  auto found = load_feedback(snapshot, district, entry);
  return found ? std::optional(std::move(found->number)) : std::nullopt;
}

std::optional<Feedback> find_number(Snapshot& snapshot, DistrictId district, std::string_view number) {
  return one_of(snapshot.query(
      "SELECT " LINLI_FEEDBACK_COLUMNS " FROM feedback f WHERE f.district = $1 AND f.number = $2", district, number));
}

std::optional<Digest> secret_of(Snapshot& snapshot, DistrictId district, FeedbackId entry) {
  auto rows = snapshot.query("SELECT secret_digest FROM feedback WHERE district = $1 AND id = $2", district, entry);
  if (!rows.next() || rows.bytes(0).size() != sizeof(Digest)) return std::nullopt;
  Digest digest;
  std::memcpy(digest.data(), rows.bytes(0).data(), sizeof digest);
  return digest;
}

std::optional<FeedbackId> find_request(Snapshot& snapshot, DistrictId district, const Digest& request) {
  auto rows = snapshot.query("SELECT id FROM feedback WHERE district = $1 AND request_digest = $2", district,
                             storage::BytesView(request));
  if (!rows.next()) return std::nullopt;
  return rows.id<FeedbackId>(0);
}

std::optional<Feedback> load_visible(Snapshot& snapshot, DistrictId district, const Viewer& viewer, FeedbackId entry) {
  auto statement = visible(district, viewer);
  statement.sql += " AND f.id = " + statement.add(entry.value);
  return one_of(snapshot.query_values(statement.sql, statement.values));
}

std::vector<Feedback> list_visible(Snapshot& snapshot, DistrictId district, const Viewer& viewer, State state,
                                   const std::optional<FeedbackMark>& after, int limit) {
  const auto from = after.value_or(FeedbackMark{std::numeric_limits<std::int64_t>::min(), 0});
  auto statement = visible(district, viewer);
  statement.sql += " AND f.state = " + statement.add(std::int64_t{static_cast<int>(state)});
  statement.sql += " AND (f.due_at, f.id) > (" + statement.add(from.due_at);
  statement.sql += ", " + statement.add(from.id);
  statement.sql += ") ORDER BY f.due_at, f.id LIMIT " + statement.add(std::int64_t{limit});
  return all_of(snapshot.query_values(statement.sql, statement.values));
}

std::vector<Feedback> overdue(Snapshot& snapshot, DistrictId district, Instant now, int limit) {
  return all_of(snapshot.query("SELECT " LINLI_FEEDBACK_COLUMNS
                               " FROM feedback f WHERE f.district = $1 AND f.state = 1 AND f.raised = 0 AND f.due_at < "
                               "$2 ORDER BY f.due_at, f.id LIMIT $3",
                               district, now, limit));
}

}  // namespace linli::feedback
