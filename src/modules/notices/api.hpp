#pragma once
// Notices (通知): who is told what, by which way. Other modules see only this file and types.hpp.

#include <string>
#include <string_view>
#include <vector>

#include "modules/notices/types.hpp"
#include "storage/store.hpp"

namespace linli::notices {

extern const storage::Schema kNoticesSchema;

// Something happened that somebody should hear of. Which people that are, and in what words, says
// models/base/notices.toml by `event`; an event that does not stand there is told to nobody.
struct Announcement {
  DistrictId district;
  std::string_view event;  // `cases.dispatched`
  std::string_view subject_kind = "case";
  std::int64_t subject = 0;
  std::string_view number;  // what people know the subject by
  AccountId by;             // who did it: not told themselves
  bool by_resident = false;
  std::int64_t lead_grid = 0;
  std::int64_t lead_body = 0;
  AccountId handler;
  AreaId community;
  AreaId subdistrict;
  std::int64_t watch = 0;            // the area whose desk watches over it
  std::vector<std::int64_t> parts;   // bodies and grids that are to take part
  std::vector<std::int64_t> scopes;  // whose receivers hear of it
  bool has_name = false;
  bool has_phone = false;
  bool reported_by_page = false;  // the resident has it on their own phone
};

// Queues the announcement in the caller's transaction: it is told if and only if that commits, soon afterwards.
void announce(storage::Transaction& transaction, const Announcement& announcement);

}  // namespace linli::notices
