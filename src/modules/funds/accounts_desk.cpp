// Accounts, and how one account reads.
#include "http/aside.hpp"
#include "modules/bodies/api.hpp"
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

constexpr int kRecentEntries = 30;

void write_holder(JsonWriter& w, const Holder& holder, const std::string& name) {
  w.begin_object().field("kind", to_string(holder.kind)).field("id", std::to_string(holder.id));
  w.field("name", name).end_object();
}

// The community that a body serves or lies in.
AreaId place_of_body(Snapshot& snapshot, DistrictId district, const areas::Atlas& atlas, BodyId body) {
  const auto found = bodies::get_body(snapshot, district, body);
  if (!found) return {};
  for (const auto area : found->areas) {
    const auto place = atlas.place_of(district, area);
    if (place && place->community) return place->community;
  }
  return {};
}

}  // namespace

Result<FundAccount> Funds::opened(Transaction& transaction, const Caller& caller, const Holder& holder,
                                  std::string number) {
  FundAccount account{transaction.new_id_as<FundAccountId>(), holder, std::move(number),
                      date_of(transaction.now(), caller.offset)};
  if (!insert_account(transaction, caller.district, account)) return fail(kAlreadyOpen);
  auto event = event_of(caller, "funds.account_opened", "fund_account", account.id.value);
  event.rows = {{&kFundAccounts, {account.id.value}}};
  transaction.record(event);
  return account;
}

asio::awaitable<Result<std::string>> Funds::open_account(const Caller& caller, NewFundAccount wanted) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    Holder holder{HolderKind::Community, wanted.community.value, wanted.community};
    if (wanted.body)
      holder = {HolderKind::Body, wanted.body.value,
                place_of_body(transaction, caller.district, parts_.atlas, wanted.body)};
    const auto place = holder.place ? area_of(caller, holder.place) : Result<AreaId>(fail(kNotFound));
    if (!place || parts_.atlas.level(place->value) != areas::Level::Community) return fail(kNotFound);
    const auto account = opened(transaction, caller, holder, wanted.number);
    if (!account) return fail(account.error());
    JsonWriter w;
    return w.begin_object().field("id", account->id).end_object().take();
  };
  co_return co_await parts_.store.write(work);
}

asio::awaitable<Result<std::string>> Funds::open_all(const Caller& caller, AreaId asked) {
  const auto area = area_of(caller, asked);
  if (!area) co_return fail(area.error());
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    int count = 0;
    for (const auto community : communities_of(parts_.atlas, caller.district, *area))
      if (opened(transaction, caller, {HolderKind::Community, community.value, community}, {})) ++count;
    JsonWriter w;
    return w.begin_object().field("opened", count).end_object().take();
  };
  co_return co_await parts_.store.write(work);
}

std::string Funds::render_account(Snapshot& snapshot, const Caller& caller, const FundAccount& account, int year) {
  const auto today = date_of(snapshot.now(), caller.offset);
  const auto looked = look(snapshot, caller, account.holder.place, {.area = account.holder.place, .year = year});
  HolderBooks books;
  for (const auto& one : looked.ledger)
    if (one.account == account.id) books = one;
  const auto before = budgets_of_year(snapshot, caller.district, looked.reach, year - 1, snapshot.now());
  JsonWriter w;
  w.begin_object().field("id", account.id).field("number", account.number);
  w.field("opened_on", format_date(account.opened_on)).key("holder");
  write_holder(w, account.holder, holder_name(snapshot, caller.district, account.holder));
  w.key("place").begin_object().field("id", account.holder.place);
  w.field("name", parts_.atlas.name(account.holder.place.value)).end_object();
  w.field("year", year).field("as_of", format_date(looked.as_of)).field("today", format_date(today));
  w.field("balance_fen", books.balance.value).key("lines").begin_array();
  for (const auto& line : looked.model->funds) {
    const auto found = books.lines.find(line.code);
    // A body's books hold its own lines, a community's all others.
    if (line.own_books != (account.holder.kind == HolderKind::Body) && found == books.lines.end()) continue;
    if (rules::in_force(line.provenance, looked.basis))
      write_line(w, line, found == books.lines.end() ? LineBooks{} : found->second);
  }
  w.end_array().key("last_year").begin_object();
  for (const auto& [key, amount] : before)
    if (key.first == account.id.value) w.field(key.second, amount.value);
  w.end_object().key("budgets").begin_array();
  for (const auto& budget : load_budgets(snapshot, caller.district, account.id, year))
    write_budget(w, snapshot, caller, budget, *looked.model);
  w.end_array().key("entries").begin_array();
  EntryFilter filter;
  filter.account = account.id;
  for (const auto& entry : list_entries(snapshot, caller.district, looked.reach, filter, 0, kRecentEntries))
    write_entry(w, snapshot, caller, entry, *looked.model);
  w.end_array().key("may").begin_object().field("propose", caller.may(Right::FundsPropose));
  w.field("approve", caller.may(Right::FundsApprove)).end_object();
  return w.end_object().take();
}

asio::awaitable<Result<std::string>> Funds::account(const Caller& caller, FundAccountId id, std::optional<int> year) {
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    const auto account = load_account(snapshot, caller.district, reach_of(caller), id);
    if (!account) return fail(kNotFound);
    const auto today = date_of(snapshot.now(), caller.offset);
    return render_account(snapshot, caller, *account, year.value_or(static_cast<int>(today.year())));
  };
  co_return co_await http::aside(worker_, [&] { return parts_.store.read_now(work); });
}

}  // namespace linli::funds
