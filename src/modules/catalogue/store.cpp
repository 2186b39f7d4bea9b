#include "modules/catalogue/store.hpp"

#include "base/text.hpp"
#include "modules/catalogue/api.hpp"

namespace linli::catalogue {

using storage::Cursor;
using storage::Snapshot;
using storage::Transaction;

namespace {

#define LINLI_MATTER_COLUMNS                                                                                           \
  "id, version, parent, code, kind, name_zh, name_en, guide_zh, guide_en, emergency_zh, emergency_en, handler, body, " \
  "departments, respond_amount, respond_unit, settle_amount, settle_unit, open_to_residents, diverts, active, "        \
  "source, "                                                                                                           \
  "position, valid_from"

std::optional<Limit> limit_at(const Cursor& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return Limit{static_cast<int>(row.integer(column)), static_cast<LimitUnit>(row.integer(column + 1))};
}

Matter matter_of(const Cursor& row) {
  Matter matter;
  matter.id = row.id<MatterId>(0);
  matter.version = static_cast<int>(row.integer(1));
  matter.parent = row.id<MatterId>(2);
  matter.code = row.string(3);
  matter.kind = row.string(4);
  matter.name = {row.string(5), row.string(6)};
  matter.guide = {row.string(7), row.string(8)};
  matter.emergency = {row.string(9), row.string(10)};
  matter.handler = static_cast<Handler>(row.integer(11));
  matter.body = row.id<BodyId>(12);
  matter.departments = row.string(13);
  matter.respond = limit_at(row, 14);
  matter.settle = limit_at(row, 16);
  matter.open_to_residents = row.boolean(18);
  matter.diverts = row.boolean(19);
  matter.active = row.boolean(20);
  matter.source = row.string(21);
  matter.position = static_cast<int>(row.integer(22));
  matter.valid_from = row.string(23);
  // A class bears no limit: cases are about what is below it. An entry may also stand by itself.
  matter.leaf = matter.parent || matter.settle;
  return matter;
}

std::optional<Matter> first_of(Cursor rows) {
  if (!rows.next()) return std::nullopt;
  return matter_of(rows);
}

std::optional<std::int64_t> amount_of(const std::optional<Limit>& limit) {
  return limit ? std::optional<std::int64_t>(limit->amount) : std::nullopt;
}
std::optional<std::int64_t> unit_of(const std::optional<Limit>& limit) {
  return limit ? std::optional<std::int64_t>(static_cast<int>(limit->unit)) : std::nullopt;
}

}  // namespace

bool claim_code(Transaction& transaction, DistrictId district, std::string_view code, MatterId matter) {
  return transaction.execute(
             "INSERT INTO matter_codes (district, code, matter) VALUES ($1, $2, $3) ON CONFLICT (district, code) DO "
             "NOTHING",
             district, code, matter) == 1;
}

void insert_version(Transaction& transaction, DistrictId district, const Matter& m) {
  transaction.execute(
      "INSERT INTO matters (district, " LINLI_MATTER_COLUMNS
      ", recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, "
      "$20, $21, $22, $23, $24, $25, $26)",
      district, m.id, m.version, m.parent, m.code, m.kind, m.name.zh, m.name.en, m.guide.zh, m.guide.en, m.emergency.zh,
      m.emergency.en, static_cast<int>(m.handler), m.body, m.departments, amount_of(m.respond), unit_of(m.respond),
      amount_of(m.settle), unit_of(m.settle), m.open_to_residents, m.diverts, m.active, m.source, m.position,
      m.valid_from, transaction.now());
}

void close_version(Transaction& transaction, DistrictId district, MatterId matter, int version,
                   std::string_view valid_to) {
  transaction.execute("UPDATE matters SET valid_to = $1 WHERE district = $2 AND id = $3 AND version = $4", valid_to,
                      district, matter, version);
}

std::optional<Matter> latest_version(Snapshot& snapshot, DistrictId district, MatterId matter) {
  return first_of(snapshot.query("SELECT " LINLI_MATTER_COLUMNS
                                 " FROM matters WHERE district = $1 AND id = $2 ORDER BY version DESC LIMIT 1",
                                 district, matter));
}

std::int64_t count_matters(Snapshot& snapshot, DistrictId district) {
  auto rows = snapshot.query("SELECT COUNT(*) FROM matter_codes WHERE district = $1", district);
  return rows.next() ? rows.integer(0) : 0;
}

int next_position(Snapshot& snapshot, DistrictId district) {
  auto rows = snapshot.query("SELECT COALESCE(MAX(position), 0) + 1 FROM matters WHERE district = $1", district);
  return rows.next() ? static_cast<int>(rows.integer(0)) : 1;
}

std::optional<Matter> find_matter(Snapshot& snapshot, DistrictId district, MatterId matter) {
  return latest_version(snapshot, district, matter);
}

std::optional<Matter> find_matter_by_code(Snapshot& snapshot, DistrictId district, std::string_view code) {
  auto rows = snapshot.query("SELECT matter FROM matter_codes WHERE district = $1 AND code = $2", district, code);
  if (!rows.next()) return std::nullopt;
  return latest_version(snapshot, district, rows.id<MatterId>(0));
}

std::vector<Matter> list_matters(Snapshot& snapshot, DistrictId district, Date on) {
  const auto day = format_date(on);
  auto rows = snapshot.query("SELECT " LINLI_MATTER_COLUMNS
                             " FROM matters WHERE district = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to "
                             "> $2) ORDER BY position, id",
                             district, day);
  std::vector<Matter> matters;
  while (rows.next()) matters.push_back(matter_of(rows));
  return matters;
}

std::string normalise_alias(std::string_view alias) {
  const auto usual = normalise_width(alias);
  return std::string(trim(usual));
}

std::optional<Alias> alias_named(Snapshot& snapshot, DistrictId district, std::string_view alias) {
  const auto name = normalise_alias(alias);
  auto rows =
      snapshot.query("SELECT id, alias, matter FROM matter_aliases WHERE district = $1 AND alias = $2", district, name);
  if (!rows.next()) return std::nullopt;
  return Alias{rows.integer(0), rows.string(1), rows.id<MatterId>(2)};
}

std::optional<MatterId> find_alias(Snapshot& snapshot, DistrictId district, std::string_view alias) {
  const auto found = alias_named(snapshot, district, alias);
  return found ? std::optional(found->matter) : std::nullopt;
}

std::vector<Alias> list_aliases(Snapshot& snapshot, DistrictId district) {
  auto rows =
      snapshot.query("SELECT id, alias, matter FROM matter_aliases WHERE district = $1 ORDER BY alias", district);
  std::vector<Alias> aliases;
  while (rows.next()) aliases.push_back({rows.integer(0), rows.string(1), rows.id<MatterId>(2)});
  return aliases;
}

void insert_alias(Transaction& transaction, DistrictId district, const Alias& alias) {
  transaction.execute(
      "INSERT INTO matter_aliases (district, id, alias, matter, recorded_at) VALUES ($1, $2, $3, $4, $5)", district,
      alias.id, alias.alias, alias.matter, transaction.now());
}

void move_alias(Transaction& transaction, DistrictId district, const Alias& alias) {
  transaction.execute("UPDATE matter_aliases SET matter = $1, recorded_at = $2 WHERE district = $3 AND id = $4",
                      alias.matter, transaction.now(), district, alias.id);
}

}  // namespace linli::catalogue
