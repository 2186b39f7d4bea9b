#pragma once
// Matters: what people can bring, who answers for it, by when, and where that is written.

#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/error.hpp"
#include "base/id.hpp"
#include "base/time.hpp"
#include "modules/catalogue/types.hpp"
#include "storage/store.hpp"

namespace linli::catalogue {

extern const storage::Schema kCatalogueSchema;

// The catalogue in force on one day, in the order of the page. Immutable, so readers share it.
class Book {
 public:
  explicit Book(std::vector<Matter> matters);
  [[nodiscard]] const Matter* find(MatterId matter) const;  // null when there is none; inactive ones are found
  [[nodiscard]] std::span<const Matter> all() const { return matters_; }
  // The matter itself and everything below it: what a filter by class means.
  [[nodiscard]] std::vector<MatterId> with_children(MatterId matter) const;

 private:
  std::vector<Matter> matters_;
  std::unordered_map<MatterId, std::size_t> index_;
};

// Keeps the books of the districts in memory: a case needs its matter's name at every reading. Thread-safe. A change by
// this process shows at once, one by another within five seconds.
class Catalogue {
 public:
  [[nodiscard]] std::shared_ptr<const Book> book(storage::Snapshot& snapshot, DistrictId district,
                                                 Offset offset = kChinaOffset);
  void forget(DistrictId district);

 private:
  struct Entry {
    std::shared_ptr<const Book> book;
    std::int64_t loaded_at = 0;
  };
  std::mutex mutex_;
  std::unordered_map<DistrictId, Entry> books_;  // guarded by mutex_
  std::int64_t generation_ = 0;                  // guarded by mutex_
};

// Straight from the tables, also what the running transaction wrote.
[[nodiscard]] std::optional<Matter> find_matter(storage::Snapshot& snapshot, DistrictId district, MatterId matter);
[[nodiscard]] std::optional<Matter> find_matter_by_code(storage::Snapshot& snapshot, DistrictId district,
                                                        std::string_view code);
// Matters as of a day, in the order of the page.
[[nodiscard]] std::vector<Matter> list_matters(storage::Snapshot& snapshot, DistrictId district, Date on);
// An office's own class name → matter; full-width letters and spaces at the ends do not matter.
[[nodiscard]] std::optional<MatterId> find_alias(storage::Snapshot& snapshot, DistrictId district,
                                                 std::string_view alias);

// Ships the catalogue into a new district: matters, aliases, sources. Departments that already are bodies are linked.
Result<void> ship_catalogue(storage::Transaction& transaction, DistrictId district, AccountId actor, Date from);
// Links matters to the bodies that bear one of their departments' names and have no body yet: call it when bodies came
// in. How many were linked.
Result<int> link_departments(storage::Transaction& transaction, DistrictId district, AccountId actor, Date from);

// Faults name the field. Each records one journal event.
Result<MatterId> add_matter(storage::Transaction& transaction, DistrictId district, AccountId actor,
                            const NewMatter& matter);
Result<void> change_matter(storage::Transaction& transaction, DistrictId district, AccountId actor, MatterId matter,
                           const MatterChange& change);
// Maps an office's class name; a second call for the same name moves it.
Result<void> set_alias(storage::Transaction& transaction, DistrictId district, AccountId actor, std::string_view alias,
                       MatterId matter);

// When a limit that starts at `start` ends, by weekends alone: for made-up times only. Real limits are worked out by
// the district's calendar (`calendars::due_after`).
[[nodiscard]] Instant due_after(const Limit& limit, Instant start, Offset offset = kChinaOffset);

// `4wh`, `5wd`, `24h`, `7d`.
[[nodiscard]] std::optional<Limit> parse_limit(std::string_view text);
[[nodiscard]] std::string format_limit(const Limit& limit);
[[nodiscard]] std::string_view to_string(LimitUnit unit);  // working_hours …
[[nodiscard]] std::optional<LimitUnit> parse_unit(std::string_view text);
[[nodiscard]] std::string_view to_string(Handler handler);  // grid | community | body
[[nodiscard]] std::optional<Handler> parse_handler(std::string_view text);

}  // namespace linli::catalogue
