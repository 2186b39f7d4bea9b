#include "modules/areas/area_store.hpp"

#include "modules/areas/rules.hpp"
#include "modules/areas/schema.hpp"

namespace linli::areas {
namespace {

// Facts of a row, from `first` on; the order of kFacts below.
constexpr std::string_view kSelectKnown = R"(
SELECT seq, level, parent, name, code, households, kind, address, built_year, lon, lat, valid_from, valid_to
FROM area_versions
WHERE district = $1 AND id = $2 AND superseded_at IS NULL
ORDER BY valid_from)";

AreaFacts read_facts(const storage::Cursor& row, int first) {
  AreaFacts facts;
  facts.parent = row.id<AreaId>(first);
  facts.name = row.string(first + 1);
  facts.code = row.string(first + 2);
  facts.households = row.maybe_integer(first + 3);
  facts.kind = row.string(first + 4);
  facts.address = row.string(first + 5);
  if (const auto year = row.maybe_integer(first + 6)) facts.built_year = static_cast<int>(*year);
  facts.lon = row.maybe_real(first + 7);
  facts.lat = row.maybe_real(first + 8);
  return facts;
}

void insert_ancestor(Transaction& transaction, DistrictId district, AreaId ancestor, AreaId area, std::int64_t depth) {
  transaction.execute("INSERT INTO area_ancestors (district, ancestor, area, depth) VALUES ($1, $2, $3, $4)", district,
                      ancestor, area, depth);
}

}  // namespace

Date date_at(const storage::Cursor& cursor, int column) {
  const auto date = parse_date(cursor.text(column));
  LINLI_ASSERT(date.has_value());
  return *date;
}

std::optional<Date> maybe_date(const storage::Cursor& cursor, int column) {
  if (cursor.is_null(column)) return std::nullopt;
  return date_at(cursor, column);
}

std::optional<std::string> date_text(const std::optional<Date>& date) {
  if (!date) return std::nullopt;
  return format_date(*date);
}

std::string like_pattern(std::string_view text) {
  std::string pattern = "%";
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return pattern + '%';
}

std::optional<StoredArea> load_area(Snapshot& snapshot, DistrictId district, AreaId area) {
  StoredArea stored{area, {}, {}};
  auto rows = snapshot.query(kSelectKnown, district, area);
  while (rows.next()) {
    stored.level = static_cast<Level>(rows.integer(1));
    stored.known.sequences.push_back(rows.integer(0));
    stored.known.timeline.push_back({read_facts(rows, 2), date_at(rows, 11), maybe_date(rows, 12)});
  }
  if (stored.known.timeline.empty()) return std::nullopt;
  auto last = snapshot.query("SELECT MAX(seq) FROM area_versions WHERE district = $1 AND id = $2", district, area);
  last.next();
  stored.known.last_sequence = last.integer(0);
  return stored;
}

void insert_area_version(Transaction& transaction, DistrictId district, AccountId actor, AreaId area, Level level,
                         std::int64_t sequence, const Dated<AreaFacts>& dated) {
  const auto& facts = dated.facts;
  transaction.execute(
      "INSERT INTO area_versions (district, id, seq, level, parent, name, sort_name, code, households, kind, address, "
      "built_year, lon, lat, valid_from, valid_to, recorded_at, recorded_by) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)",
      district, area, sequence, static_cast<int>(level), facts.parent, facts.name, sort_name(facts.name),
      null_if_empty(facts.code), facts.households, facts.kind, facts.address, facts.built_year, facts.lon, facts.lat,
      format_date(dated.from), date_text(dated.to), transaction.now(), actor);
}

std::vector<RowRef> write_area(Transaction& transaction, DistrictId district, AccountId actor, const StoredArea& area,
                               const Timeline<AreaFacts>& now) {
  std::vector<RowRef> touched;
  const auto diff = difference(area.known.timeline, now);
  for (const auto index : diff.gone) {
    const auto sequence = area.known.sequences[index];
    transaction.execute("UPDATE area_versions SET superseded_at = $1 WHERE district = $2 AND id = $3 AND seq = $4",
                        transaction.now(), district, area.id, sequence);
    touched.push_back({&kAreaVersions, {area.id.value, sequence}});
  }
  auto sequence = area.known.last_sequence;
  for (const auto& dated : diff.added) {
    insert_area_version(transaction, district, actor, area.id, area.level, ++sequence, dated);
    touched.push_back({&kAreaVersions, {area.id.value, sequence}});
  }
  return touched;
}

std::vector<AreaId> ancestors_of(Snapshot& snapshot, DistrictId district, AreaId parent) {
  std::vector<AreaId> above;
  for (auto next = parent; next && above.size() < kLevels;) {
    above.insert(above.begin(), next);
    // The newest parent counts: scope follows what is in force or will be.
    auto row = snapshot.query(
        "SELECT parent FROM area_versions WHERE district = $1 AND id = $2 AND superseded_at IS NULL "
        "ORDER BY valid_from DESC LIMIT 1",
        district, next);
    next = row.next() ? row.id<AreaId>(0) : AreaId{};
  }
  return above;
}

// Row by row: a statement of several rows makes SQLite keep a journal of its own inside the transaction's savepoint,
// whose end costs the more the longer that has grown; a hundred thousand buildings took minutes.
void insert_ancestors(Transaction& transaction, DistrictId district, AreaId area, std::span<const AreaId> above) {
  insert_ancestor(transaction, district, area, area, 0);
  auto distance = static_cast<std::int64_t>(above.size());
  for (const auto ancestor : above) insert_ancestor(transaction, district, ancestor, area, distance--);
}

void move_descendants(Transaction& transaction, DistrictId district, AreaId area, std::span<const AreaId> above) {
  std::vector<std::pair<AreaId, std::int64_t>> below;
  auto rows =
      transaction.query("SELECT area, depth FROM area_ancestors WHERE district = $1 AND ancestor = $2", district, area);
  while (rows.next()) below.emplace_back(rows.id<AreaId>(0), rows.integer(1));
  for (const auto& [moved, depth] : below) {
    transaction.execute("DELETE FROM area_ancestors WHERE district = $1 AND area = $2 AND depth > $3", district, moved,
                        depth);
    auto distance = depth + static_cast<std::int64_t>(above.size());
    for (const auto ancestor : above) insert_ancestor(transaction, district, ancestor, moved, distance--);
  }
}

bool stands_below(Snapshot& snapshot, DistrictId district, AreaId area, std::span<const std::int64_t> scopes) {
  for (const auto scope : scopes) {
    auto row = snapshot.query("SELECT 1 FROM area_ancestors WHERE district = $1 AND ancestor = $2 AND area = $3",
                              district, scope, area);
    if (row.next()) return true;
  }
  return false;
}

bool claim_code(Transaction& transaction, DistrictId district, std::string_view code, std::int64_t owner) {
  const auto written = transaction.execute(
      "INSERT INTO territory_codes (district, code, owner, recorded_at) VALUES ($1, $2, $3, $4) "
      "ON CONFLICT (district, code) DO NOTHING",
      district, code, owner, transaction.now());
  return written == 1 || owner_of_code(transaction, district, code) == owner;
}

std::optional<std::int64_t> owner_of_code(Snapshot& snapshot, DistrictId district, std::string_view code) {
  auto row = snapshot.query("SELECT owner FROM territory_codes WHERE district = $1 AND code = $2", district, code);
  if (!row.next()) return std::nullopt;
  return row.integer(0);
}

std::vector<AreaRow> area_rows(Snapshot& snapshot, DistrictId district, AreaId area) {
  std::vector<AreaRow> found;
  auto rows = snapshot.query(
      "SELECT parent, name, code, households, kind, address, built_year, lon, lat, valid_from, valid_to, recorded_at, "
      "superseded_at, recorded_by FROM area_versions WHERE district = $1 AND id = $2 ORDER BY seq",
      district, area);
  while (rows.next()) {
    found.push_back({{read_facts(rows, 0), date_at(rows, 9), maybe_date(rows, 10)},
                     rows.instant(11),
                     rows.maybe_instant(12),
                     rows.id<AccountId>(13)});
  }
  return found;
}

RowRef insert_area_link(Transaction& transaction, DistrictId district, AreaId predecessor, AreaId successor,
                        Date from) {
  transaction.execute(
      "INSERT INTO area_links (district, successor, predecessor, valid_from, recorded_at) VALUES ($1, $2, $3, $4, $5)",
      district, successor, predecessor, format_date(from), transaction.now());
  return {&kAreaLinks, {successor.value, predecessor.value}};
}

std::vector<std::int64_t> linked_areas(Snapshot& snapshot, DistrictId district, AreaId area, bool predecessors) {
  std::vector<std::int64_t> linked;
  auto rows =
      predecessors
          ? snapshot.query("SELECT predecessor FROM area_links WHERE district = $1 AND successor = $2", district, area)
          : snapshot.query("SELECT successor FROM area_links WHERE district = $1 AND predecessor = $2", district, area);
  while (rows.next()) linked.push_back(rows.integer(0));
  return linked;
}

void bump_revision(Transaction& transaction, DistrictId district) {
  transaction.execute(
      "INSERT INTO territory_revisions (district, revision) VALUES ($1, 1) "
      "ON CONFLICT (district) DO UPDATE SET revision = territory_revisions.revision + 1",
      district);
}

std::vector<std::pair<DistrictId, std::int64_t>> revisions(Snapshot& snapshot) {
  std::vector<std::pair<DistrictId, std::int64_t>> found;
  auto rows = snapshot.query("SELECT district, revision FROM territory_revisions ORDER BY district");
  while (rows.next()) found.emplace_back(rows.id<DistrictId>(0), rows.integer(1));
  return found;
}

}  // namespace linli::areas
