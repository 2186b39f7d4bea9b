#pragma once
// Pure decisions about relations, posts and rotations.

#include <span>
#include <vector>

#include "base/error.hpp"
#include "modules/organisation/types.hpp"

namespace linli::organisation {

[[nodiscard]] bool in_force(Date from, const std::optional<Date>& to, Date on);
[[nodiscard]] std::vector<Fault> check_relation(const NewRelation& relation);
// Would `over` leading `under` make a ring? `leads` are the relations in force of that kind.
[[nodiscard]] bool makes_ring(const NewRelation& relation, std::span<const BodyRelation> leads);
[[nodiscard]] std::vector<Fault> check_appointment(const NewAppointment& appointment);
[[nodiscard]] std::vector<Fault> check_rotation(const Rotation& rotation);
// The turns that touch [first, last], in order: a rotation begins on its first day with the first seat and goes round.
[[nodiscard]] std::vector<Turn> turns(const Rotation& rotation, Date first, Date last);
// So many months later; the last day of a shorter month stands for a day it has not.
[[nodiscard]] Date months_after(Date day, int months);

}  // namespace linli::organisation
