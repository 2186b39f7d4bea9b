#include "storage/journal_writer.hpp"

#include <array>

#include "base/error.hpp"
#include "storage/crypto.hpp"

namespace linli::storage {
namespace {

constexpr std::string_view kInsertLinked =
    "INSERT INTO journal (district, seq, at, kind, actor_kind, actor, subject_kind, subject, before_json, after_json, "
    "digests, mac, link) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
constexpr std::string_view kInsertUnlinked =
    "INSERT INTO journal (district, at, kind, actor_kind, actor, subject_kind, subject, before_json, after_json, "
    "digests, mac) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

Value text_or_null(std::string_view text) { return text.empty() ? Value{} : Value{text}; }
Value id_or_null(std::int64_t id) { return id == 0 ? Value{} : Value{id}; }

std::string select_row(const TableSpec& table) {
  std::string sql = "SELECT ";
  sql.append(table.columns).append(" FROM ").append(table.name).append(" WHERE district = $1");
  int parameter = 2;
  std::string_view rest = table.key_columns;
  while (!rest.empty()) {
    const auto comma = rest.find(',');
    sql.append(" AND ").append(rest.substr(0, comma)).append(" = $").append(std::to_string(parameter++));
    rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(comma + 1);
  }
  return sql;
}

}  // namespace

ChainHead read_head(Connection& connection, DistrictId district) {
  const std::array<Value, 1> values{to_value(district)};
  auto rows = connection.query(
      "SELECT seq, link FROM journal WHERE district = $1 AND seq IS NOT NULL ORDER BY seq DESC LIMIT 1", values);
  ChainHead head;
  if (!rows.next()) return head;
  head.sequence = rows.integer(0);
  const auto link = rows.bytes(1);
  if (link.size() != head.link.size()) throw StorageError("the journal's newest link is damaged; run linli verify");
  std::copy(link.begin(), link.end(), head.link.begin());
  return head;
}

JournalWriter::Part JournalWriter::keep(std::string_view text) {
  const Part part{static_cast<std::uint32_t>(arena_.size()), static_cast<std::uint32_t>(text.size())};
  arena_.append(text);
  return part;
}

void JournalWriter::stage(Connection& connection, const Event& event, Instant at) {
  LINLI_ASSERT(event.district);
  Staged staged{event.district, to_ms(at), event.actor.value, event.subject_id, static_cast<int>(event.actor_kind)};
  staged.kind = keep(event.kind);
  staged.subject_kind = keep(event.subject_kind);
  staged.before = keep(event.before);
  staged.after = keep(event.after);
  const auto start = arena_.size();
  for (const auto& row : event.rows) append_digest(connection, event.district, row);
  staged.digests = {static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(arena_.size() - start)};
  events_.push_back(staged);
}

const JournalWriter::RowQuery& JournalWriter::row_query(const TableSpec& table) {
  auto& query = row_queries_[&table];
  if (query.name != table.name || query.columns != table.columns)
    query = {std::string(table.name), std::string(table.columns), select_row(table)};
  return query;
}

void JournalWriter::append_digest(Connection& connection, DistrictId district, const RowRef& row) {
  LINLI_ASSERT(row.key.size() < 8);
  append_packed_head(arena_, row.table->name, row.key);
  std::array<Value, 8> values{district.value};
  std::copy(row.key.begin(), row.key.end(), values.begin() + 1);
  auto rows = connection.query(row_query(*row.table).sql, std::span(values).first(row.key.size() + 1));
  if (!rows.next()) {
    arena_.push_back('\0');
    return;
  }
  row_digest_.begin(row.table->name, district.value, row.key);
  for (int i = 0; i < rows.columns(); ++i) row_digest_.column(rows.value(i));
  row_digest_.finish(arena_);
}

void JournalWriter::rollback_to(const Mark& mark) {
  events_.resize(mark.events);
  arena_.resize(mark.arena);
}

EventView JournalWriter::view(const Staged& event) const {
  return {event.district.value,     event.at,      event.actor_kind,   event.actor,       view(event.kind),
          view(event.subject_kind), event.subject, view(event.before), view(event.after), view(event.digests)};
}

ChainHead& JournalWriter::head(Connection& connection, DistrictId district) {
  if (const auto found = linked_.find(district); found != linked_.end()) return found->second;
  auto known = heads_.find(district);
  if (known == heads_.end()) known = heads_.emplace(district, read_head(connection, district)).first;
  return linked_.emplace(district, known->second).first->second;
}

void JournalWriter::write_linked(Connection& connection) {
  for (const auto& staged : events_) {
    const auto event = view(staged);
    auto& chain = head(connection, staged.district);
    const auto mac = event_mac(keys_, event, scratch_);
    ++chain.sequence;
    chain.link = link_mac(keys_, chain.link, chain.sequence, mac);
    const std::array<Value, 13> values{event.district,
                                       chain.sequence,
                                       event.at,
                                       event.kind,
                                       std::int64_t{event.actor_kind},
                                       id_or_null(event.actor),
                                       event.subject_kind,
                                       event.subject,
                                       text_or_null(event.before),
                                       text_or_null(event.after),
                                       as_bytes_view(event.digests),
                                       BytesView(mac),
                                       BytesView(chain.link)};
    connection.execute(kInsertLinked, values);
  }
  clear();
}

void JournalWriter::write_unlinked(Connection& connection) {
  for (const auto& staged : events_) {
    const auto event = view(staged);
    const auto mac = event_mac(keys_, event, scratch_);
    const std::array<Value, 11> values{event.district,
                                       event.at,
                                       event.kind,
                                       std::int64_t{event.actor_kind},
                                       id_or_null(event.actor),
                                       event.subject_kind,
                                       event.subject,
                                       text_or_null(event.before),
                                       text_or_null(event.after),
                                       as_bytes_view(event.digests),
                                       BytesView(mac)};
    connection.execute(kInsertUnlinked, values);
  }
  clear();
}

void JournalWriter::clear() {
  events_.clear();
  arena_.clear();
}

void JournalWriter::committed() {
  for (const auto& [district, chain] : linked_) heads_[district] = moved_[district] = chain;
  linked_.clear();
}

void JournalWriter::aborted() {
  clear();
  linked_.clear();
}

}  // namespace linli::storage
