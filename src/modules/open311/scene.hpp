#pragma once
// What a call needs, and what it knows once the tables were looked at.

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "modules/accounts/api.hpp"
#include "modules/areas/api.hpp"
#include "modules/cases/api.hpp"
#include "modules/catalogue/api.hpp"
#include "modules/open311/types.hpp"
#include "storage/store.hpp"

namespace linli::open311 {

// References must outlive the service.
struct Open311Parts {
  storage::Store& store;
  const areas::Atlas& atlas;
  catalogue::Catalogue& catalogue;
  cases::CaseWork& work;
  // Who is behind an API token; nothing when it is wrong, revoked or past its date.
  std::function<std::optional<accounts::Caller>(storage::Snapshot&, std::string_view key)> caller_of_key;
  // What staff have released of a case for everybody; empty: nothing ever is.
  std::function<std::optional<Released>(storage::Snapshot&, DistrictId, CaseId)> released;
  std::string url;            // where people reach this server
  int posts_a_minute = 60;    // by one key
  int refused_a_minute = 60;  // wrong keys from one address
};

// One call, as every endpoint needs it.
struct Ask {
  Pairs pairs;  // of the query, or of the form
  std::string key;
  std::string peer;
  std::string idempotency_key;
  bool english = false;
};

struct Scene {
  Open311Parts& parts;
  storage::Snapshot& snapshot;
  accounts::District district;
  std::optional<accounts::Caller> caller;
  std::shared_ptr<const catalogue::Book> book;
  bool english = false;

  [[nodiscard]] const accounts::Caller* who() const { return caller ? &*caller : nullptr; }
  [[nodiscard]] std::string word(const Text& text) const { return english ? text.en : text.zh; }
  [[nodiscard]] std::string moment(Instant at) const { return format_instant(at, district.offset); }
};

}  // namespace linli::open311
