#include "modules/desk/store.hpp"

namespace linli::desk {

using storage::Cursor;
using storage::Snapshot;
using storage::Transaction;

namespace {

#define LINLI_ITEM_COLUMNS "id, kind, owner, shared, name, content, matter, state, changed_at"
#define LINLI_JOB_COLUMNS "id, kind, owner, state, job_order, total, done, refused, ordered_at, ended_at"
#define LINLI_ROW_COLUMNS "case_id, seq, version, state, reason_zh, reason_en"

Item item_of(const Cursor& row) {
  return {row.id<ItemId>(0),    static_cast<ItemKind>(row.integer(1)),
          row.id<AccountId>(2), row.boolean(3),
          row.string(4),        row.string(5),
          row.id<MatterId>(6),  row.string(7),
          row.instant(8)};
}

DeskJob job_of(const Cursor& row) {
  return {row.id<JobId>(0),     static_cast<JobKind>(row.integer(1)),
          row.id<AccountId>(2), static_cast<JobState>(row.integer(3)),
          row.string(4),        row.integer(5),
          row.integer(6),       row.integer(7),
          row.instant(8),       row.maybe_instant(9)};
}

JobRow row_of(const Cursor& row) {
  return {row.id<CaseId>(0),
          static_cast<int>(row.integer(1)),
          static_cast<int>(row.integer(2)),
          static_cast<RowState>(row.integer(3)),
          {row.string(4), row.string(5)}};
}

std::vector<JobRow> rows_of(Cursor rows) {
  std::vector<JobRow> found;
  while (rows.next()) found.push_back(row_of(rows));
  return found;
}

}  // namespace

void insert_item(Transaction& transaction, DistrictId district, const Item& item) {
  transaction.execute("INSERT INTO desk_items (district, " LINLI_ITEM_COLUMNS
                      ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                      district, item.id, static_cast<int>(item.kind), item.owner, item.shared, item.name, item.content,
                      item.matter, item.state, item.changed_at);
}

void update_item(Transaction& transaction, DistrictId district, const Item& item) {
  transaction.execute(
      "UPDATE desk_items SET shared = $1, name = $2, content = $3, matter = $4, state = $5, changed_at "
      "= $6 WHERE district = $7 AND id = $8",
      item.shared, item.name, item.content, item.matter, item.state, item.changed_at, district, item.id);
}

void delete_item(Transaction& transaction, DistrictId district, ItemId item) {
  transaction.execute("DELETE FROM desk_items WHERE district = $1 AND id = $2", district, item);
}

std::optional<Item> load_item(Snapshot& snapshot, DistrictId district, ItemId item) {
  auto rows =
      snapshot.query("SELECT " LINLI_ITEM_COLUMNS " FROM desk_items WHERE district = $1 AND id = $2", district, item);
  if (!rows.next()) return std::nullopt;
  return item_of(rows);
}

std::vector<Item> load_items(Snapshot& snapshot, DistrictId district, ItemKind kind, AccountId owner) {
  auto rows = snapshot.query("SELECT " LINLI_ITEM_COLUMNS
                             " FROM desk_items WHERE district = $1 AND kind = $2 AND (owner = $3 OR shared = 1) ORDER "
                             "BY shared, name, id",
                             district, static_cast<int>(kind), owner);
  std::vector<Item> items;
  while (rows.next()) items.push_back(item_of(rows));
  return items;
}

std::int64_t count_items(Snapshot& snapshot, DistrictId district, ItemKind kind, AccountId owner) {
  auto rows = snapshot.query("SELECT COUNT(*) FROM desk_items WHERE district = $1 AND kind = $2 AND owner = $3",
                             district, static_cast<int>(kind), owner);
  return rows.next() ? rows.integer(0) : 0;
}

void insert_job(Transaction& transaction, DistrictId district, const DeskJob& job,
                const std::optional<storage::Digest>& request) {
  const auto digest = request ? std::optional(storage::BytesView(*request)) : std::nullopt;
  transaction.execute(
      "INSERT INTO desk_jobs (district, id, kind, owner, state, job_order, request_digest, total, done, "
      "refused, ordered_at, ended_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
      district, job.id, static_cast<int>(job.kind), job.owner, static_cast<int>(job.state), job.order, digest,
      job.total, job.done, job.refused, job.ordered_at, job.ended_at);
}

void update_job(Transaction& transaction, DistrictId district, const DeskJob& job) {
  transaction.execute(
      "UPDATE desk_jobs SET state = $1, total = $2, done = $3, refused = $4, ended_at = $5 WHERE "
      "district = $6 AND id = $7",
      static_cast<int>(job.state), job.total, job.done, job.refused, job.ended_at, district, job.id);
}

std::optional<DeskJob> load_job(Snapshot& snapshot, DistrictId district, JobId job) {
  auto rows =
      snapshot.query("SELECT " LINLI_JOB_COLUMNS " FROM desk_jobs WHERE district = $1 AND id = $2", district, job);
  if (!rows.next()) return std::nullopt;
  return job_of(rows);
}

std::optional<JobId> find_job(Snapshot& snapshot, DistrictId district, const storage::Digest& request) {
  auto rows = snapshot.query("SELECT id FROM desk_jobs WHERE district = $1 AND request_digest = $2", district,
                             storage::BytesView(request));
  if (!rows.next()) return std::nullopt;
  return rows.id<JobId>(0);
}

std::vector<DeskJob> jobs_of(Snapshot& snapshot, DistrictId district, AccountId owner, int limit) {
  auto rows = snapshot.query("SELECT " LINLI_JOB_COLUMNS
                             " FROM desk_jobs WHERE district = $1 AND owner = $2 ORDER BY id DESC LIMIT $3",
                             district, owner, limit);
  std::vector<DeskJob> jobs;
  while (rows.next()) jobs.push_back(job_of(rows));
  return jobs;
}

std::optional<OpenJob> next_job(Snapshot& snapshot) {
  auto rows = snapshot.query("SELECT district, id FROM desk_jobs WHERE state <= 2 ORDER BY id LIMIT 1");
  if (!rows.next()) return std::nullopt;
  return OpenJob{rows.id<DistrictId>(0), rows.id<JobId>(1)};
}

void insert_row(Transaction& transaction, DistrictId district, JobId job, const JobRow& row) {
  transaction.execute(
      "INSERT INTO desk_job_rows (district, job, seq, case_id, version, state, reason_zh, reason_en) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
      district, job, row.seq, row.entry, row.version, static_cast<int>(row.state), row.reason.zh, row.reason.en);
}

void update_row(Transaction& transaction, DistrictId district, JobId job, const JobRow& row) {
  transaction.execute(
      "UPDATE desk_job_rows SET state = $1, reason_zh = $2, reason_en = $3 WHERE district = $4 AND job "
      "= $5 AND seq = $6",
      static_cast<int>(row.state), row.reason.zh, row.reason.en, district, job, row.seq);
}

std::vector<JobRow> waiting_rows(Snapshot& snapshot, DistrictId district, JobId job, int limit) {
  return rows_of(snapshot.query("SELECT " LINLI_ROW_COLUMNS
                                " FROM desk_job_rows WHERE district = $1 AND job = $2 AND state = 1 ORDER BY seq LIMIT "
                                "$3",
                                district, job, limit));
}

std::vector<JobRow> rows_after(Snapshot& snapshot, DistrictId district, JobId job, int seq, int limit,
                               bool refused_only) {
  return rows_of(snapshot.query("SELECT " LINLI_ROW_COLUMNS
                                " FROM desk_job_rows WHERE district = $1 AND job = $2 AND seq > $3 AND state >= $4 "
                                "ORDER BY seq LIMIT $5",
                                district, job, seq, refused_only ? 3 : 1, limit));
}

}  // namespace linli::desk
