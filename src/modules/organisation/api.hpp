#pragma once
// Who stands over whom, who holds which post, and whose turn the chair is. Other modules see this file and types.hpp.
// Serves R005, R008, R020, R028, R048, R095–R099.

#include <map>
#include <span>
#include <string>
#include <vector>

#include "modules/areas/api.hpp"
#include "modules/organisation/types.hpp"
#include "modules/rules/api.hpp"
#include "storage/store.hpp"

namespace linli::organisation {

extern const storage::Schema kOrganisationSchema;

// In-transaction calls; each records one journal event. Bodies must be in force (organisation.no_body).
// Fails with organisation.bad_relation naming the field: the same relation holds already, or leading would go round.
Result<RelationId> add_relation(storage::Transaction& transaction, DistrictId district, AccountId actor,
                                const NewRelation& relation);
// `on`: the first day it no longer holds. organisation.not_found when it has ended.
Result<void> end_relation(storage::Transaction& transaction, DistrictId district, AccountId actor, RelationId relation,
                          Date on);
// R048: from that day another body stands over this one; what held until then is closed, both with the same document.
// Where no relation of that kind is in force, it begins.
Result<RelationId> transfer(storage::Transaction& transaction, DistrictId district, AccountId actor,
                            const NewRelation& relation);
Result<AppointmentId> appoint(storage::Transaction& transaction, DistrictId district, AccountId actor,
                              const NewAppointment& appointment);
Result<void> end_appointment(storage::Transaction& transaction, DistrictId district, AccountId actor,
                             AppointmentId appointment, Date on);
// From that day the chair goes round these seats; the rotation before ends.
Result<void> set_rotation(storage::Transaction& transaction, DistrictId district, AccountId actor,
                          const Rotation& rotation);

// Records every relation that the chart of the area proposes under the model, from that day; how many.
Result<int> record_proposals(storage::Transaction& transaction, const areas::Atlas& atlas, rules::ModelShelf& shelf,
                             DistrictId district, AccountId actor, AreaId area, Date from);

// As of a day, of these bodies on either side, by id.
[[nodiscard]] std::vector<BodyRelation> relations_of(storage::Snapshot& snapshot, DistrictId district,
                                                     std::span<const BodyId> bodies, Date on);
[[nodiscard]] std::vector<Appointment> appointments_of(storage::Snapshot& snapshot, DistrictId district,
                                                       std::span<const BodyId> bodies, Date on);
// How many hold each post of each body on that day.
[[nodiscard]] std::map<std::pair<BodyId, std::string>, int> posts_filled(storage::Snapshot& snapshot,
                                                                         DistrictId district, Date on);
// The posts that a body of that kind has under the model, in the model's order.
[[nodiscard]] std::vector<const rules::Post*> posts_of(const rules::Model& model, const std::string& body_kind,
                                                       Date on);
// What one body has been through, ended facts included, latest first.
[[nodiscard]] std::vector<BodyRelation> relation_history(storage::Snapshot& snapshot, DistrictId district, BodyId body);
[[nodiscard]] std::vector<Appointment> appointment_history(storage::Snapshot& snapshot, DistrictId district,
                                                           BodyId body);
[[nodiscard]] std::vector<Rotation> rotations_of(storage::Snapshot& snapshot, DistrictId district, BodyId body);

}  // namespace linli::organisation
