// Reports: an area on a day, by line, by the areas below, by year; each figure names what it opens to.
#include <algorithm>
#include <fstream>
#include <iterator>

#include "http/aside.hpp"
#include "modules/bodies/api.hpp"
#include "modules/funds/errors.hpp"
#include "modules/funds/export.hpp"
#include "modules/funds/looked.hpp"
#include "modules/funds/views_parts.hpp"

namespace linli::funds {

namespace asio = boost::asio;
using accounts::Caller;
using http::aside;
using storage::Snapshot;

namespace {

constexpr int kYearsCompared = 3;

// The library writes files only; this one is gone before anybody sees it.
std::string xlsx_bytes(const ExportSheet& sheet, const std::filesystem::path& path) {
  std::filesystem::create_directories(path.parent_path());
  write_xlsx(sheet, path.string());
  std::ifstream file(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  std::filesystem::remove(path);
  return bytes;
}

void write_place(JsonWriter& w, const areas::Atlas& atlas, AreaId area) {
  const auto level = atlas.level(area.value);
  w.begin_object().field("id", area).field("name", atlas.name(area.value));
  w.field("level", level ? std::optional(areas::to_string(*level)) : std::nullopt).end_object();
}

}  // namespace

Result<AreaId> Funds::area_of(const Caller& caller, AreaId asked) const {
  const auto& atlas = parts_.atlas;
  if (asked) {
    const auto level = atlas.level(asked.value);
    const bool kept = level && *level <= areas::Level::Community;
    const bool seen = caller.whole_district ? atlas.place_of(caller.district, asked).has_value()
                                            : atlas.within(caller.district, asked.value, caller.scopes);
    if (!kept || !seen) return fail(kNotFound);
    return asked;
  }
  if (caller.whole_district) return areas::district_area(caller.district);
  for (const auto scope : caller.scopes) {
    const auto level = atlas.level(scope);
    if (level && *level <= areas::Level::Community) return AreaId{scope};
  }
  return fail(kNotFound);
}

std::vector<AreaId> Funds::above_of(const Caller& caller, AreaId area) const {
  const auto place = parts_.atlas.place_of(caller.district, area).value_or(areas::Place{});
  std::vector<AreaId> above;
  for (const auto one : {place.district, place.subdistrict})
    if (one && one != area && area_of(caller, one)) above.push_back(one);
  return above;
}

Reach Funds::reach_of(const Caller& caller) const {
  Reach reach{caller.whole_district, {}};
  if (reach.all) return reach;
  for (const auto scope : caller.scopes)
    for (const auto community : communities_of(parts_.atlas, caller.district, AreaId{scope}))
      reach.places.push_back(community.value);
  return reach;
}

Reach Funds::reach_of(const Caller& caller, AreaId area) const {
  // What ended with a merged community still belongs to the district's books.
  if (caller.whole_district && area == areas::district_area(caller.district)) return {true, {}};
  Reach reach;
  for (const auto community : communities_of(parts_.atlas, caller.district, area))
    reach.places.push_back(community.value);
  return reach;
}

Funds::Model Funds::model_of(Snapshot& snapshot, DistrictId district, Date on) const {
  return parts_.shelf.model(snapshot, district, on);
}

std::string Funds::holder_name(Snapshot& snapshot, DistrictId district, const Holder& holder) const {
  if (holder.kind == HolderKind::Community) return parts_.atlas.name(holder.id);
  return bodies::body_name(snapshot, district, BodyId{holder.id}).value_or(std::string());
}

Funds::Looked Funds::look(Snapshot& snapshot, const Caller& caller, AreaId area, const OverviewAsked& asked) {
  const auto today = date_of(snapshot.now(), caller.offset);
  Looked looked;
  looked.area = area;
  looked.year = asked.year.value_or(static_cast<int>(asked.as_of.value_or(today).year()));
  looked.as_of = asked.as_of.value_or(std::min(today, last_day(looked.year)));
  looked.known_at = asked.known_at.value_or(snapshot.now());
  looked.communities = communities_of(parts_.atlas, caller.district, area);
  looked.reach = reach_of(caller, area);
  const auto day = basis_day(looked.year, looked.as_of);
  const auto findings = parts_.compliance.findings(snapshot, caller.district, day);
  looked.model = findings->model;
  looked.basis = day;
  BooksAsked books{caller.district, looked.reach, looked.communities, looked.year, {looked.as_of, looked.known_at}, {}};
  const auto next = std::chrono::year_month_day(std::chrono::sys_days(looked.as_of) + std::chrono::days{1});
  // Asked about a day within the year, a budget of a later day is not there yet.
  books.adopted_by =
      looked.as_of < last_day(looked.year) ? std::min(looked.known_at, start_of(next, caller.offset)) : looked.known_at;
  looked.ledger = read_books(snapshot, books, dues_of(*findings, parts_.atlas));
  return looked;
}

void Funds::write_children(JsonWriter& w, DistrictId district, const Looked& looked) const {
  w.key("children").begin_array();
  const auto level = parts_.atlas.level(looked.area.value);
  if (level && *level < areas::Level::Community) {
    for (const auto child : parts_.atlas.children(district, looked.area.value)) {
      const auto communities = communities_of(parts_.atlas, district, AreaId{child});
      Total total;
      for (const auto& holder : looked.ledger)
        if (std::ranges::find(communities, holder.holder.place) != communities.end()) total.add(holder);
      w.begin_object().key("area");
      write_place(w, parts_.atlas, AreaId{child});
      write_total(w, total);
      w.end_object();
    }
  }
  w.end_array();
}

void Funds::write_holders(JsonWriter& w, Snapshot& snapshot, DistrictId district, const Looked& looked) const {
  w.key("holders").begin_array();
  if (parts_.atlas.level(looked.area.value) == areas::Level::Community) {
    for (const auto& holder : looked.ledger) {
      Total total;
      total.add(holder);
      w.begin_object().field("kind", to_string(holder.holder.kind)).field("id", std::to_string(holder.holder.id));
      w.field("name", holder_name(snapshot, district, holder.holder)).field("account_id", holder.account);
      w.field("number", holder.number);
      write_total(w, total);
      w.end_object();
    }
  }
  w.end_array();
}

void Funds::write_years(JsonWriter& w, Snapshot& snapshot, const Caller& caller, const Looked& looked) {
  w.key("years").begin_array();
  for (int year = looked.year - kYearsCompared + 1; year <= looked.year; ++year) {
    OverviewAsked asked{looked.area, year, {}, looked.known_at};
    if (year == looked.year) asked.as_of = looked.as_of;
    const auto of_year = year == looked.year ? looked : look(snapshot, caller, looked.area, asked);
    Total total;
    for (const auto& holder : of_year.ledger) total.add(holder);
    w.begin_object().field("year", year);
    write_total(w, total);
    w.key("lines").begin_array();
    for (const auto& [code, books] : added_up(of_year.ledger))
      write_line(w, line_or_plain(*of_year.model, code, of_year.basis), books);
    w.end_array().end_object();
  }
  w.end_array();
}

std::string Funds::render(Snapshot& snapshot, const Caller& caller, const Looked& looked) {
  const auto lines = added_up(looked.ledger);
  Total total;
  std::int64_t unopened = 0;
  for (const auto& holder : looked.ledger) {
    total.add(holder);
    unopened += holder.account ? 0 : 1;
  }
  JsonWriter w;
  w.begin_object().key("area");
  write_place(w, parts_.atlas, looked.area);
  w.key("above").begin_array();
  for (const auto above : above_of(caller, looked.area)) write_place(w, parts_.atlas, above);
  w.end_array().field("year", looked.year).field("as_of", format_date(looked.as_of));
  w.field("known_at", format_instant(looked.known_at, caller.offset)).field("model", looked.model->head.name);
  w.field("unopened", unopened).key("total").begin_object();
  write_total(w, total);
  w.end_object().key("lines").begin_array();
  for (const auto& line : looked.model->funds) {
    const auto found = lines.find(line.code);
    if (rules::in_force(line.provenance, looked.basis))
      write_line(w, line, found == lines.end() ? LineBooks{} : found->second);
  }
  w.end_array();
  write_children(w, caller.district, looked);
  write_holders(w, snapshot, caller.district, looked);
  write_years(w, snapshot, caller, looked);
  w.key("waiting").begin_object().field("entries", count_waiting(snapshot, caller.district, looked.reach));
  w.key("budgets").begin_array();
  for (const auto& budget : waiting_budgets(snapshot, caller.district, looked.reach)) {
    const auto account = load_account(snapshot, caller.district, looked.reach, budget.account);
    w.begin_object().field("account_id", budget.account).field("year", budget.year);
    w.field("name", account ? holder_name(snapshot, caller.district, account->holder) : std::string()).end_object();
  }
  w.end_array().end_object().key("may").begin_object();
  w.field("open", caller.may(accounts::Right::FundsApprove)).end_object();
  return w.end_object().take();
}

asio::awaitable<Result<std::string>> Funds::overview(const Caller& caller, OverviewAsked asked) {
  const auto area = area_of(caller, asked.area);
  if (!area) co_return fail(area.error());
  auto work = [&](Snapshot& snapshot) { return render(snapshot, caller, look(snapshot, caller, *area, asked)); };
  co_return co_await aside(worker_, [&] { return parts_.store.read_now(work); });
}

std::map<std::string, Due> Funds::dues_for(const Caller& caller, const FundAccount& account, int year) {
  auto work = [&](Snapshot& snapshot) {
    const auto day = basis_day(year, date_of(snapshot.now(), caller.offset));
    auto dues = dues_of(*parts_.compliance.findings(snapshot, caller.district, day), parts_.atlas);
    return std::move(dues[account.holder]);
  };
  return parts_.store.read_now(work);
}

asio::awaitable<Result<ExportFile>> Funds::export_books(const Caller& caller, OverviewAsked asked, bool xlsx,
                                                        bool english) {
  const auto area = area_of(caller, asked.area);
  if (!area) co_return fail(area.error());
  auto work = [&](Snapshot& snapshot) {
    const auto looked = look(snapshot, caller, *area, asked);
    EntryFilter filter;
    filter.year = looked.year;
    filter.state = Decision::Approved;
    filter.until = looked.as_of;
    filter.known_at = looked.known_at;
    ExportSheet sheet{.english = english, .model = *looked.model, .day = looked.basis, .ledger = looked.ledger};
    for (const auto& holder : looked.ledger) {
      sheet.names.push_back(holder_name(snapshot, caller.district, holder.holder));
      if (holder.account) sheet.name_of_account[holder.account.value] = sheet.names.back();
    }
    sheet.entries = list_entries(snapshot, caller.district, looked.reach, filter, 0, kMostExported);
    return xlsx ? xlsx_bytes(sheet, parts_.folder / ("funds-" + std::to_string(parts_.store.new_id()) + ".xlsx"))
                : write_csv(sheet);
  };
  auto bytes = co_await aside(worker_, [&] { return parts_.store.read_now(work); });
  const auto name = std::string("funds.") + (xlsx ? "xlsx" : "csv");
  co_return ExportFile{
      xlsx ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" : "text/csv; charset=utf-8", name,
      std::move(bytes)};
}

}  // namespace linli::funds
