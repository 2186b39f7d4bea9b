#pragma once
// What the district shows to everybody: settled matters that a person released, and figures that name nobody. Other
// modules see only this file and types.hpp.

#include <map>
#include <optional>
#include <span>
#include <string_view>

#include "modules/cases/api.hpp"
#include "modules/public_face/types.hpp"
#include "storage/store.hpp"

namespace linli::public_face {

extern const storage::Schema kPublicFaceSchema;

// What everybody may read of the case; nothing while it is not released, or when that was withdrawn.
[[nodiscard]] std::optional<PublicText> released(storage::Snapshot& snapshot, DistrictId district, CaseId entry);
// The same for a page of cases; those without a release are missing.
[[nodiscard]] std::map<CaseId, PublicText> released(storage::Snapshot& snapshot, DistrictId district,
                                                    std::span<const CaseId> entries);

// For cases::PhotoOptions::also_used: files of released photos stay, those of withdrawn ones too (undo).
[[nodiscard]] bool shows_photo(storage::Snapshot& snapshot, DistrictId district, std::string_view digest);

}  // namespace linli::public_face
