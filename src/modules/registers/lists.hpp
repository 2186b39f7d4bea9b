#pragma once
// What a request for a list means, by the kind's declaration. Pure; the SQL stands in list_store.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "http/declare.hpp"
#include "modules/registers/kinds.hpp"
#include "modules/registers/list_store.hpp"

namespace linli::registers {

struct ListRequest {
  std::vector<Wanted> wanted;
  bool ended = false;
  bool descending = true;
  std::int64_t within = 0;  // an area, grid or body; 0: all that the caller sees
  int limit = 50;
  std::string cursor;
  std::string fingerprint;  // of all filters: a cursor belongs to the filters it came from
};

using Query = std::vector<std::pair<std::string, std::string>>;

// Parameters that every list has; no field may bear such a name.
[[nodiscard]] bool is_list_parameter(std::string_view name);
// What the list of this kind takes from that caller: the same declaration checks requests and describes the interface.
[[nodiscard]] std::vector<http::Field> list_fields(const Kind& kind, const accounts::Caller& caller);
// Fails: kBadFilter. The query has passed http::check with list_fields.
[[nodiscard]] Result<ListRequest> list_request(const Kind& kind, const accounts::Caller& caller, const Query& query);

[[nodiscard]] std::string write_mark(const ListMark& mark);
[[nodiscard]] std::optional<ListMark> read_mark(std::string_view text);

}  // namespace linli::registers
