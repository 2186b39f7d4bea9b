#include "modules/cases/children.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "modules/cases/clocks.hpp"
#include "modules/cases/errors.hpp"
#include "storage/crypto.hpp"

namespace linli::cases {

Result<Case> write_child(Context& context, storage::Transaction& transaction, const Pen& pen, const Case& parent,
                         const Command& command, const Author& author) {
  const auto book = context.catalogue.book(transaction, pen.district, pen.offset);
  const auto* matter = book->find(command.matter);
  if (matter == nullptr || !matter->active || !matter->leaf || matter->diverts)
    return fail(kBadStep, {{"matter_id",
                            std::nullopt,
                            to_string(command.matter),
                            {"没有这个事项", "There is no such matter"},
                            {"请从目录中选择一项", "Choose one from the list"}}});
  Case child;
  child.id = transaction.new_id_as<CaseId>();
  child.parent = parent.id;
  child.matter = matter->id;
  child.channel = parent.channel;
  child.text = std::string(trim(command.note));
  child.confidential = parent.confidential;
  child.place = parent.place;
  child.where = parent.where;
  child.lon = parent.lon;
  child.lat = parent.lat;
  child.received_at = transaction.now();
  child.recused = parent.recused;
  set_limits(child, *matter, pen.rules);
  child.scopes = scopes_of(parent.where, pen.district);
  auto lead = command.to;
  if (!lead) {
    const auto duty = parent.where.grid ? context.atlas.duty(pen.district, parent.where.grid) : std::nullopt;
    lead = route(*matter, parent.where.grid, duty && (duty->steward || duty->deputy));
  }
  if (std::ranges::find(child.recused, lead.id) != child.recused.end()) lead = {};
  auto outcome = receive(std::move(child), lead, author.kind, author.account, pen.rules);
  // Nobody follows a child by a secret of its own: its parent's shows it.
  return write_new(transaction, pen, std::move(outcome), {storage::random_digest(), std::nullopt}, {}, {}, author);
}

}  // namespace linli::cases
