#pragma once
// Cases as JSON, written straight from the rows.

#include <span>
#include <string>

#include "base/json_writer.hpp"
#include "modules/cases/context.hpp"
#include "modules/cases/trail.hpp"

namespace linli::cases {

// What writing one answer needs: names come from memory, times in the district's offset.
struct View {
  Context& context;
  storage::Snapshot& snapshot;
  DistrictId district;
  Offset offset;
  std::shared_ptr<const catalogue::Book> book;
};

// The members of a summary, into an object that is open.
void write_summary(JsonWriter& w, const View& view, const Case& entry);
// The whole case for staff, with hops, photos and what this person may do.
[[nodiscard]] std::string case_json(const View& view, const Case& entry, std::span<const PackedHop> hops,
                                    std::span<const Photo> photos, const Standing& standing,
                                    std::string_view secret = {});
// The same without what is protected: no contact, no names of staff, no notes between colleagues. `goes_on_in`: the
// state of the case that it was merged into.
[[nodiscard]] std::string public_case_json(const View& view, const Case& entry, std::span<const Hop> hops,
                                           std::span<const Photo> photos, std::optional<State> goes_on_in = {});
// The same for whoever follows somebody else's report: how far it is, nothing that anybody wrote.
[[nodiscard]] std::string follower_case_json(const View& view, const Case& entry, std::span<const Hop> hops);
// Name of a grid or body, for hops and leads.
[[nodiscard]] std::string lead_name(const View& view, Lead lead);

}  // namespace linli::cases
