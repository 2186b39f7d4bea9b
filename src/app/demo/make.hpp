#pragma once
// The demo district, whole: territory, people, a year of cases.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string_view>

#include "app/demo/settle.hpp"
#include "modules/cases/api.hpp"
#include "modules/rules/api.hpp"
#include "storage/store.hpp"

namespace linli::app::demo {

struct MakeOptions {
  std::int64_t cases = 6'000;
  std::uint64_t seed = 1;
  // A district that works by this model; none: the example district under the national base.
  const rules::NewModel* files = nullptr;
  const rules::Model* model = nullptr;
  // stage, done, total
  std::function<void(std::string_view, std::int64_t, std::int64_t)> progress;
};

// Is there nothing yet, so that the demo may be made?
[[nodiscard]] bool is_empty(storage::Store& store);
// Into an empty store. Throws StorageError.
[[nodiscard]] Settled make(storage::Store& store, const std::vector<cases::Projection>& projections, const Clock& clock,
                           const MakeOptions& options);
// Who can sign in, for the console and (0600) `demo-accounts.txt` in the folder of the keys.
void show_logins(const std::vector<Login>& logins, const std::filesystem::path& keys_dir);

}  // namespace linli::app::demo
