#pragma once
// Models: as commands name them, and as other modules ask for them.

#include <optional>
#include <string>

#include "modules/compliance/api.hpp"
#include "modules/registers/api.hpp"
#include "modules/registers/service.hpp"
#include "modules/rules/api.hpp"

namespace linli::app {

struct ReadModel {
  rules::NewModel files;
  rules::Model model;
};
// A folder, or the name of one that the binary carries, over the base in the binary. Prints every mistake and gives
// nothing when there is any: a model never starts half-loaded.
[[nodiscard]] std::optional<ReadModel> read_model(const std::string& named);

// Kinds of records as the district's model declares them. The shelf must outlive it.
[[nodiscard]] registers::KindSource kind_source(rules::ModelShelf& shelf);
// Declared records, for the compliance board.
[[nodiscard]] compliance::DeclaredSource declared_source();

}  // namespace linli::app
