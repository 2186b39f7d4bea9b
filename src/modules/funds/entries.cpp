// Entries: proposed by one person, booked by another, taken back by a counter-entry and never changed.
#include "modules/funds/api.hpp"
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

constexpr Date kNoEnd{std::chrono::year{9999}, std::chrono::December, std::chrono::day{31}};

void write_other(JsonWriter& w, std::string_view key, const std::optional<FundEntry>& other) {
  w.key(key);
  if (!other) {
    w.value(nullptr);
    return;
  }
  w.begin_object().field("id", other->id).field("number", voucher_number(*other));
  w.field("state", to_string(other->asked.state)).end_object();
}

std::optional<Text> purpose_text(const rules::FundLine& line, const std::string& code) {
  for (const auto& purpose : line.purposes)
    if (purpose.code == code) return purpose.name;
  return std::nullopt;
}

storage::Event entry_event(const Caller& caller, std::string_view kind, FundEntryId entry) {
  auto event = event_of(caller, kind, "fund_entry", entry.value);
  event.rows = {{&kFundEntries, {entry.value}}};
  return event;
}

}  // namespace

std::optional<std::string> entry_title(Snapshot& snapshot, DistrictId district, std::int64_t entry) {
  const auto found = load_entry(snapshot, district, {true, {}}, FundEntryId{entry});
  return found ? std::optional(voucher_number(*found)) : std::nullopt;
}

std::vector<Concern> Funds::concerns_of(Snapshot& snapshot, DistrictId district, const FundEntry& entry,
                                        const rules::Model& model) const {
  const auto line = line_or_plain(model, entry.line, entry.on);
  const auto account = load_account(snapshot, district, {true, {}}, entry.account);
  const Reach own{false, {account ? account->holder.place.value : 0}};
  const Moment now{kNoEnd, snapshot.now()};
  const auto budgets = budgets_of_year(snapshot, district, own, entry.year, snapshot.now());
  const auto sums = sums_of_year(snapshot, district, own, entry.year, now);
  const auto held = balances(snapshot, district, own, now);
  Books books;
  const LineKey key{entry.account.value, entry.line};
  if (const auto found = budgets.find(key); found != budgets.end()) books.budget = found->second;
  if (const auto found = sums.find(key); found != sums.end()) books.spent = found->second.spent;
  if (const auto found = held.find(entry.account.value); found != held.end()) books.balance = found->second;
  books.task_left = task_left(snapshot, district, entry.account, entry.line, entry.task);
  return check_entry(entry, line, books);
}

void Funds::write_entry(JsonWriter& w, Snapshot& snapshot, const Caller& caller, const FundEntry& entry,
                        const rules::Model& model) {
  const auto& asked = entry.asked;
  const auto load = [&](FundEntryId id) {
    return id ? load_entry(snapshot, caller.district, reach_of(caller), id) : std::nullopt;
  };
  const auto line = line_or_plain(model, entry.line, entry.on);
  const auto account = load_account(snapshot, caller.district, reach_of(caller), entry.account);
  const auto counter = counter_entry(snapshot, caller.district, entry.id);
  w.begin_object().field("id", entry.id).field("number", voucher_number(entry)).field("version", entry.version);
  w.key("account").begin_object().field("id", entry.account);
  w.field("name", account ? holder_name(snapshot, caller.district, account->holder) : std::string()).end_object();
  w.field("kind", to_string(entry.kind)).field("line", entry.line).field("line_name", line.name);
  w.field("purpose", entry.purpose).field("purpose_name", purpose_text(line, entry.purpose));
  w.field("amount_fen", entry.amount.value).field("on", format_date(entry.on)).field("payee", entry.payee);
  w.field("document", entry.document).field("task", entry.task).field("note", entry.note);
  write_other(w, "reverses", load(entry.reverses));
  write_other(w, "reversed_by", load(counter));
  write_asked(w, snapshot, caller, asked);
  w.key("concerns");
  if (asked.state == Decision::Proposed)
    write_concerns(w, concerns_of(snapshot, caller.district, entry, model));
  else
    w.raw(entry.concerns.empty() ? "[]" : entry.concerns);
  w.field("may_decide", caller.may(Right::FundsApprove) && may_decide(asked, caller.account).has_value());
  const bool open = asked.state == Decision::Approved && !entry.reverses && !counter;
  w.field("may_reverse", open && caller.may(Right::FundsPropose)).end_object();
}

std::string Funds::entry_json(Snapshot& snapshot, const Caller& caller, const FundEntry& entry) {
  JsonWriter w;
  write_entry(w, snapshot, caller, entry, *model_of(snapshot, caller.district, entry.on));
  return w.take();
}

asio::awaitable<Result<std::string>> Funds::entries(const Caller& caller, EntriesAsked asked) {
  const auto area = area_of(caller, asked.area);
  if (!area) co_return fail(area.error());
  auto work = [&](Snapshot& snapshot) {
    const auto model = model_of(snapshot, caller.district, date_of(snapshot.now(), caller.offset));
    auto found =
        list_entries(snapshot, caller.district, reach_of(caller, *area), asked.filter, asked.before, asked.limit + 1);
    const bool more = found.size() > static_cast<std::size_t>(asked.limit);
    if (more) found.pop_back();
    JsonWriter w;
    w.begin_object().key("items").begin_array();
    for (const auto& entry : found) write_entry(w, snapshot, caller, entry, *model);
    w.end_array().field("next", more ? std::optional(to_string(found.back().id)) : std::nullopt);
    return w.end_object().take();
  };
  co_return co_await parts_.store.read(work);
}

asio::awaitable<Result<std::string>> Funds::propose_entry(const Caller& caller, FundEntry wanted) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    if (!load_account(transaction, caller.district, reach_of(caller), wanted.account)) return fail(kNotFound);
    const auto today = date_of(transaction.now(), caller.offset);
    const auto model = model_of(transaction, caller.district, today);
    const auto day = wanted.on.ok() ? wanted.on : today;
    if (auto faults = check_fields(wanted, find_line(*model, wanted.line, day), today); !faults.empty())
      return fail(kBadEntry, std::move(faults));
    auto entry = wanted;
    entry.id = transaction.new_id_as<FundEntryId>();
    entry.year = static_cast<int>(entry.on.year());
    entry.asked.proposed_by = caller.account;
    entry.asked.proposed_at = transaction.now();
    const bool added = insert_entry(transaction, caller.district, entry);
    LINLI_ASSERT(added);
    transaction.record(entry_event(caller, "funds.entry_proposed", entry.id));
    return entry_json(transaction, caller, entry);
  };
  co_return co_await parts_.store.write(work);
}

asio::awaitable<Result<std::string>> Funds::decide_entry(const Caller& caller, FundEntryId id, Verdict verdict) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    auto entry = load_entry(transaction, caller.district, reach_of(caller), id);
    if (!entry) return fail(kNotFound);
    if (auto free = may_decide(entry->asked, caller.account); !free) return fail(free.error());
    if (entry->version != verdict.version) return fail(kStale);
    if (verdict.approve) {
      const auto model = model_of(transaction, caller.district, entry->on);
      const auto concerns = concerns_of(transaction, caller.district, *entry, *model);
      if (auto good = may_approve(concerns, verdict.reason); !good) return fail(good.error());
      entry->concerns = concerns_json(concerns);
    }
    decide(entry->asked, verdict, caller.account, transaction.now());
    ++entry->version;
    update_entry(transaction, caller.district, *entry);
    transaction.record(entry_event(caller, verdict.approve ? "funds.entry_booked" : "funds.entry_refused", entry->id));
    return entry_json(transaction, caller, *entry);
  };
  co_return co_await parts_.store.write(work);
}

asio::awaitable<Result<std::string>> Funds::reverse(const Caller& caller, FundEntryId id, std::string reason) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    const auto entry = load_entry(transaction, caller.district, reach_of(caller), id);
    if (!entry) return fail(kNotFound);
    if (entry->asked.state != Decision::Approved) return fail(kNotBooked);
    if (entry->reverses) return fail(kReversed);
    auto counter = counter_of(*entry, date_of(transaction.now(), caller.offset), reason);
    counter.id = transaction.new_id_as<FundEntryId>();
    counter.asked.proposed_by = caller.account;
    counter.asked.proposed_at = transaction.now();
    if (!insert_entry(transaction, caller.district, counter)) return fail(kReversed);
    transaction.record(entry_event(caller, "funds.entry_proposed", counter.id));
    return entry_json(transaction, caller, counter);
  };
  co_return co_await parts_.store.write(work);
}

}  // namespace linli::funds
