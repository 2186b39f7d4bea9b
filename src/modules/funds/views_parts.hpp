#pragma once
// What several answers write the same way.

#include <span>

#include "base/json_writer.hpp"
#include "modules/accounts/api.hpp"
#include "modules/funds/books.hpp"

namespace linli::funds {

[[nodiscard]] const rules::FundLine* find_line(const rules::Model& model, std::string_view code, Date on);
// The line, or where the model has it no longer one of that name and nothing else.
[[nodiscard]] rules::FundLine line_or_plain(const rules::Model& model, std::string_view code, Date on);

void write_fen(JsonWriter& w, std::string_view key, const std::optional<Fen>& amount);
void write_total(JsonWriter& w, const Total& total);
void write_line(JsonWriter& w, const rules::FundLine& line, const LineBooks& books);
// Who asked and who decided, into the object that is open.
void write_asked(JsonWriter& w, storage::Snapshot& snapshot, const accounts::Caller& caller, const TwoPersons& asked);
void write_concerns(JsonWriter& w, std::span<const Concern> concerns);
[[nodiscard]] std::string concerns_json(std::span<const Concern> concerns);
// Lines of several holders, added up; formulas and inputs only where a single holder has the line.
[[nodiscard]] std::map<std::string, LineBooks> added_up(std::span<const HolderBooks> ledger);

}  // namespace linli::funds
