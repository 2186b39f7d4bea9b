#pragma once
// Names in cells → ids of areas, grids, bodies and records.

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "modules/registers/context.hpp"
#include "modules/registers/values.hpp"

namespace linli::registers {

// Each level's names are read once, when first asked for. Valid inside one snapshot.
class References {
 public:
  References(const Context& context, storage::Snapshot& snapshot, const accounts::Caller& caller)
      : context_(context), snapshot_(snapshot), caller_(caller) {}

  [[nodiscard]] std::expected<std::int64_t, ValueFault> find(const Field& field, std::string_view text);

 private:
  using Ids = std::vector<std::int64_t>;
  using ByName = std::unordered_map<std::string, Ids>;
  [[nodiscard]] Ids areas_named(const Field& field, std::string_view text);
  [[nodiscard]] Ids grids_named(std::string_view text);
  [[nodiscard]] Ids records_named(const Field& field, std::string_view text);
  [[nodiscard]] const ByName& level(areas::Level level);

  const Context& context_;
  storage::Snapshot& snapshot_;
  const accounts::Caller& caller_;
  std::map<areas::Level, ByName> levels_;
  std::optional<ByName> grids_;
};

}  // namespace linli::registers
