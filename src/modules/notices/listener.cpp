#include "modules/notices/listener.hpp"

#include <algorithm>

#include "modules/notices/api.hpp"

namespace linli::notices {
namespace {

Announcement announcement_of(const cases::Pen& pen, const cases::Change& change) {
  const auto& entry = change.after;
  Announcement said;
  said.district = pen.district;
  said.subject = entry.id.value;
  said.number = entry.number;
  said.by = change.account;
  if (entry.lead.kind == cases::LeadKind::Grid) said.lead_grid = entry.lead.id;
  if (entry.lead.kind == cases::LeadKind::Body) said.lead_body = entry.lead.id;
  said.handler = entry.handler ? entry.handler : entry.done_by;
  said.community = entry.where.community;
  said.subdistrict = entry.where.subdistrict;
  said.watch = entry.watch;
  said.scopes = entry.scopes;
  std::erase_if(said.scopes,
                [&](std::int64_t scope) { return std::ranges::find(entry.recused, scope) != entry.recused.end(); });
  said.has_name = entry.has_name;
  said.has_phone = entry.has_phone;
  said.reported_by_page = entry.channel == cases::Channel::Page || entry.channel == cases::Channel::Qr;
  return said;
}

}  // namespace

cases::Listener case_listener(Context& context) {
  return [&context](storage::Transaction& transaction, const cases::Pen& pen, const cases::Change& change) {
    bool queued = false;
    auto said = announcement_of(pen, change);
    for (const auto& hop : change.hops) {
      said.event = cases::event_kind(hop.step);
      if (context.book->of(said.event) == nullptr) continue;
      said.by_resident = hop.by == storage::ActorKind::Resident;
      said.parts.clear();
      if (hop.to) said.parts.push_back(hop.to.id);
      announce(transaction, said);
      queued = true;
    }
    if (queued) transaction.after_commit([&context] { context.bell.ring(); });
  };
}

}  // namespace linli::notices
