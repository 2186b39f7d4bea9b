#pragma once
// Plain values of declared records.

#include <boost/json/object.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/id.hpp"
#include "base/time.hpp"

namespace linli::registers {

struct RecordTag {};
struct BookingTag {};
using RecordId = Id<RecordTag>;
using BookingId = Id<BookingTag>;

// One record as it stands. Protected fields are not in `values`: only their names, in `sealed`.
struct Record {
  RecordId id;
  std::string kind;
  boost::json::object values;       // canonical: decimals as text, ids as decimal strings, dates as text
  std::vector<std::string> sealed;  // protected fields that hold something
  Date from{};
  std::optional<Date> to;  // the first day it no longer is
  std::string end_reason;
  int version = 1;
  std::vector<std::int64_t> scopes;  // areas, grids and bodies that see it; the district first
  Instant changed_at;
  AccountId changed_by;
  bool erased = false;  // its protected values are gone for good
};

// What a record was after one change.
struct Version {
  int number = 0;
  Instant at;
  AccountId account;
  std::string what;  // added, changed, ended, imported
  boost::json::object values;
  std::vector<std::string> sealed;
  Date from{};
  std::optional<Date> to;
};

// Who looked at the protected values of a record.
struct Reading {
  Instant at;
  AccountId account;
  std::string fields;
  std::string reason;
};

struct Booking {
  BookingId id;
  RecordId record;
  Instant from;
  Instant to;
  std::string purpose;
  std::string used_by;  // a body or team
  AccountId booked_by;
  Instant booked_at;
  std::optional<Instant> cancelled_at;
  AccountId cancelled_by;
  std::string cancel_reason;
};

}  // namespace linli::registers
