#pragma once
// What must follow a changed declaration or the passing of time; app's timers call it.

#include "modules/registers/context.hpp"

namespace linli::registers {

// Notes the labels of declared fields, so that a field that goes away stays readable, and makes the index rows of
// records that were there before a field became a filter; one portion a call. How many records it went through.
int settle_fields(const Context& context, DistrictId district);

struct Expiry {
  std::string kind;
  std::int64_t records = 0;
};
// Destroys the keys of protected values whose time is up (keep_months after the record ended). A dry run only counts.
std::vector<Expiry> expire_protected(const Context& context, DistrictId district, Offset offset, bool dry_run);

}  // namespace linli::registers
