#include "modules/cases/work.hpp"

#include <algorithm>

#include "modules/cases/errors.hpp"
#include "modules/cases/list_request.hpp"
#include "modules/cases/names.hpp"
#include "modules/cases/records.hpp"
#include "modules/cases/store.hpp"

namespace linli::cases {

using storage::Snapshot;
using storage::Transaction;

Result<void> Work::check_filters(std::string_view query) {
  const auto wanted = list_request_of(query);
  if (!wanted) return fail(wanted.error());
  return {};
}

Result<CasePage> Work::find(Snapshot& snapshot, const accounts::Caller& caller, std::string_view query,
                            std::string_view cursor, int limit) {
  auto wanted = list_request_of(query);
  if (!wanted) return fail(wanted.error());
  wanted->limit = limit;
  const auto after = cursor.empty() ? std::nullopt : read_mark(cursor);
  if (!cursor.empty() && !after) return fail(kBadCursor);
  auto page = desk_.finder().page(snapshot, caller, *wanted, after);
  return CasePage{std::move(page.cases), page.next ? write_mark(*page.next) : std::string(), page.complete};
}

Result<std::vector<Case>> Work::pick(Snapshot& snapshot, const accounts::Caller& caller, std::span<const CaseId> named,
                                     std::string_view query, int limit) {
  std::vector<Case> found;
  if (!named.empty()) {
    const auto scopes = visible_scopes(caller);
    for (const auto id : named)
      if (auto entry = load_visible_case(snapshot, caller.district, id, scopes)) found.push_back(std::move(*entry));
    return found;
  }
  std::string cursor;
  do {
    const auto wanted = std::min(200, limit - static_cast<int>(found.size()));
    auto page = find(snapshot, caller, query, cursor, wanted);
    if (!page) return fail(page.error());
    for (auto& entry : page->cases) found.push_back(std::move(entry));
    cursor = page->next;
  } while (!cursor.empty() && found.size() < static_cast<std::size_t>(limit));
  return found;
}

Result<Case> Work::try_step(Snapshot& snapshot, const accounts::Caller& caller, CaseId entry, const Command& command) {
  auto outcome = desk_.outcome_of(snapshot, caller, entry, command);
  if (!outcome) return fail(std::move(outcome.error()));
  return std::move(outcome->after);
}

Result<Case> Work::take_step(Transaction& transaction, const accounts::Caller& caller, CaseId entry,
                             const Command& command) {
  return desk_.take_in(transaction, caller, entry, command);
}

Result<Received> Work::receive(Transaction& transaction, const Reporter& reporter, const NewReport& report) {
  return intake_.receive_in(transaction, report, reporter);
}

Result<Case> Work::take_reporters_step(Transaction& transaction, const Reporter& reporter, CaseId entry,
                                       const Command& command) {
  const auto current = load_case(transaction, reporter.district, entry);
  if (!current) return fail(kNotFound);
  const auto pen = context_.pen(transaction, reporter.district, reporter.offset);
  auto outcome = decide(*current, command, resident_standing(), transaction.now(), pen.rules);
  if (!outcome) return fail(std::move(outcome.error()));
  return write_change(transaction, pen, *current, std::move(*outcome), command.photos,
                      {reporter.kind, reporter.account});
}

CaseLine Work::line_of(Snapshot& snapshot, const accounts::Caller& caller, const Case& entry) {
  const View view{context_, snapshot, caller.district, caller.offset,
                  context_.catalogue.book(snapshot, caller.district, caller.offset)};
  const auto* matter = view.book->find(entry.matter);
  CaseLine line;
  line.matter = matter != nullptr ? matter->name : Text{};
  line.state = label_of(entry.state);
  line.channel = label_of(entry.channel);
  line.path = context_.atlas.path_text(entry.where);
  line.grid = context_.atlas.name(entry.where.grid.value);
  line.lead = lead_name(view, entry.lead);
  line.handler = context_.names.account(snapshot, caller.district, entry.handler);
  return line;
}

}  // namespace linli::cases
