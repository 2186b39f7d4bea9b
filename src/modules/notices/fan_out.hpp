#pragma once
// From what happened to who is told: the queue becomes rows of inboxes, messages of the outbox and calls of the desk.

#include "modules/notices/context.hpp"

namespace linli::notices {

// One portion of the queue, in one transaction: either all of it is told, or it stays queued. How many announcements.
int fan_out(Context& context);

// Puts the resident of a case on the call list of its community's desk.
struct Reason {
  CaseId entry;
  std::string number;
  std::string event;
  AreaId community;
  AreaId subdistrict;
  bool has_phone = false;
};
void call_instead(storage::Transaction& transaction, DistrictId district, const Reason& reason);

}  // namespace linli::notices
