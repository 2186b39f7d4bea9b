#pragma once
// SQL of relations, appointments and rotations.

#include <optional>

#include "modules/organisation/types.hpp"
#include "storage/store.hpp"

namespace linli::organisation::store {

// False when the same relation is in force already.
bool insert_relation(storage::Transaction& transaction, DistrictId district, AccountId actor,
                     const BodyRelation& relation);
void close_relation(storage::Transaction& transaction, DistrictId district, RelationId relation, Date on);
[[nodiscard]] std::optional<BodyRelation> find_relation(storage::Snapshot& snapshot, DistrictId district,
                                                        RelationId relation);
// In force on that day or later, of one kind, in the whole district.
[[nodiscard]] std::vector<BodyRelation> relations_of_kind(storage::Snapshot& snapshot, DistrictId district,
                                                          RelationKind kind, Date on);

// False when that person holds that post already.
bool insert_appointment(storage::Transaction& transaction, DistrictId district, AccountId actor,
                        const Appointment& appointment);
void close_appointment(storage::Transaction& transaction, DistrictId district, AppointmentId appointment, Date on);
[[nodiscard]] std::optional<Appointment> find_appointment(storage::Snapshot& snapshot, DistrictId district,
                                                          AppointmentId appointment);

// The version in force now or later; 0 when there is none.
[[nodiscard]] int open_rotation(storage::Snapshot& snapshot, DistrictId district, BodyId body);
[[nodiscard]] int last_rotation(storage::Snapshot& snapshot, DistrictId district, BodyId body);
void close_rotation(storage::Transaction& transaction, DistrictId district, BodyId body, int version, Date on);
void insert_rotation(storage::Transaction& transaction, DistrictId district, AccountId actor, const Rotation& rotation,
                     int version);

}  // namespace linli::organisation::store
