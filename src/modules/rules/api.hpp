#pragma once
// The model that a district works by: adopted as a whole, dated, kept with its files. Other modules see only this file
// and types.hpp.

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "modules/rules/answer.hpp"
#include "modules/rules/loader.hpp"
#include "modules/rules/subjects.hpp"
#include "modules/rules/types.hpp"
#include "storage/store.hpp"

namespace linli::rules {

extern const storage::Schema kRulesSchema;

struct Adoption {
  int version = 0;
  std::string code;  // `weidu`
  Text name;
  Date from{};             // its first day; the first adoption also answers for the days before
  std::optional<Date> to;  // the first day another one holds
  Instant at{};
  AccountId by;
};

struct NewModel {
  std::vector<ModelFile> base;
  std::vector<ModelFile> local;
  Date from{};
};

// Checks the files and stores them with the base they build on: what an answer of last year was computed from stays.
// Refuses (rules.bad_model) a model with mistakes, naming file and line, and (rules.backdated) a day before today or
// before the model in force, except for a district's first model. All or nothing; one journal event.
Result<Adoption> adopt_model(storage::Transaction& transaction, DistrictId district, AccountId actor,
                             const NewModel& model, Offset offset);
// Oldest first.
[[nodiscard]] std::vector<Adoption> adoptions(storage::Snapshot& snapshot, DistrictId district);

// Keeps the models of the districts in memory, read again when one is adopted. Thread-safe.
class ModelShelf {
 public:
  // The model that holds on that day; the national base where the district has adopted none. Never null.
  [[nodiscard]] std::shared_ptr<const Model> model(storage::Snapshot& snapshot, DistrictId district, Date on);
  // Cheap; changes whenever another model holds today or another was adopted.
  [[nodiscard]] static std::int64_t revision(storage::Snapshot& snapshot, DistrictId district, Date today);

 private:
  std::shared_ptr<const Model> load(storage::Snapshot& snapshot, DistrictId district, int version);

  std::mutex mutex_;
  std::map<std::pair<DistrictId, int>, std::shared_ptr<const Model>> models_;  // guarded by mutex_
};

}  // namespace linli::rules
