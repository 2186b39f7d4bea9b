#include "modules/funds/books.hpp"

#include <algorithm>

namespace linli::funds {

using storage::Snapshot;

namespace {

AreaId community_among(const std::vector<AreaId>& places, const areas::Atlas& atlas) {
  for (const auto place : places)
    if (atlas.level(place.value) == areas::Level::Community) return place;
  return {};
}

std::string inputs_text(const std::vector<rules::Input>& inputs) {
  std::string text;
  for (const auto& input : inputs) text += (text.empty() ? "" : ", ") + input.name + "=" + input.value;
  return text;
}

void add_norm(Due& due, const rules::Rule& rule, const rules::Answer& answer) {
  ++due.records;
  due.formula = rule.formula_text;
  due.source = rule.provenance.source;
  due.inputs = due.records == 1 ? inputs_text(answer.inputs) : std::string();
  const auto fen = answer.amount ? due_fen(*answer.amount) : std::nullopt;
  if (!fen) {
    ++due.unknown;
    return;
  }
  due.least = due.least.value_or(Fen{}) + *fen;
}

void add_most(Due& due, const rules::Rule& rule, const rules::Answer& answer) {
  const auto fen = answer.amount ? due_fen(*answer.amount) : std::nullopt;
  if (!fen) return;
  due.most = due.most.value_or(Fen{}) + *fen;
  if (due.source.empty()) due.source = rule.provenance.source;
}

// What one finding says of the lines that name its rule.
void add_finding(Dues& dues, const compliance::Finding& finding, const rules::Model& model, Date on,
                 const areas::Atlas& atlas) {
  const auto& rule = model.rules[finding.rule];
  for (const auto& line : model.funds) {
    const bool norm = line.norm == rule.code;
    if ((!norm && line.most != rule.code) || !rules::in_force(line.provenance, on)) continue;
    const auto place = community_among(finding.places, atlas);
    if (!place) continue;
    const auto holder = line.own_books ? Holder{HolderKind::Body, finding.id, place}
                                       : Holder{HolderKind::Community, place.value, place};
    auto& due = dues[holder][line.code];
    norm ? add_norm(due, rule, finding.answer) : add_most(due, rule, finding.answer);
  }
}

}  // namespace

void Total::add(const LineBooks& line) {
  if (line.due.least) due = due.value_or(Fen{}) + *line.due.least;
  budget += line.budget.value_or(Fen{});
  budgeted = budgeted || line.budget.has_value();
  income += line.sums.income;
  spent += line.sums.spent;
}

void Total::add(const HolderBooks& holder) {
  for (const auto& [code, line] : holder.lines) add(line);
  balance += holder.balance;
}

Dues dues_of(const compliance::Findings& findings, const areas::Atlas& atlas) {
  Dues dues;
  const auto& model = *findings.model;
  for (const auto& finding : findings.all)
    if (model.rules[finding.rule].form == rules::RuleForm::Amount)
      add_finding(dues, finding, model, findings.as_of, atlas);
  return dues;
}

std::vector<AreaId> communities_of(const areas::Atlas& atlas, DistrictId district, AreaId area) {
  const auto level = atlas.level(area.value);
  if (!level || *level > areas::Level::Community) return {};
  if (*level == areas::Level::Community) return {area};
  std::vector<AreaId> found;
  for (const auto child : atlas.children(district, area.value)) {
    const auto below = communities_of(atlas, district, AreaId{child});
    found.insert(found.end(), below.begin(), below.end());
  }
  return found;
}

Ledger read_books(Snapshot& snapshot, const BooksAsked& asked, const Dues& dues) {
  std::map<Holder, HolderBooks> holders;
  for (const auto community : asked.communities) holders[{HolderKind::Community, community.value, community}];
  const auto in_reach = [&](AreaId place) {
    return asked.reach.all || std::ranges::find(asked.reach.places, place.value) != asked.reach.places.end();
  };
  for (const auto& [holder, lines] : dues) {
    if (!in_reach(holder.place)) continue;
    for (const auto& [code, due] : lines) holders[holder].lines[code].due = due;
  }
  std::map<std::int64_t, HolderBooks*> by_account;
  const auto held = balances(snapshot, asked.district, asked.reach, asked.moment);
  for (const auto& account : load_accounts(snapshot, asked.district, asked.reach)) {
    auto& books = holders[account.holder];
    books.account = account.id;
    books.number = account.number;
    if (const auto found = held.find(account.id.value); found != held.end()) books.balance = found->second;
    by_account[account.id.value] = &books;
  }
  for (const auto& [key, sums] : sums_of_year(snapshot, asked.district, asked.reach, asked.year, asked.moment))
    by_account.at(key.first)->lines[key.second].sums = sums;
  for (const auto& [key, amount] : budgets_of_year(snapshot, asked.district, asked.reach, asked.year, asked.adopted_by))
    by_account.at(key.first)->lines[key.second].budget = amount;
  Ledger ledger;
  for (auto& [holder, books] : holders) {
    books.holder = holder;
    ledger.push_back(std::move(books));
  }
  return ledger;
}

Date last_day(int year) { return Date{std::chrono::year{year}, std::chrono::December, std::chrono::day{31}}; }

Date basis_day(int year, Date as_of) {
  const auto own = static_cast<int>(as_of.year());
  return year < own ? last_day(year) : as_of;
}

}  // namespace linli::funds
