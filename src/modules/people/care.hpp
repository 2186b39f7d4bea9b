#pragma once
// What the law gives the person whose data this is: consent, requests, a look by a code of their own, erasure, an end.

#include <optional>
#include <string>
#include <vector>

#include "modules/people/records.hpp"
#include "modules/people/store.hpp"

namespace linli::people {

enum class RequestKind { Access, Copy, Correct, Erase, Explain };  // PIPL 44–48
enum class RequestState { Open, Done, Refused };
[[nodiscard]] std::string_view to_string(RequestKind kind);
[[nodiscard]] std::optional<RequestKind> parse_request_kind(std::string_view text);
[[nodiscard]] std::string_view to_string(RequestState state);

struct PersonRequest {
  std::int64_t id = 0;
  PersonId person;
  RequestKind kind{};
  std::string text;  // sealed under the person's key
  std::string how;   // window, code
  Date asked_on{};
  Date due_on{};
  RequestState state{};
  AccountId decided_by;
  std::optional<Instant> decided_at;
  std::string answer;
};

struct Consent {
  std::int64_t id = 0;
  PersonId person;
  std::string field;  // of the book
  Date given_on{};
  std::string how;  // paper, window, code
  AccountId recorded_by;
  std::optional<Date> withdrawn_on;
};

// What somebody's time is up for: fields, or all of them.
struct Expiring {
  PersonId person;
  std::string name;
  Date left_on{};
  std::vector<std::string> fields;
  bool whole = false;  // nothing is left to keep: the person is erased
};

void insert_request(storage::Transaction& transaction, const storage::KeyRing& keys, DistrictId district,
                    const PersonRequest& request);
void answer_request(storage::Transaction& transaction, DistrictId district, const PersonRequest& request);
[[nodiscard]] std::optional<PersonRequest> load_request(storage::Snapshot& snapshot, const storage::KeyRing& keys,
                                                        DistrictId district, std::int64_t id);
[[nodiscard]] std::vector<PersonRequest> requests_of(storage::Snapshot& snapshot, const storage::KeyRing& keys,
                                                     DistrictId district, PersonId person);
// Open ones within the reach, what is due first.
[[nodiscard]] std::vector<PersonRequest> open_requests(storage::Snapshot& snapshot, const storage::KeyRing& keys,
                                                       DistrictId district, const Reach& reach, int limit);

void insert_consent(storage::Transaction& transaction, DistrictId district, const Consent& consent);
void withdraw_consent(storage::Transaction& transaction, DistrictId district, PersonId person, std::int64_t id,
                      Date on);
[[nodiscard]] std::vector<Consent> consents_of(storage::Snapshot& snapshot, DistrictId district, PersonId person);

// Codes: printed at the window once the document was looked at; good once, and for a session of half an hour.
void insert_code(storage::Transaction& transaction, DistrictId district, const storage::Digest& digest, PersonId person,
                 AccountId by, Instant expires);
// The person, when the code is good; it is used up and the session's secret takes its place.
[[nodiscard]] std::optional<PersonId> use_code(storage::Transaction& transaction, DistrictId district,
                                               const storage::Digest& digest, const storage::Digest& session,
                                               Instant session_ends);
[[nodiscard]] std::optional<PersonId> person_of_session(storage::Snapshot& snapshot, DistrictId district,
                                                        const storage::Digest& session);
void drop_codes(storage::Transaction& transaction, DistrictId district, PersonId person);

// The key is destroyed, the row says that somebody was here, and the journal's chain still holds.
void erase_person(storage::Transaction& transaction, const Pen& pen, Person person, std::string_view why);

// Whose time is up on that day, by the months of the book after they left.
[[nodiscard]] std::vector<Expiring> expiring(storage::Snapshot& snapshot, const Pen& pen, int limit);
// Lets them go; how many.
std::int64_t let_go(storage::Transaction& transaction, const Pen& pen, const std::vector<Expiring>& all);

}  // namespace linli::people
