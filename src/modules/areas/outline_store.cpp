#include "modules/areas/outline_store.hpp"

#include <algorithm>

#include "modules/areas/api.hpp"
#include "modules/areas/schema.hpp"

namespace linli::areas {

Known<Outline> load_outline(Snapshot& snapshot, DistrictId district, AreaId area) {
  Known<Outline> known;
  auto rows = snapshot.query(
      "SELECT seq, wkb, west, south, east, north, valid_from, valid_to, superseded_at FROM area_outlines "
      "WHERE district = $1 AND area = $2 ORDER BY valid_from, seq",
      district, area);
  while (rows.next()) {
    known.last_sequence = std::max(known.last_sequence, rows.integer(0));
    if (!rows.is_null(8)) continue;
    const auto wkb = rows.bytes(1);
    known.sequences.push_back(rows.integer(0));
    known.timeline.push_back(
        {{storage::Bytes(wkb.begin(), wkb.end()), {rows.real(2), rows.real(3), rows.real(4), rows.real(5)}},
         date_at(rows, 6),
         maybe_date(rows, 7)});
  }
  return known;
}

std::vector<RowRef> write_outline(Transaction& transaction, DistrictId district, AccountId actor, AreaId area,
                                  const Known<Outline>& known, const Timeline<Outline>& now) {
  std::vector<RowRef> touched;
  const auto diff = difference(known.timeline, now);
  for (const auto index : diff.gone) {
    const auto sequence = known.sequences[index];
    transaction.execute("UPDATE area_outlines SET superseded_at = $1 WHERE district = $2 AND area = $3 AND seq = $4",
                        transaction.now(), district, area, sequence);
    touched.push_back({&kAreaOutlines, {area.value, sequence}});
  }
  auto sequence = known.last_sequence;
  for (const auto& [outline, from, to] : diff.added) {
    transaction.execute(
        "INSERT INTO area_outlines (district, area, seq, wkb, west, south, east, north, valid_from, valid_to, "
        "recorded_at, recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        district, area, ++sequence, outline.wkb, outline.box.west, outline.box.south, outline.box.east,
        outline.box.north, format_date(from), date_text(to), transaction.now(), actor);
    touched.push_back({&kAreaOutlines, {area.value, sequence}});
  }
  return touched;
}

storage::Bytes outline_of(Snapshot& snapshot, DistrictId district, AreaId area, const AsOf& as_of) {
  auto row = snapshot.query(
      "SELECT wkb FROM area_outlines WHERE district = $1 AND area = $2 AND recorded_at <= $3 "
      "AND (superseded_at IS NULL OR superseded_at > $3) AND valid_from <= $4 AND (valid_to IS NULL OR valid_to > $4)",
      district, area, known_ms(as_of), format_date(as_of.on));
  if (!row.next()) return {};
  const auto wkb = row.bytes(0);
  return {wkb.begin(), wkb.end()};
}

}  // namespace linli::areas
