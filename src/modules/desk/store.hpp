#pragma once
// SQL of the desk.

#include <optional>
#include <span>
#include <vector>

#include "modules/desk/api.hpp"
#include "storage/journal.hpp"
#include "storage/keys.hpp"

namespace linli::desk {

extern const storage::TableSpec kItems;

void insert_item(storage::Transaction& transaction, DistrictId district, const Item& item);
void update_item(storage::Transaction& transaction, DistrictId district, const Item& item);
void delete_item(storage::Transaction& transaction, DistrictId district, ItemId item);
[[nodiscard]] std::optional<Item> load_item(storage::Snapshot& snapshot, DistrictId district, ItemId item);
// The owner's own and those that are shared, by name.
[[nodiscard]] std::vector<Item> load_items(storage::Snapshot& snapshot, DistrictId district, ItemKind kind,
                                           AccountId owner);
[[nodiscard]] std::int64_t count_items(storage::Snapshot& snapshot, DistrictId district, ItemKind kind,
                                       AccountId owner);

void insert_job(storage::Transaction& transaction, DistrictId district, const DeskJob& job,
                const std::optional<storage::Digest>& request);
void update_job(storage::Transaction& transaction, DistrictId district, const DeskJob& job);
[[nodiscard]] std::optional<DeskJob> load_job(storage::Snapshot& snapshot, DistrictId district, JobId job);
[[nodiscard]] std::optional<JobId> find_job(storage::Snapshot& snapshot, DistrictId district,
                                            const storage::Digest& request);
[[nodiscard]] std::vector<DeskJob> jobs_of(storage::Snapshot& snapshot, DistrictId district, AccountId owner,
                                           int limit);
struct OpenJob {
  DistrictId district;
  JobId id;
};
// Waiting or running, oldest first: also those that a stopped process left behind.
[[nodiscard]] std::optional<OpenJob> next_job(storage::Snapshot& snapshot);

void insert_row(storage::Transaction& transaction, DistrictId district, JobId job, const JobRow& row);
void update_row(storage::Transaction& transaction, DistrictId district, JobId job, const JobRow& row);
[[nodiscard]] std::vector<JobRow> waiting_rows(storage::Snapshot& snapshot, DistrictId district, JobId job, int limit);
[[nodiscard]] std::vector<JobRow> rows_after(storage::Snapshot& snapshot, DistrictId district, JobId job, int seq,
                                             int limit, bool refused_only);

}  // namespace linli::desk
