#pragma once
// A change before it is written: checked against the declaration, the caller's scope and what is there. Reads only, so
// that a dry run and the commit decide alike.

#include <boost/json/object.hpp>
#include <optional>
#include <string_view>
#include <vector>

#include "modules/registers/context.hpp"
#include "modules/registers/rules.hpp"

namespace linli::registers {

struct Draft {
  KindPointer kind;
  Record record;                              // as it shall be
  std::optional<Record> before;               // none: it is new
  std::optional<boost::json::object> sealed;  // all its protected values, when any of them changes
  std::vector<Warning> warnings;
  std::string_view what;  // added, changed, ended
  bool changes = true;    // false: everything is as it was
};

struct Proposal {
  const KindPointer& kind;
  const boost::json::object& values;  // canonical; null takes a value away; protected ones too
  std::optional<Date> from;
};

// Faults name the fields. Fails: kNotYours, kInvalid.
[[nodiscard]] Result<Draft> draft_new(const Context& context, storage::Snapshot& snapshot,
                                      const accounts::Caller& caller, const Proposal& proposal);
// Members that the proposal does not name stay. Fails: kNotYours, kEnded, kInvalid.
[[nodiscard]] Result<Draft> draft_change(const Context& context, storage::Snapshot& snapshot,
                                         const accounts::Caller& caller, const Proposal& proposal, Record record);
// `on` is the first day it no longer is. Fails: kNotYours, kEnded, kInvalid.
[[nodiscard]] Result<Draft> draft_end(storage::Snapshot& snapshot, const accounts::Caller& caller,
                                      const KindPointer& kind, Record record, Date on, std::string_view reason);
void write_draft(const Context& context, storage::Transaction& transaction, const accounts::Caller& caller,
                 Draft& draft);

// JSON as the interface has checked it → canonical values. Fails: kInvalid.
[[nodiscard]] Result<boost::json::object> canonical_values(const Kind& kind, const accounts::Caller& caller,
                                                           const boost::json::object& sent);

// Who sees a record with these values: the district, the place and everything above it, its grid, its body.
[[nodiscard]] std::vector<std::int64_t> scopes_of(const Context& context, storage::Snapshot& snapshot,
                                                  DistrictId district, const Kind& kind,
                                                  const boost::json::object& values);

}  // namespace linli::registers
