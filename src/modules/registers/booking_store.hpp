#pragma once
// SQL of bookings.

#include <optional>
#include <span>
#include <vector>

#include "modules/registers/types.hpp"
#include "storage/store.hpp"

namespace linli::registers {

void insert_booking(storage::Transaction& transaction, DistrictId district, const Booking& booking);
void cancel_booking(storage::Transaction& transaction, DistrictId district, const Booking& booking);
[[nodiscard]] std::optional<Booking> load_booking(storage::Snapshot& snapshot, DistrictId district, BookingId booking);
// Those of a record that meet the stretch, cancelled ones only when asked for; in the order of time.
[[nodiscard]] std::vector<Booking> bookings_between(storage::Snapshot& snapshot, DistrictId district, RecordId record,
                                                    Instant from, Instant to, bool with_cancelled);

}  // namespace linli::registers
