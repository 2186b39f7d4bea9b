#include "modules/cases/part_store.hpp"

#include <algorithm>

#include "modules/cases/schema.hpp"

namespace linli::cases {

using storage::Bytes;
using storage::RowRef;
using storage::SealContext;
using storage::Snapshot;
using storage::Transaction;

namespace {

SealContext sealed_text_of(CaseId entry) { return {"case_texts", "text_sealed", entry.value}; }

void put_part(Transaction& transaction, DistrictId district, CaseId entry, const Part& part) {
  transaction.execute(
      "INSERT INTO case_parts (district, case_id, seq, kind, to_kind, to_id, choice, reason, asked_by, asked_at, "
      "due_at, answer, answered_by, answered_at, mark_of_called, mark_of_caller, told) VALUES ($1, $2, $3, $4, $5, $6, "
      "$7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) ON CONFLICT (district, case_id, seq) DO UPDATE SET due_at = "
      "excluded.due_at, answer = excluded.answer, answered_by = excluded.answered_by, answered_at = "
      "excluded.answered_at, mark_of_called = excluded.mark_of_called, mark_of_caller = excluded.mark_of_caller, told "
      "= excluded.told",
      district, entry, part.seq, static_cast<int>(part.kind), static_cast<int>(part.to.kind), part.to.id, part.choice,
      part.reason, part.asked_by, part.asked_at, part.due_at, part.answer, part.answered_by, part.answered_at,
      part.mark_of_called, part.mark_of_caller, part.told);
}

void put_request(Transaction& transaction, DistrictId district, CaseId entry, const CaseRequest& request) {
  transaction.execute(
      "INSERT INTO case_requests (district, case_id, seq, kind, choice, reason, asked_by, asked_at, until, extra, "
      "decision, decided_by, decided_at, note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON "
      "CONFLICT (district, case_id, seq) DO UPDATE SET until = excluded.until, decision = excluded.decision, "
      "decided_by = excluded.decided_by, decided_at = excluded.decided_at, note = excluded.note",
      district, entry, request.seq, static_cast<int>(request.kind), request.choice, request.reason, request.asked_by,
      request.asked_at, request.until, request.limit, static_cast<int>(request.decision), request.decided_by,
      request.decided_at, request.note);
}

// The i-th of `before` is what the i-th of `after` was.
template <class T, class Put>
void save_changed(const std::vector<T>& before, const std::vector<T>& after, const Put& put) {
  for (std::size_t i = 0; i < after.size(); ++i)
    if (i >= before.size() || before[i] != after[i]) put(after[i]);
}

}  // namespace

std::vector<Part> load_parts(Snapshot& snapshot, DistrictId district, CaseId entry) {
  auto rows = snapshot.query(
      "SELECT seq, kind, to_kind, to_id, choice, reason, asked_by, asked_at, due_at, answer, answered_by, answered_at, "
      "mark_of_called, mark_of_caller, told FROM case_parts WHERE district = $1 AND case_id = $2 ORDER BY seq",
      district, entry);
  std::vector<Part> parts;
  while (rows.next()) {
    Part part;
    part.seq = static_cast<int>(rows.integer(0));
    part.kind = static_cast<PartKind>(rows.integer(1));
    part.to = {static_cast<LeadKind>(rows.integer(2)), rows.integer(3)};
    part.choice = rows.string(4);
    part.reason = rows.string(5);
    part.asked_by = rows.id<AccountId>(6);
    part.asked_at = rows.instant(7);
    part.due_at = rows.maybe_instant(8);
    part.answer = rows.string(9);
    part.answered_by = rows.id<AccountId>(10);
    part.answered_at = rows.maybe_instant(11);
    part.mark_of_called = static_cast<int>(rows.integer(12));
    part.mark_of_caller = static_cast<int>(rows.integer(13));
    part.told = rows.boolean(14);
    parts.push_back(std::move(part));
  }
  return parts;
}

std::vector<CaseRequest> load_requests(Snapshot& snapshot, DistrictId district, CaseId entry) {
  auto rows = snapshot.query(
      "SELECT seq, kind, choice, reason, asked_by, asked_at, until, extra, decision, decided_by, decided_at, note FROM "
      "case_requests WHERE district = $1 AND case_id = $2 ORDER BY seq",
      district, entry);
  std::vector<CaseRequest> requests;
  while (rows.next()) {
    CaseRequest request;
    request.seq = static_cast<int>(rows.integer(0));
    request.kind = static_cast<RequestKind>(rows.integer(1));
    request.choice = rows.string(2);
    request.reason = rows.string(3);
    request.asked_by = rows.id<AccountId>(4);
    request.asked_at = rows.instant(5);
    request.until = rows.maybe_instant(6);
    request.limit = rows.string(7);
    request.decision = static_cast<Decision>(rows.integer(8));
    request.decided_by = rows.id<AccountId>(9);
    request.decided_at = rows.maybe_instant(10);
    request.note = rows.string(11);
    requests.push_back(std::move(request));
  }
  return requests;
}

void save_parts(Transaction& transaction, DistrictId district, const Case& before, const Case& after,
                std::vector<RowRef>& rows) {
  save_changed(before.parts, after.parts, [&](const Part& part) {
    put_part(transaction, district, after.id, part);
    rows.push_back({&kParts, {after.id.value, part.seq}});
  });
}

void save_requests(Transaction& transaction, DistrictId district, const Case& before, const Case& after,
                   std::vector<RowRef>& rows) {
  save_changed(before.requests, after.requests, [&](const CaseRequest& request) {
    put_request(transaction, district, after.id, request);
    rows.push_back({&kRequests, {after.id.value, request.seq}});
  });
}

void seal_text(Transaction& transaction, DistrictId district, CaseId entry, std::string_view text,
               const storage::KeyRing& keys) {
  auto key = keys.new_data_key(entry.value);
  const auto known = transaction.execute(
      "INSERT INTO case_keys (district, case_id, wrapped_key) VALUES ($1, $2, $3) ON CONFLICT (district, case_id) DO "
      "NOTHING",
      district, entry, key);
  if (known == 0) {
    auto rows =
        transaction.query("SELECT wrapped_key FROM case_keys WHERE district = $1 AND case_id = $2", district, entry);
    if (rows.next()) key.assign(rows.bytes(0).begin(), rows.bytes(0).end());
  }
  transaction.execute("INSERT INTO case_texts (district, case_id, text_sealed) VALUES ($1, $2, $3)", district, entry,
                      keys.seal(key, entry.value, sealed_text_of(entry), text));
}

std::optional<std::string> open_text(Snapshot& snapshot, DistrictId district, CaseId entry,
                                     const storage::KeyRing& keys) {
  auto rows = snapshot.query(
      "SELECT k.wrapped_key, t.text_sealed FROM case_texts t JOIN case_keys k ON k.district = t.district AND k.case_id "
      "= t.case_id WHERE t.district = $1 AND t.case_id = $2",
      district, entry);
  if (!rows.next()) return std::nullopt;
  const Bytes key(rows.bytes(0).begin(), rows.bytes(0).end());
  return keys.open_sealed(key, entry.value, sealed_text_of(entry), rows.bytes(1));
}

std::vector<Child> load_children(Snapshot& snapshot, DistrictId district, CaseId parent) {
  auto rows = snapshot.query("SELECT id, number, state FROM cases WHERE district = $1 AND parent = $2 ORDER BY id",
                             district, parent);
  std::vector<Child> children;
  while (rows.next()) children.push_back({rows.id<CaseId>(0), rows.string(1), static_cast<State>(rows.integer(2))});
  return children;
}

}  // namespace linli::cases
