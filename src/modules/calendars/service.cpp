#include <boost/json.hpp>
#include <utility>

#include "modules/calendars/api.hpp"
#include "modules/calendars/errors.hpp"
#include "modules/calendars/sheet.hpp"

namespace linli::calendars {

using storage::Migration;
using storage::Snapshot;
using storage::TableSpec;
using storage::Transaction;

namespace {

constexpr std::int64_t kFreshMs = 5'000;

// A sheet is one document: it is checked, shown and superseded as a whole, and old ones explain old due times.
constexpr std::string_view kTables = R"(
CREATE TABLE calendars (
  district BIGINT NOT NULL, version BIGINT NOT NULL, at BIGINT NOT NULL, account BIGINT, reason TEXT NOT NULL,
  sheet TEXT NOT NULL,
  PRIMARY KEY (district, version)
) {clustered};
)";
constexpr std::array kMigrations{Migration{1, "a locality's own working hours and days, as versions", kTables}};
constexpr TableSpec kCalendars{"calendars", "version", "at, account, reason, sheet"};
constexpr std::array kTableSpecs{kCalendars};

std::string sheet_json(const Sheet& sheet) {
  JsonWriter w;
  w.begin_object();
  write_sheet(w, sheet);
  return w.end_object().take();
}

}  // namespace

const storage::Schema kCalendarsSchema{"calendars", kMigrations, kTableSpecs};

Version current_version(Snapshot& snapshot, DistrictId district) {
  auto rows = snapshot.query(
      "SELECT version, at, account, reason, sheet FROM calendars WHERE district = $1 ORDER BY version DESC LIMIT 1",
      district);
  if (!rows.next()) return {};
  auto sheet = read_sheet(boost::json::parse(rows.text(4)));
  LINLI_ASSERT(sheet.has_value());
  return {rows.integer(0), rows.instant(1), rows.id<AccountId>(2), rows.string(3), std::move(*sheet)};
}

std::shared_ptr<const Calendar> load_calendar(Snapshot& snapshot, DistrictId district, Offset offset) {
  const auto version = current_version(snapshot, district);
  return std::make_shared<const Calendar>(national_sheet(), version.sheet, offset, version.number);
}

Result<Version> set_sheet(Transaction& transaction, DistrictId district, AccountId actor, Sheet sheet,
                          std::string reason, std::int64_t known) {
  const auto before = current_version(transaction, district);
  if (before.number != known) return fail(kOvertaken);
  Version after{before.number + 1, transaction.now(), actor, std::move(reason), std::move(sheet)};
  const auto written = transaction.execute(
      "INSERT INTO calendars (district, version, at, account, reason, sheet) VALUES ($1, $2, $3, $4, $5, $6) ON "
      "CONFLICT (district, version) DO NOTHING",
      district, after.number, after.at, actor, after.reason, sheet_json(after.sheet));
  if (written != 1) return fail(kOvertaken);
  storage::Event event;
  event.district = district;
  event.kind = "calendars.changed";
  event.actor_kind = actor ? storage::ActorKind::Staff : storage::ActorKind::System;
  event.actor = actor;
  event.subject_kind = "calendar";
  event.subject_id = after.number;
  event.before = sheet_json(before.sheet);
  event.after = sheet_json(after.sheet);
  event.rows.push_back({&kCalendars, {after.number}});
  transaction.record(event);
  return after;
}

std::shared_ptr<const Calendar> Calendars::of(Snapshot& snapshot, DistrictId district, Offset offset) {
  const auto now = to_ms(snapshot.now());
  std::int64_t generation = 0;
  {
    const std::scoped_lock lock(mutex_);
    const auto found = calendars_.find(district);
    if (found != calendars_.end() && now >= found->second.loaded_at && now - found->second.loaded_at < kFreshMs)
      return found->second.calendar;
    generation = generation_;
  }
  auto calendar = load_calendar(snapshot, district, offset);
  const std::scoped_lock lock(mutex_);
  // What was read before a change must not be kept after it.
  if (generation == generation_) calendars_[district] = {calendar, now};
  return calendar;
}

void Calendars::forget(DistrictId district) {
  const std::scoped_lock lock(mutex_);
  ++generation_;
  calendars_.erase(district);
}

}  // namespace linli::calendars
