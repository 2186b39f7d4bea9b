#include "modules/funds/views_parts.hpp"

#include <algorithm>

namespace linli::funds {

const rules::FundLine* find_line(const rules::Model& model, std::string_view code, Date on) {
  const auto found = std::ranges::find_if(
      model.funds, [&](const auto& line) { return line.code == code && rules::in_force(line.provenance, on); });
  return found == model.funds.end() ? nullptr : &*found;
}

rules::FundLine line_or_plain(const rules::Model& model, std::string_view code, Date on) {
  if (const auto* found = find_line(model, code, on)) return *found;
  rules::FundLine line;
  line.code = code;
  line.name = {line.code, line.code};
  return line;
}

void write_fen(JsonWriter& w, std::string_view key, const std::optional<Fen>& amount) {
  w.field(key, amount ? std::optional(amount->value) : std::nullopt);
}

void write_total(JsonWriter& w, const Total& total) {
  write_fen(w, "due_fen", total.due);
  write_fen(w, "budget_fen", total.budgeted ? std::optional(total.budget) : std::nullopt);
  w.field("income_fen", total.income.value).field("spent_fen", total.spent.value);
  w.field("balance_fen", total.balance.value);
}

void write_line(JsonWriter& w, const rules::FundLine& line, const LineBooks& books) {
  w.begin_object().field("code", line.code).field("name", line.name).key("note");
  line.note.zh.empty() ? w.value(nullptr) : w.value(line.note);
  w.field("source", books.due.source.empty() ? line.provenance.source : books.due.source);
  w.field("norm", line.norm).field("own_books", line.own_books).field("for_tasks", line.for_tasks);
  w.key("purposes").begin_array();
  for (const auto& purpose : line.purposes)
    w.begin_object().field("code", purpose.code).field("name", purpose.name).end_object();
  w.end_array().field("formula", books.due.formula).field("inputs", books.due.inputs);
  w.field("records", books.due.records).field("unknown", books.due.unknown);
  write_fen(w, "due_fen", books.due.least);
  write_fen(w, "most_fen", books.due.most);
  write_fen(w, "budget_fen", books.budget);
  w.field("income_fen", books.sums.income.value).field("spent_fen", books.sums.spent.value);
  write_fen(w, "left_fen", books.budget ? std::optional(*books.budget - books.sums.spent) : std::nullopt);
  w.end_object();
}

void write_asked(JsonWriter& w, storage::Snapshot& snapshot, const accounts::Caller& caller, const TwoPersons& asked) {
  const auto name = [&](AccountId account) {
    return account ? accounts::account_name(snapshot, caller.district, account) : std::nullopt;
  };
  w.field("state", to_string(asked.state)).field("reason", asked.reason);
  w.field("proposed_by", name(asked.proposed_by))
      .field("proposed_at", format_instant(asked.proposed_at, caller.offset));
  w.field("decided_by", name(asked.decided_by)).key("decided_at");
  asked.decided_at ? w.value(format_instant(*asked.decided_at, caller.offset)) : w.value(nullptr);
  w.field("decision", asked.decision);
}

void write_concerns(JsonWriter& w, std::span<const Concern> concerns) {
  w.begin_array();
  for (const auto& concern : concerns) {
    w.begin_object().field("kind", to_string(concern.kind)).field("words", concern.words);
    w.field("source", concern.source);
    write_fen(w, "by_fen", concern.by);
    w.end_object();
  }
  w.end_array();
}

std::string concerns_json(std::span<const Concern> concerns) {
  JsonWriter w;
  write_concerns(w, concerns);
  return w.take();
}

std::map<std::string, LineBooks> added_up(std::span<const HolderBooks> ledger) {
  std::map<std::string, LineBooks> lines;
  for (const auto& holder : ledger) {
    for (const auto& [code, books] : holder.lines) {
      auto& sum = lines[code];
      const bool first = sum.due.records == 0;
      if (!books.due.formula.empty()) sum.due.formula = books.due.formula;
      if (!books.due.source.empty()) sum.due.source = books.due.source;
      sum.due.inputs = first ? books.due.inputs : std::string();
      sum.due.records += books.due.records;
      sum.due.unknown += books.due.unknown;
      const auto add = [](std::optional<Fen>& total, const std::optional<Fen>& part) {
        if (part) total = total.value_or(Fen{}) + *part;
      };
      add(sum.due.least, books.due.least);
      add(sum.due.most, books.due.most);
      add(sum.budget, books.budget);
      sum.sums.income += books.sums.income;
      sum.sums.spent += books.sums.spent;
    }
  }
  return lines;
}

}  // namespace linli::funds
