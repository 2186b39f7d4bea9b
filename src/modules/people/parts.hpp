#pragma once
// What the parts of the service share: finding within the caller's reach, and writing answers.

#include <string>

#include "base/json_writer.hpp"
#include "modules/people/service.hpp"
#include "modules/people/store.hpp"

namespace linli::people {

// The person, if their home lies within the reach. kNoPerson; kErased and kMerged only for `living`.
[[nodiscard]] Result<Person> find_person(const Context& context, storage::Snapshot& snapshot,
                                         const accounts::Caller& caller, PersonId person);
[[nodiscard]] Result<Person> find_living(const Context& context, storage::Snapshot& snapshot,
                                         const accounts::Caller& caller, PersonId person);
[[nodiscard]] Result<Household> find_household(const Context& context, storage::Snapshot& snapshot,
                                               const accounts::Caller& caller, HouseholdId household);
// The household, made when nobody lives behind that door yet.
[[nodiscard]] Result<Household> home_of(const Context& context, storage::Transaction& transaction, const Pen& pen,
                                        const accounts::Caller& caller, const Home& home);

// `"place":{"id","name","path"}`.
void write_place(JsonWriter& w, const Context& context, storage::Snapshot& snapshot, DistrictId district, AreaId place,
                 Date on);
void write_household(JsonWriter& w, const Context& context, storage::Snapshot& snapshot, const accounts::Caller& caller,
                     const Household& household);
// Members of an open object: what lists show of a person, nothing protected.
void write_person_line(JsonWriter& w, const Person& person);
void write_residences(JsonWriter& w, const Context& context, storage::Snapshot& snapshot,
                      const accounts::Caller& caller, PersonId person);
// Members `name`, `id_number` …; masked: as much as tells two apart.
void write_protected(JsonWriter& w, const Book& book, const Protected& secret, bool masked);
void write_visit(JsonWriter& w, const Context& context, storage::Snapshot& snapshot, const accounts::Caller& caller,
                 const Visit& visit);

[[nodiscard]] std::string cursor_text(std::initializer_list<std::int64_t> parts);
// As many numbers as asked for, or none.
[[nodiscard]] std::optional<std::vector<std::int64_t>> cursor_parts(std::string_view text, std::size_t count);

// Names of areas, each looked up once.
[[nodiscard]] std::string area_name(const Context& context, storage::Snapshot& snapshot, DistrictId district,
                                    AreaId area, Date on);

}  // namespace linli::people
