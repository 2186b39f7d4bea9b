#include "modules/areas/schema.hpp"

#include <array>

#include "storage/journal.hpp"

namespace linli::areas {

using storage::Migration;
using storage::Schema;
using storage::TableSpec;

namespace {

// sort_name is the name with its numbers padded, so that building 2 stands before building 10 in an index.
constexpr std::string_view kTree = R"(
CREATE TABLE area_versions (
  district BIGINT NOT NULL, id BIGINT NOT NULL, seq BIGINT NOT NULL,
  level BIGINT NOT NULL, parent BIGINT, name TEXT NOT NULL, sort_name TEXT NOT NULL, code TEXT,
  households BIGINT, kind TEXT NOT NULL, address TEXT NOT NULL, built_year BIGINT,
  lon DOUBLE PRECISION, lat DOUBLE PRECISION,
  valid_from TEXT NOT NULL, valid_to TEXT,
  recorded_at BIGINT NOT NULL, superseded_at BIGINT, recorded_by BIGINT,
  PRIMARY KEY (district, id, seq)
) {clustered};
CREATE INDEX area_versions_children ON area_versions (district, parent, sort_name, id);
CREATE INDEX area_versions_levels ON area_versions (district, level, sort_name, id);

CREATE TABLE area_ancestors (
  district BIGINT NOT NULL, ancestor BIGINT NOT NULL, area BIGINT NOT NULL, depth BIGINT NOT NULL,
  PRIMARY KEY (district, ancestor, area)
) {clustered};

CREATE TABLE territory_codes (
  district BIGINT NOT NULL, code TEXT NOT NULL, owner BIGINT NOT NULL, recorded_at BIGINT NOT NULL,
  PRIMARY KEY (district, code)
) {clustered};

CREATE TABLE area_links (
  district BIGINT NOT NULL, successor BIGINT NOT NULL, predecessor BIGINT NOT NULL,
  valid_from TEXT NOT NULL, recorded_at BIGINT NOT NULL,
  PRIMARY KEY (district, successor, predecessor)
) {clustered};
CREATE INDEX area_links_predecessors ON area_links (district, predecessor, successor);

CREATE TABLE area_outlines (
  district BIGINT NOT NULL, area BIGINT NOT NULL, seq BIGINT NOT NULL,
  wkb {blob} NOT NULL,
  west DOUBLE PRECISION NOT NULL, south DOUBLE PRECISION NOT NULL,
  east DOUBLE PRECISION NOT NULL, north DOUBLE PRECISION NOT NULL,
  valid_from TEXT NOT NULL, valid_to TEXT,
  recorded_at BIGINT NOT NULL, superseded_at BIGINT, recorded_by BIGINT,
  PRIMARY KEY (district, area, seq)
);

CREATE TABLE territory_revisions (
  district BIGINT NOT NULL PRIMARY KEY, revision BIGINT NOT NULL
);
)";

// courtyard: the member itself, or the courtyard the building stands in: what two grids may not share.
constexpr std::string_view kGridTables = R"(
CREATE TABLE grids (
  district BIGINT NOT NULL, id BIGINT NOT NULL, layer BIGINT NOT NULL, slug TEXT NOT NULL, recorded_at BIGINT NOT NULL,
  PRIMARY KEY (district, id)
) {clustered};
CREATE UNIQUE INDEX grids_slug ON grids (slug);

CREATE TABLE grid_versions (
  district BIGINT NOT NULL, id BIGINT NOT NULL, seq BIGINT NOT NULL,
  community BIGINT NOT NULL, name TEXT NOT NULL, sort_name TEXT NOT NULL, code TEXT,
  phone TEXT NOT NULL, supervision_phone TEXT NOT NULL,
  valid_from TEXT NOT NULL, valid_to TEXT,
  recorded_at BIGINT NOT NULL, superseded_at BIGINT, recorded_by BIGINT,
  PRIMARY KEY (district, id, seq)
) {clustered};
CREATE INDEX grid_versions_community ON grid_versions (district, community, sort_name, id);

CREATE TABLE grid_members (
  district BIGINT NOT NULL, grid BIGINT NOT NULL, area BIGINT NOT NULL, seq BIGINT NOT NULL,
  layer BIGINT NOT NULL, courtyard BIGINT NOT NULL,
  valid_from TEXT NOT NULL, valid_to TEXT,
  recorded_at BIGINT NOT NULL, superseded_at BIGINT, recorded_by BIGINT,
  PRIMARY KEY (district, grid, area, seq)
) {clustered};
CREATE INDEX grid_members_courtyard ON grid_members (district, courtyard, layer);

CREATE TABLE grid_duties (
  district BIGINT NOT NULL, grid BIGINT NOT NULL, seq BIGINT NOT NULL,
  steward BIGINT, deputy BIGINT,
  valid_from TEXT NOT NULL, valid_to TEXT,
  recorded_at BIGINT NOT NULL, superseded_at BIGINT, recorded_by BIGINT,
  PRIMARY KEY (district, grid, seq)
) {clustered};

CREATE TABLE grid_links (
  district BIGINT NOT NULL, successor BIGINT NOT NULL, predecessor BIGINT NOT NULL,
  valid_from TEXT NOT NULL, recorded_at BIGINT NOT NULL,
  PRIMARY KEY (district, successor, predecessor)
) {clustered};
CREATE INDEX grid_links_predecessors ON grid_links (district, predecessor, successor);
)";

constexpr std::array<Migration, 2> kMigrations{
    Migration{1, "The dated tree of territory, with codes, links of merges and splits, and outlines", kTree},
    Migration{2, "Grids as dated memberships, with who answers for them", kGridTables},
};

}  // namespace

constexpr TableSpec kAreaVersions{
    "area_versions", "id, seq",
    "level, parent, name, sort_name, code, households, kind, address, built_year, lon, lat, valid_from, valid_to, "
    "recorded_at, superseded_at, recorded_by"};
constexpr TableSpec kAreaOutlines{"area_outlines", "area, seq",
                                  "wkb, west, south, east, north, valid_from, valid_to, recorded_at, superseded_at, "
                                  "recorded_by"};
constexpr TableSpec kAreaLinks{"area_links", "successor, predecessor", "valid_from, recorded_at"};
constexpr TableSpec kGrids{"grids", "id", "layer, slug, recorded_at"};
constexpr TableSpec kGridVersions{"grid_versions", "id, seq",
                                  "community, name, sort_name, code, phone, supervision_phone, valid_from, valid_to, "
                                  "recorded_at, superseded_at, recorded_by"};
constexpr TableSpec kGridMembers{"grid_members", "grid, area, seq",
                                 "layer, courtyard, valid_from, valid_to, recorded_at, superseded_at, recorded_by"};
constexpr TableSpec kGridDuties{"grid_duties", "grid, seq",
                                "steward, deputy, valid_from, valid_to, recorded_at, superseded_at, recorded_by"};
constexpr TableSpec kGridLinks{"grid_links", "successor, predecessor", "valid_from, recorded_at"};

namespace {

constexpr std::array<TableSpec, 8> kTables{kAreaVersions, kAreaOutlines, kAreaLinks,  kGrids,
                                           kGridVersions, kGridMembers,  kGridDuties, kGridLinks};

}  // namespace

constexpr Schema kAreasSchema{"areas", kMigrations, kTables};

}  // namespace linli::areas
