// Budgets: proposed by one person, adopted by another; a later one takes the place of an earlier, which stays.
#include <set>

#include "base/text.hpp"
#include "http/aside.hpp"
#include "modules/funds/errors.hpp"
#include "modules/funds/events.hpp"
#include "modules/funds/looked.hpp"
#include "modules/funds/views_parts.hpp"

namespace linli::funds {

namespace asio = boost::asio;
using accounts::Caller;
using accounts::Right;
using storage::Snapshot;
using storage::Transaction;

namespace {

Fault bad_line(const std::string& line, Text reason, Text remedy) {
  return {"lines." + line, std::nullopt, {}, std::move(reason), std::move(remedy)};
}

std::vector<Fault> check_budget(const NewBudget& wanted, const rules::Model& model, Date day) {
  std::vector<Fault> faults;
  std::set<std::string_view> seen;
  for (const auto& [code, amount] : wanted.lines) {
    if (find_line(model, code, day) == nullptr)
      faults.push_back(
          bad_line(code, {"没有这个科目。", "There is no such line."}, {"从列表里选。", "Choose of the list."}));
    if (!seen.insert(code).second)
      faults.push_back(bad_line(code, {"同一科目写了两次。", "The line stands twice."}, {"只留一个。", "Keep one."}));
    if (amount.value < 0 || amount.value > kMostFen)
      faults.push_back(bad_line(code, {"金额不能小于零，不超过十亿元。", "The sum is from zero to 1 000 million yuan."},
                                {"改正金额。", "Correct it."}));
  }
  const bool any = !wanted.lines.empty();
  if (!any || trim(wanted.reason).empty() || length_utf8(wanted.reason) > kMostWords)
    faults.push_back({any ? "reason" : "lines",
                      std::nullopt,
                      {},
                      {any ? "没有写依据，或太长。" : "没有科目。",
                       any ? "The reason is missing or too long." : "No line is given."},
                      {any ? "写批文或会议，不超过500个字。" : "至少填一个科目。",
                       any ? "Name the ruling or meeting, in 500 characters." : "Give one line at least."}});
  return faults;
}

Due due_of(const BudgetLine& line) {
  Due due;
  due.least = line.norm;
  due.most = line.most;
  due.source = line.source;
  return due;
}

}  // namespace

std::vector<Concern> Funds::concerns_of(Snapshot& snapshot, DistrictId district, const Budget& budget,
                                        const BudgetLine& line, const rules::Model& model) const {
  const auto declared = line_or_plain(model, line.line, budget.as_of);
  const auto due = due_of(line);
  LineCheck check{declared, due, line.amount, {}, {}};
  if (declared.grows) {
    const auto before = budgets_of_year(snapshot, district, {true, {}}, budget.year - 1, snapshot.now());
    const auto found = before.find({budget.account.value, line.line});
    if (found != before.end()) check.last_year = found->second;
    if (!declared.growth.empty()) check.growth = rules::value_on(model, declared.growth, budget.as_of);
  }
  return check_line(check);
}

void Funds::write_budget(JsonWriter& w, Snapshot& snapshot, const Caller& caller, const Budget& budget,
                         const rules::Model& model) {
  w.begin_object().field("id", budget.id).field("year", budget.year).field("version", budget.version);
  w.field("as_of", format_date(budget.as_of));
  write_asked(w, snapshot, caller, budget.asked);
  w.key("lines").begin_array();
  for (const auto& line : budget.lines) {
    const auto declared = line_or_plain(model, line.line, budget.as_of);
    w.begin_object().field("code", line.line).field("name", declared.name).field("amount_fen", line.amount.value);
    write_fen(w, "norm_fen", line.norm);
    w.field("formula", line.formula).field("inputs", line.inputs).field("source", line.source).key("concerns");
    write_concerns(w, concerns_of(snapshot, caller.district, budget, line, model));
    w.end_object();
  }
  w.end_array().field("may_decide",
                      caller.may(Right::FundsApprove) && may_decide(budget.asked, caller.account).has_value());
  w.end_object();
}

asio::awaitable<Result<std::string>> Funds::propose_budget(const Caller& caller, NewBudget wanted) {
  // What is due is asked beforehand: nobody's writing waits for all rules about all records.
  auto prepare = [&](Snapshot& snapshot) {
    return load_account(snapshot, caller.district, reach_of(caller), wanted.account);
  };
  const auto account = co_await parts_.store.read(prepare);
  if (!account) co_return fail(kNotFound);
  const auto dues = co_await http::aside(worker_, [&] { return dues_for(caller, *account, wanted.year); });
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    const auto day = basis_day(wanted.year, date_of(transaction.now(), caller.offset));
    const auto model = model_of(transaction, caller.district, day);
    if (auto faults = check_budget(wanted, *model, day); !faults.empty()) return fail(kBadEntry, std::move(faults));
    for (const auto& other : load_budgets(transaction, caller.district, wanted.account, wanted.year))
      if (other.asked.state == Decision::Proposed) return fail(kPending);
    Budget budget{transaction.new_id_as<BudgetId>(), wanted.account, wanted.year, day, {}, 1, {}};
    budget.asked.proposed_by = caller.account;
    budget.asked.proposed_at = transaction.now();
    budget.asked.reason = wanted.reason;
    auto event = event_of(caller, "funds.budget_proposed", "fund_account", wanted.account.value);
    event.rows = {{&kFundBudgets, {budget.id.value}}};
    for (const auto& [code, amount] : wanted.lines) {
      const auto found = dues.find(code);
      const auto due = found == dues.end() ? Due{} : found->second;
      budget.lines.push_back({code, amount, due.least, due.most, due.formula, due.inputs, due.source});
      event.rows.push_back({&kFundBudgetLines, {budget.id.value, static_cast<std::int64_t>(budget.lines.size())}});
    }
    insert_budget(transaction, caller.district, budget);
    transaction.record(event);
    JsonWriter w;
    write_budget(w, transaction, caller, budget, *model);
    return w.take();
  };
  co_return co_await parts_.store.write(work);
}

asio::awaitable<Result<std::string>> Funds::decide_budget(const Caller& caller, BudgetId id, Verdict verdict) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    auto budget = load_budget(transaction, caller.district, reach_of(caller), id);
    if (!budget) return fail(kNotFound);
    if (auto free = may_decide(budget->asked, caller.account); !free) return fail(free.error());
    if (budget->version != verdict.version) return fail(kStale);
    const auto model = model_of(transaction, caller.district, budget->as_of);
    if (verdict.approve) {
      std::vector<Concern> all;
      for (const auto& line : budget->lines)
        for (auto& concern : concerns_of(transaction, caller.district, *budget, line, *model))
          all.push_back(std::move(concern));
      if (auto good = may_approve(all, verdict.reason); !good) return fail(good.error());
    }
    decide(budget->asked, verdict, caller.account, transaction.now());
    ++budget->version;
    update_budget(transaction, caller.district, *budget);
    auto event = event_of(caller, verdict.approve ? "funds.budget_adopted" : "funds.budget_refused", "fund_account",
                          budget->account.value);
    event.rows = {{&kFundBudgets, {budget->id.value}}};
    transaction.record(event);
    JsonWriter w;
    write_budget(w, transaction, caller, *budget, *model);
    return w.take();
  };
  co_return co_await parts_.store.write(work);
}

}  // namespace linli::funds
