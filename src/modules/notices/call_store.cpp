#include "modules/notices/call_store.hpp"

#include <algorithm>

namespace linli::notices {

using storage::Snapshot;
using storage::Transaction;

namespace {

#define LINLI_CALL_SELECT                                                                                     \
  "SELECT id, case_id, number, event, community, subdistrict, has_phone, since, due_on, tries, done_at FROM " \
  "notice_calls WHERE district = $1 "

Call call_of(const storage::Cursor& row) {
  Call call;
  call.id = row.integer(0);
  call.entry = row.id<CaseId>(1);
  call.number = row.string(2);
  call.event = row.string(3);
  call.community = row.id<AreaId>(4);
  call.subdistrict = row.id<AreaId>(5);
  call.has_phone = row.boolean(6);
  call.since = row.instant(7);
  call.due_on = parse_date(row.text(8)).value_or(Date{});
  call.tries = static_cast<int>(row.integer(9));
  call.done_at = row.maybe_instant(10);
  return call;
}

bool is_theirs(const Call& call, const CallQuery& query) {
  const auto has = [&](AreaId area) { return area && std::ranges::find(query.areas, area.value) != query.areas.end(); };
  return query.whole_district || has(call.community) || has(call.subdistrict);
}

void read_tries(Snapshot& snapshot, DistrictId district, Call& call) {
  auto rows = snapshot.query(
      "SELECT at, account, outcome, note FROM notice_call_tries WHERE district = $1 AND call_id = $2 ORDER BY seq",
      district, call.id);
  while (rows.next())
    call.history.push_back(
        {rows.instant(0), rows.id<AccountId>(1), static_cast<Outcome>(rows.integer(2)), rows.string(3)});
}

// A district's open calls are a day's work of its desks, so those of others are read past.
std::vector<Call> theirs(Snapshot& snapshot, DistrictId district, storage::Cursor rows, const CallQuery& query) {
  std::vector<Call> calls;
  while (calls.size() < static_cast<std::size_t>(query.limit) && rows.next()) {
    auto call = call_of(rows);
    if (is_theirs(call, query)) calls.push_back(std::move(call));
  }
  for (auto& call : calls) read_tries(snapshot, district, call);
  return calls;
}

}  // namespace

std::int64_t want_call(Transaction& transaction, DistrictId district, const Call& call) {
  std::int64_t open = 0;
  {
    auto rows = transaction.query(
        "SELECT id FROM notice_calls WHERE district = $1 AND case_id = $2 AND done_at IS NULL", district, call.entry);
    if (rows.next()) open = rows.integer(0);
  }
  if (open != 0) {
    transaction.execute("UPDATE notice_calls SET event = $3, has_phone = $4 WHERE district = $1 AND id = $2", district,
                        open, call.event, call.has_phone);
    return open;
  }
  const auto id = transaction.new_id();
  transaction.execute(
      "INSERT INTO notice_calls (district, id, case_id, number, event, community, subdistrict, has_phone, since, "
      "due_on, tries) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0)",
      district, id, call.entry, call.number, call.event, call.community, call.subdistrict, call.has_phone, call.since,
      format_date(call.due_on));
  return id;
}

std::optional<Call> load_call(Snapshot& snapshot, DistrictId district, std::int64_t id) {
  std::optional<Call> call;
  {
    auto rows = snapshot.query(LINLI_CALL_SELECT "AND id = $2", district, id);
    if (rows.next()) call = call_of(rows);
  }
  if (call) read_tries(snapshot, district, *call);
  return call;
}

void save_call(Transaction& transaction, DistrictId district, const Call& call) {
  transaction.execute("UPDATE notice_calls SET due_on = $3, tries = $4, done_at = $5 WHERE district = $1 AND id = $2",
                      district, call.id, format_date(call.due_on), call.tries, call.done_at);
}

void insert_try(Transaction& transaction, DistrictId district, std::int64_t call, int seq, const CallTry& entry) {
  transaction.execute(
      "INSERT INTO notice_call_tries (district, call_id, seq, at, account, outcome, note) VALUES ($1, $2, $3, $4, $5, "
      "$6, $7)",
      district, call, seq, entry.at, entry.account, static_cast<int>(entry.outcome), entry.note);
}

std::vector<Call> load_due_calls(Snapshot& snapshot, DistrictId district, const CallQuery& query) {
  return theirs(snapshot, district,
                snapshot.query(LINLI_CALL_SELECT "AND done_at IS NULL AND due_on <= $2 ORDER BY due_on, id", district,
                               query.until),
                query);
}

std::vector<Call> load_done_calls(Snapshot& snapshot, DistrictId district, const CallQuery& query, Instant since) {
  return theirs(snapshot, district,
                snapshot.query(LINLI_CALL_SELECT "AND done_at >= $2 ORDER BY done_at DESC", district, since), query);
}

}  // namespace linli::notices
