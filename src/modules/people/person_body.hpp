#pragma once
// What requests say of a person: declared fields, and how they change a draft.

#include <boost/json/object.hpp>
#include <vector>

#include "http/declare.hpp"
#include "modules/people/records.hpp"

namespace linli::people {

// Every one may be missing; null takes a value away.
[[nodiscard]] std::vector<http::Field> person_fields();
// Only what is named changes. The members have been checked against person_fields().
void take_members(const boost::json::object& sent, Draft& draft);

}  // namespace linli::people
