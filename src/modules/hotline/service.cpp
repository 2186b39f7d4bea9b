#include "modules/hotline/service.hpp"

#include <fmt/format.h>

#include <array>
#include <fstream>
#include <iterator>

#include "base/json_writer.hpp"
#include "modules/bodies/api.hpp"
#include "modules/hotline/errors.hpp"
#include "modules/hotline/rules.hpp"
#include "modules/hotline/store.hpp"
#include "modules/intake_files/export.hpp"

namespace linli::hotline {

namespace asio = boost::asio;
using accounts::Caller;
using cases::ForeignList;
using cases::Origin;
using storage::Snapshot;
using storage::Transaction;

namespace {

constexpr int kPortion = 500;

std::string lead_name(Snapshot& snapshot, const areas::Atlas& atlas, DistrictId district, const cases::Case& entry) {
  if (entry.lead.kind == cases::LeadKind::Grid) return atlas.name(entry.lead.id);
  if (entry.lead.kind == cases::LeadKind::Body)
    return bodies::body_name(snapshot, district, BodyId{entry.lead.id}).value_or("");
  return atlas.name(areas::smallest({.district = entry.where.district,
                                     .subdistrict = entry.where.subdistrict,
                                     .community = entry.where.community})
                        .value);
}

std::string person_name(Snapshot& snapshot, DistrictId district, const cases::Case& entry) {
  const auto person = entry.done_by ? entry.done_by : entry.handler;
  return person ? accounts::account_name(snapshot, district, person).value_or("") : std::string();
}

void record_report(Transaction& transaction, DistrictId district, const Report& report) {
  storage::Event event;
  event.district = district;
  event.kind = "hotline.reported";
  event.actor_kind = report.account ? storage::ActorKind::Staff : storage::ActorKind::System;
  event.actor = report.account;
  event.subject_kind = "hotline_report";
  event.subject_id = report.id.value;
  JsonWriter w;
  event.after = w.begin_object().field("rows", report.rows).end_object().take();
  event.rows = {{&kReportsTable, {report.id.value}}};
  transaction.record(event);
}

void write_moment(JsonWriter& w, std::string_view name, const std::optional<Instant>& at, Offset offset) {
  w.key(name);
  at ? w.value(format_instant(*at, offset)) : w.value(nullptr);
}

void write_order(JsonWriter& w, const cases::ForeignEntry& order, const cases::Case& entry, const catalogue::Book& book,
                 const std::string& lead, Offset offset) {
  const auto& [number, foreign] = order;
  const auto* matter = book.find(entry.matter);
  w.begin_object().field("number", number).field("times", foreign.times);
  write_moment(w, "last_sent_at", foreign.last_sent_at, offset);
  write_moment(w, "due_at", foreign.due_at, offset);
  write_moment(w, "own_due_at", foreign.own_due_at, offset);
  write_moment(w, "answered_at", foreign.answered_at, offset);
  w.key("case").begin_object().field("id", entry.id).field("number", entry.number);
  w.field("state", cases::to_string(entry.state)).field("matter", matter != nullptr ? matter->name : Text{});
  w.field("lead", lead).field("place", entry.place).end_object().end_object();
}

// What lies in the caller's own part of the district.
cases::ForeignQuery query_of(const Caller& caller, ForeignList list) {
  return {caller.district, Origin::Hotline, list, caller.whole_district ? std::vector<std::int64_t>() : caller.scopes};
}

}  // namespace

Result<Report> make_report(Transaction& transaction, const areas::Atlas& atlas, const accounts::District& district,
                           AccountId by) {
  Report report{transaction.new_id_as<ReportId>(), transaction.now(), by, 0};
  std::string after;
  for (;;) {
    const auto portion =
        cases::list_foreign(transaction, {district.id, Origin::Hotline, ForeignList::ToReport}, after, kPortion);
    for (const auto& [number, foreign] : portion) {
      after = number;
      const auto entry = cases::main_case(transaction, district.id, foreign.entry);
      if (!entry || !cases::is_settled(*entry) || entry->state == cases::State::Merged) continue;
      const auto hops = cases::hops_of(transaction, district.id, *entry);
      const auto row = report_row({number, foreign, *entry, hops, lead_name(transaction, atlas, district.id, *entry),
                                   person_name(transaction, district.id, *entry)},
                                  district.offset);
      insert_row(transaction, district.id, report.id, number, foreign.entry, row);
      auto reported = foreign;
      reported.answered_at = transaction.now();
      cases::put_foreign(transaction, district.id, Origin::Hotline, number, reported);
      ++report.rows;
    }
    if (portion.size() < kPortion) break;
  }
  if (report.rows == 0) return fail(kNothingToReport);
  insert_report(transaction, district.id, report);
  record_report(transaction, district.id, report);
  return report;
}

Result<std::int64_t> write_report(Snapshot& snapshot, DistrictId district, ReportId report,
                                  const std::filesystem::path& file) {
  if (!find_report(snapshot, district, report)) return fail(kNoReport);
  intake_files::ExportTable table{report_headings(), list_rows(snapshot, district, report), {}};
  const auto rows = static_cast<std::int64_t>(table.rows.size());
  intake_files::write_table(file, table, intake_files::Target::Hotline, intake_files::ExportFormat::Xlsx);
  return rows;
}

asio::awaitable<std::string> Hotline::counts(const Caller& caller) {
  constexpr std::array<std::pair<std::string_view, ForeignList>, 5> kLists{{{"all", ForeignList::All},
                                                                            {"open", ForeignList::Open},
                                                                            {"to_report", ForeignList::ToReport},
                                                                            {"reported", ForeignList::Reported},
                                                                            {"sent_back", ForeignList::SentBack}}};
  auto work = [&](Snapshot& snapshot) {
    JsonWriter w;
    w.begin_object();
    for (const auto& [name, list] : kLists) w.field(name, cases::count_foreign(snapshot, query_of(caller, list)));
    return w.end_object().take();
  };
  co_return co_await parts_.store.read(work);
}

asio::awaitable<std::string> Hotline::orders(const Caller& caller, ForeignList list, std::string after, int limit) {
  auto work = [&](Snapshot& snapshot) {
    const auto book = parts_.catalogue.book(snapshot, caller.district, caller.offset);
    auto found = cases::list_foreign(snapshot, query_of(caller, list), after, limit + 1);
    const bool more = found.size() > static_cast<std::size_t>(limit);
    if (more) found.pop_back();
    JsonWriter w;
    w.begin_object().key("items").begin_array();
    for (const auto& order : found)
      if (const auto entry = cases::find_case(snapshot, caller.district, order.foreign.entry))
        write_order(w, order, *entry, *book, lead_name(snapshot, parts_.atlas, caller.district, *entry), caller.offset);
    w.end_array().field("next", more ? std::optional(found.back().number) : std::nullopt);
    return w.end_object().take();
  };
  co_return co_await parts_.store.read(work);
}

asio::awaitable<Result<std::string>> Hotline::report(const Caller& caller) {
  auto work = [&](Transaction& transaction) -> Result<Report> {
    const accounts::District district{caller.district, {}, {}, caller.offset};
    return make_report(transaction, parts_.atlas, district, caller.account);
  };
  const auto made = co_await parts_.store.write(work);
  if (!made) co_return fail(made.error());
  JsonWriter w;
  co_return w.begin_object().field("id", made->id).field("rows", made->rows).end_object().take();
}

asio::awaitable<std::string> Hotline::reports(const Caller& caller, ReportId before, int limit) {
  auto work = [&](Snapshot& snapshot) {
    auto found = list_reports(snapshot, caller.district, before, limit + 1);
    const bool more = found.size() > static_cast<std::size_t>(limit);
    if (more) found.pop_back();
    JsonWriter w;
    w.begin_object().key("items").begin_array();
    for (const auto& report : found) {
      w.begin_object().field("id", report.id).field("rows", report.rows);
      write_moment(w, "at", report.at, caller.offset);
      w.field("by", report.account ? accounts::account_name(snapshot, caller.district, report.account) : std::nullopt);
      w.end_object();
    }
    w.end_array().field("next", more ? std::optional(to_string(found.back().id)) : std::nullopt);
    return w.end_object().take();
  };
  co_return co_await parts_.store.read(work);
}

asio::awaitable<Result<std::string>> Hotline::file(const Caller& caller, ReportId report) {
  // Two who ask at once must not write one file.
  const auto path = parts_.folder / fmt::format("{}-{}.xlsx", report.value, parts_.store.new_id());
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    std::filesystem::create_directories(parts_.folder);
    const auto rows = write_report(snapshot, caller.district, report, path);
    if (!rows) return fail(rows.error());
    std::ifstream in(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  auto bytes = co_await parts_.store.read(work);
  std::error_code ignored;
  std::filesystem::remove(path, ignored);
  co_return bytes;
}

}  // namespace linli::hotline
