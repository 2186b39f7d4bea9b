#pragma once
// What the desk and the person's own page share of requests and consent.

#include <string>

#include "base/json_writer.hpp"
#include "modules/people/care.hpp"
#include "modules/people/parts.hpp"

namespace linli::people {

// Open requests that one answer lists at most.
inline constexpr int kMostRequests = 500;

// Its fields, into an object that is open.
void write_request(JsonWriter& w, const PersonRequest& request, Offset offset);
void write_consents(JsonWriter& w, const Context& context, storage::Snapshot& snapshot, DistrictId district,
                    PersonId person);
// Takes down what a person asks for, by the way it came in.
[[nodiscard]] Result<PersonRequest> new_request(const Context& context, storage::Transaction& transaction,
                                                DistrictId district, PersonId person, std::string_view kind,
                                                std::string_view text, std::string_view how, Date today);

}  // namespace linli::people
