#pragma once
// Plain values of what the district shows to everybody.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"

namespace linli::public_face {

struct ReleaseTag {};
using ReleaseId = Id<ReleaseTag>;

// What everybody may read of a settled matter: written by a person for the public, never the resident's own words.
struct PublicText {
  std::string title;
  std::string problem;  // what was wrong
  std::string result;   // what was done
  bool operator==(const PublicText&) const = default;
};

// A picture as it was after somebody blacked out what must not be seen. Files are named by their content.
struct PublicPhoto {
  std::string digest;
  std::string thumb_digest;
  int width = 0;
  int height = 0;
  std::string description;  // for whoever does not see it
};

// One release of one case. Withdrawn ones stay as rows: who released and who withdrew what, when and why.
struct Release {
  ReleaseId id;
  CaseId entry;
  MatterId matter;
  AreaId subdistrict;
  AreaId community;
  PublicText text;
  Instant received_at{};
  Instant settled_at{};
  int marks_left = 0;  // of what looked personal, left in knowingly
  int photos = 0;
  Instant released_at{};
  AccountId released_by;
  std::optional<Instant> withdrawn_at;
  AccountId withdrawn_by;
  std::string withdrawn_reason;
};

// A photo of a release to be: an upload, and what it shows.
struct NewPhoto {
  PhotoId id;
  std::string description;
};
struct NewRelease {
  PublicText text;
  std::vector<NewPhoto> photos;
  bool marks_seen = false;  // somebody looked at what was marked and lets it stand
};

}  // namespace linli::public_face
