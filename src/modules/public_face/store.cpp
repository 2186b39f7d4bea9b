#include "modules/public_face/store.hpp"

#include <algorithm>
#include <limits>

#include "modules/public_face/api.hpp"

namespace linli::public_face {

using storage::Cursor;
using storage::Snapshot;
using storage::Transaction;

namespace {

#define LINLI_RELEASE_COLUMNS                                                                                          \
  "r.id, r.case_id, r.matter, r.subdistrict, r.community, r.title, r.problem, r.result, r.received_at, r.settled_at, " \
  "r.marks_left, r.photos, r.released_at, r.released_by, r.withdrawn_at, r.withdrawn_by, r.withdrawn_reason"

Release release_of(const Cursor& row) {
  return {row.id<ReleaseId>(0),
          row.id<CaseId>(1),
          row.id<MatterId>(2),
          row.id<AreaId>(3),
          row.id<AreaId>(4),
          {row.string(5), row.string(6), row.string(7)},
          row.instant(8),
          row.instant(9),
          static_cast<int>(row.integer(10)),
          static_cast<int>(row.integer(11)),
          row.instant(12),
          row.id<AccountId>(13),
          row.maybe_instant(14),
          row.id<AccountId>(15),
          row.string(16)};
}

std::vector<Release> releases_in(Cursor rows) {
  std::vector<Release> found;
  while (rows.next()) found.push_back(release_of(rows));
  return found;
}

}  // namespace

bool insert_release(Transaction& transaction, DistrictId district, const Release& release) {
  return transaction.execute(
             "INSERT INTO public_releases (district, id, case_id, matter, subdistrict, community, title, problem, "
             "result, received_at, settled_at, marks_left, photos, released_at, released_by, withdrawn_at, "
             "withdrawn_by, withdrawn_reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, "
             "$15, NULL, NULL, '') ON CONFLICT (district, case_id) WHERE withdrawn_at IS NULL DO NOTHING",
             district, release.id, release.entry, release.matter, release.subdistrict, release.community,
             release.text.title, release.text.problem, release.text.result, release.received_at, release.settled_at,
             release.marks_left, release.photos, release.released_at, release.released_by) == 1;
}

void insert_photo(Transaction& transaction, DistrictId district, ReleaseId release, int seq, const PublicPhoto& photo) {
  transaction.execute(
      "INSERT INTO public_photos (district, release_id, seq, digest, thumb_digest, width, height, description) VALUES "
      "($1, $2, $3, $4, $5, $6, $7, $8)",
      district, release, seq, photo.digest, photo.thumb_digest, photo.width, photo.height, photo.description);
}

void insert_scopes(Transaction& transaction, DistrictId district, const Release& release,
                   std::span<const MatterId> matters) {
  const auto add = [&](std::int64_t scope, std::int64_t matter) {
    transaction.execute(
        "INSERT INTO public_release_scopes (district, scope, matter, sort_at, release_id) VALUES ($1, $2, $3, $4, $5)",
        district, scope, matter, mark_of(release).sort_at, release.id);
  };
  for (const auto scope : {district.value, release.subdistrict.value, release.community.value}) {
    if (scope == 0) continue;
    add(scope, 0);
    for (const auto matter : matters) add(scope, matter.value);
  }
}

void withdraw_release(Transaction& transaction, DistrictId district, const Release& release) {
  transaction.execute(
      "UPDATE public_releases SET withdrawn_at = $1, withdrawn_by = $2, withdrawn_reason = $3 WHERE district = $4 AND "
      "id = $5 AND withdrawn_at IS NULL",
      release.withdrawn_at, release.withdrawn_by, release.withdrawn_reason, district, release.id);
  transaction.execute("DELETE FROM public_release_scopes WHERE district = $1 AND release_id = $2", district,
                      release.id);
}

std::optional<Release> load_release(Snapshot& snapshot, DistrictId district, ReleaseId release) {
  auto rows = snapshot.query(
      "SELECT " LINLI_RELEASE_COLUMNS " FROM public_releases r WHERE r.district = $1 AND r.id = $2", district, release);
  if (!rows.next()) return std::nullopt;
  return release_of(rows);
}

std::vector<Release> releases_of(Snapshot& snapshot, DistrictId district, CaseId entry) {
  return releases_in(snapshot.query("SELECT " LINLI_RELEASE_COLUMNS
                                    " FROM public_releases r WHERE r.district = $1 AND r.case_id = $2 ORDER BY r.id "
                                    "DESC",
                                    district, entry));
}

std::vector<PublicPhoto> photos_of(Snapshot& snapshot, DistrictId district, ReleaseId release) {
  auto rows = snapshot.query(
      "SELECT digest, thumb_digest, width, height, description FROM public_photos WHERE district = $1 AND release_id = "
      "$2 ORDER BY seq",
      district, release);
  std::vector<PublicPhoto> photos;
  while (rows.next())
    photos.push_back({rows.string(0), rows.string(1), static_cast<int>(rows.integer(2)),
                      static_cast<int>(rows.integer(3)), rows.string(4)});
  return photos;
}

ListMark mark_of(const Release& release) { return {-to_ms(release.settled_at), release.id.value}; }

std::vector<Release> list_releases(Snapshot& snapshot, DistrictId district, const ListFilter& filter) {
  constexpr auto kLeast = std::numeric_limits<std::int64_t>::min();
  constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
  // Settled in [from, until) is minus that in (-until, -from].
  const auto low = filter.until ? 1 - to_ms(*filter.until) : kLeast;
  const auto high = filter.from ? -to_ms(*filter.from) : kMost;
  const auto after = filter.after.value_or(ListMark{kLeast, 0});
  return releases_in(snapshot.query(
      "SELECT " LINLI_RELEASE_COLUMNS
      " FROM public_release_scopes s JOIN public_releases r ON r.district = s.district AND r.id = s.release_id WHERE "
      "s.district = $1 AND s.scope = $2 AND s.matter = $3 AND s.sort_at >= $4 AND s.sort_at <= $5 AND (s.sort_at, "
      "s.release_id) > ($6, $7) ORDER BY s.sort_at, s.release_id LIMIT $8",
      district, filter.scope, filter.matter.value, std::max(low, after.sort_at), high, after.sort_at, after.release,
      filter.limit));
}

std::optional<PublicText> released(Snapshot& snapshot, DistrictId district, CaseId entry) {
  auto rows = snapshot.query(
      "SELECT title, problem, result FROM public_releases WHERE district = $1 AND case_id = $2 AND withdrawn_at IS "
      "NULL",
      district, entry);
  if (!rows.next()) return std::nullopt;
  return PublicText{rows.string(0), rows.string(1), rows.string(2)};
}

std::map<CaseId, PublicText> released(Snapshot& snapshot, DistrictId district, std::span<const CaseId> entries) {
  std::map<CaseId, PublicText> texts;
  for (const auto entry : entries)
    if (auto text = released(snapshot, district, entry)) texts.emplace(entry, std::move(*text));
  return texts;
}

bool shows_photo(Snapshot& snapshot, DistrictId district, std::string_view digest) {
  auto rows =
      snapshot.query("SELECT 1 FROM public_photos WHERE district = $1 AND digest = $2 LIMIT 1", district, digest);
  return rows.next();
}

}  // namespace linli::public_face
