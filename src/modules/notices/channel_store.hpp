#pragma once
// SQL of the channels; what is secret in them is sealed under a key of the channel.

#include <optional>
#include <vector>

#include "modules/notices/types.hpp"
#include "storage/keys.hpp"
#include "storage/store.hpp"

namespace linli::notices {

void insert_channel(storage::Transaction& transaction, const storage::KeyRing& keys, DistrictId district,
                    const Channel& channel);
void update_channel(storage::Transaction& transaction, const storage::KeyRing& keys, DistrictId district,
                    const Channel& channel);
void delete_channel(storage::Transaction& transaction, DistrictId district, std::int64_t id);
[[nodiscard]] std::vector<Channel> load_channels(storage::Snapshot& snapshot, const storage::KeyRing& keys,
                                                 DistrictId district);
[[nodiscard]] std::optional<Channel> load_channel(storage::Snapshot& snapshot, const storage::KeyRing& keys,
                                                  DistrictId district, std::int64_t id);
// The district's mail or sms.
[[nodiscard]] std::optional<Channel> load_single(storage::Snapshot& snapshot, const storage::KeyRing& keys,
                                                 DistrictId district, ChannelKind kind);

}  // namespace linli::notices
