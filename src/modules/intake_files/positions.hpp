#pragma once
// Where points of a file fall: whether they are swapped, copied from a map service, or wrong. Found by statistics over
// the file against the outlines of the areas the rows say they belong to; always asked, never silently changed.

#include <functional>
#include <optional>
#include <vector>

#include "modules/intake_files/planner.hpp"

namespace linli::intake_files {

struct PositionRow {
  RowPlace place;
  LonLat raw;
  const KnownArea* parent = nullptr;  // the area it should lie in
};

// Gives each row its point in WGS 84, or nothing where it is not known (with a fault or a question that says so). As
// long as `rows`.
[[nodiscard]] std::vector<std::optional<LonLat>> settle_positions(Planner& planner,
                                                                  const std::vector<PositionRow>& rows);

// The question whether coordinates of a map service are to be converted. `whole`: all of the file, else only the rows
// that do not fit as they are. Empty answer: not decided.
[[nodiscard]] std::string_view ask_datum(Planner& planner, Datum suspected, bool whole, std::int64_t rows);

}  // namespace linli::intake_files
