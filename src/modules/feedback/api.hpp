#pragma once
// Complaints and suggestions (投诉建议). Other modules see only this file and types.hpp.

#include "modules/feedback/types.hpp"
#include "storage/migrations.hpp"
#include "storage/store.hpp"

namespace linli::feedback {

extern const storage::Schema kFeedbackSchema;

// The number that people know it by.
[[nodiscard]] std::optional<std::string> feedback_number(storage::Snapshot& snapshot, DistrictId district,
                                                         FeedbackId entry);

}  // namespace linli::feedback
