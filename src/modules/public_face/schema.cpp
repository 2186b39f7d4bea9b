#include <array>

#include "modules/public_face/store.hpp"

namespace linli::public_face {

using storage::Migration;

namespace {

// public_release_scopes is derived: a narrow row for each area above a live release and for each matter that a filter
// may name (0: any), clustered in the order of the public list, so that each filter is one range of it.
constexpr std::string_view kTables = R"(
CREATE TABLE public_releases (
  district BIGINT NOT NULL, id BIGINT NOT NULL, case_id BIGINT NOT NULL, matter BIGINT NOT NULL,
  subdistrict BIGINT, community BIGINT,
  title TEXT NOT NULL, problem TEXT NOT NULL, result TEXT NOT NULL,
  received_at BIGINT NOT NULL, settled_at BIGINT NOT NULL, marks_left BIGINT NOT NULL, photos BIGINT NOT NULL,
  released_at BIGINT NOT NULL, released_by BIGINT NOT NULL,
  withdrawn_at BIGINT, withdrawn_by BIGINT, withdrawn_reason TEXT NOT NULL,
  PRIMARY KEY (district, id)
) {clustered};
CREATE UNIQUE INDEX public_releases_live ON public_releases (district, case_id) WHERE withdrawn_at IS NULL;
CREATE INDEX public_releases_of_case ON public_releases (district, case_id, id);

CREATE TABLE public_photos (
  district BIGINT NOT NULL, release_id BIGINT NOT NULL, seq BIGINT NOT NULL,
  digest TEXT NOT NULL, thumb_digest TEXT NOT NULL, width BIGINT NOT NULL, height BIGINT NOT NULL,
  description TEXT NOT NULL,
  PRIMARY KEY (district, release_id, seq)
) {clustered};
CREATE INDEX public_photos_by_digest ON public_photos (district, digest);

CREATE TABLE public_release_scopes (
  district BIGINT NOT NULL, scope BIGINT NOT NULL, matter BIGINT NOT NULL, sort_at BIGINT NOT NULL,
  release_id BIGINT NOT NULL,
  PRIMARY KEY (district, scope, matter, sort_at, release_id)
) {clustered};
CREATE INDEX public_release_scopes_of ON public_release_scopes (district, release_id);
)";

constexpr std::array kMigrations{Migration{1, "released matters with their photos, in the order of the list", kTables}};

}  // namespace

constexpr storage::TableSpec kReleases{
    "public_releases", "id",
    "case_id, matter, subdistrict, community, title, problem, result, received_at, settled_at, marks_left, photos, "
    "released_at, released_by, withdrawn_at, withdrawn_by, withdrawn_reason"};
constexpr storage::TableSpec kPublicPhotos{"public_photos", "release_id, seq",
                                           "digest, thumb_digest, width, height, description"};

namespace {
constexpr std::array kTableSpecs{kReleases, kPublicPhotos};
}

const storage::Schema kPublicFaceSchema{"public_face", kMigrations, kTableSpecs};

}  // namespace linli::public_face
