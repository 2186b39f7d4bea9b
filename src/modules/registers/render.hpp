#pragma once
// Kinds, records and bookings as JSON.

#include <string>
#include <vector>

#include "base/json_writer.hpp"
#include "modules/registers/context.hpp"
#include "modules/registers/index_store.hpp"
#include "modules/registers/record_store.hpp"
#include "modules/registers/rules.hpp"

namespace linli::registers {

void write_kind_line(JsonWriter& w, const Kind& kind, const accounts::Caller& caller);
// The whole declaration, of the fields that the caller may read.
[[nodiscard]] std::string kind_json(const Kind& kind, const accounts::Caller& caller);

struct View {
  const Context& context;
  const accounts::Caller& caller;
  const Kind& kind;
  Names& names;
};
// Only values that the caller may read; protected ones by name.
void write_record(JsonWriter& w, const View& view, const Record& record);
// `{"12":"解放社区"}`: what the records written so far refer to.
void write_names(JsonWriter& w, const Names& names);
void write_warnings(JsonWriter& w, const std::vector<Warning>& warnings);
// Values that no field is declared for any more.
void write_former(JsonWriter& w, const View& view, const Record& record, const std::vector<KnownField>& known);
void write_version(JsonWriter& w, const View& view, const Version& version, const Version* before,
                   const std::vector<KnownField>& known);
void write_booking(JsonWriter& w, const Booking& booking, Names& names, Offset offset, bool may_cancel);

}  // namespace linli::registers
