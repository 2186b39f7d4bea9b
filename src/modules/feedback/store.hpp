#pragma once
// SQL of complaints and suggestions.

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "modules/feedback/types.hpp"
#include "storage/journal.hpp"
#include "storage/keys.hpp"
#include "storage/migrations.hpp"
#include "storage/store.hpp"

namespace linli::feedback {

extern const storage::Schema kFeedbackSchema;
extern const storage::TableSpec kFeedback;
extern const storage::TableSpec kWords;
extern const storage::TableSpec kSteps;
extern const storage::TableSpec kReadings;

struct Digests {
  storage::Digest secret{};
  std::optional<storage::Digest> request;
};
// False when the number is taken; another attempt takes another.
[[nodiscard]] bool insert_feedback(storage::Transaction& transaction, DistrictId district, const Feedback& entry,
                                   const Digests& digests);
// State, desk, times, steps and version.
void update_feedback(storage::Transaction& transaction, DistrictId district, const Feedback& entry);
// Seals words under a fresh key of this entry.
void seal_words(storage::Transaction& transaction, const storage::KeyRing& keys, DistrictId district, FeedbackId entry,
                const Words& words);
// Empty when the key has been destroyed.
[[nodiscard]] Words open_words(storage::Snapshot& snapshot, const storage::KeyRing& keys, DistrictId district,
                               FeedbackId entry);
void insert_step(storage::Transaction& transaction, const storage::KeyRing& keys, DistrictId district, FeedbackId entry,
                 const FeedbackStep& step);
[[nodiscard]] std::vector<FeedbackStep> load_steps(storage::Snapshot& snapshot, const storage::KeyRing& keys,
                                                   DistrictId district, FeedbackId entry);
// Gives the reading's id.
std::int64_t insert_reading(storage::Transaction& transaction, DistrictId district, FeedbackId entry, AccountId account,
                            std::string_view reason);

[[nodiscard]] std::optional<Feedback> load_feedback(storage::Snapshot& snapshot, DistrictId district, FeedbackId entry);
[[nodiscard]] std::optional<Feedback> find_number(storage::Snapshot& snapshot, DistrictId district,
                                                  std::string_view number);
[[nodiscard]] std::optional<storage::Digest> secret_of(storage::Snapshot& snapshot, DistrictId district,
                                                       FeedbackId entry);
[[nodiscard]] std::optional<FeedbackId> find_request(storage::Snapshot& snapshot, DistrictId district,
                                                     const storage::Digest& request);

// Who looks: entries of other desks and those that they are recused from are not there.
struct Viewer {
  bool all_desks = false;
  std::vector<std::int64_t> desks;    // scopes
  std::vector<std::int64_t> parties;  // scopes and the account
};
[[nodiscard]] std::optional<Feedback> load_visible(storage::Snapshot& snapshot, DistrictId district,
                                                   const Viewer& viewer, FeedbackId entry);
struct FeedbackMark {
  std::int64_t due_at = 0;
  std::int64_t id = 0;
};
// By due time.
[[nodiscard]] std::vector<Feedback> list_visible(storage::Snapshot& snapshot, DistrictId district, const Viewer& viewer,
                                                 State state, const std::optional<FeedbackMark>& after, int limit);
// Waiting past their limit, and not raised to the district yet.
[[nodiscard]] std::vector<Feedback> overdue(storage::Snapshot& snapshot, DistrictId district, Instant now, int limit);

}  // namespace linli::feedback
