#include "modules/cases/intake.hpp"

#include <utility>

#include "modules/cases/clocks.hpp"
#include "modules/cases/errors.hpp"
#include "modules/cases/records.hpp"
#include "modules/cases/secrets.hpp"

namespace linli::cases {

namespace asio = boost::asio;
using storage::Snapshot;
using storage::Transaction;

namespace {

std::unexpected<Error> no_such_place(std::string_view field, std::int64_t id) {
  return fail(kBadReport, {{std::string(field),
                            std::nullopt,
                            std::to_string(id),
                            {"没有这个地点", "There is no such place"},
                            {"请重新选择地点", "Choose the place again"}}});
}

bool has_steward(const areas::Atlas& atlas, DistrictId district, GridId grid) {
  if (!grid) return false;
  const auto duty = atlas.duty(district, grid);
  return duty && (duty->steward || duty->deputy);
}

Case fresh_case(Transaction& transaction, const NewReport& report, const areas::Place& place,
                const catalogue::Matter& matter, const Reporter& reporter, const FlowRules& rules) {
  Case entry;
  entry.id = transaction.new_id_as<CaseId>();
  entry.matter = report.matter;
  entry.channel = report.channel;
  entry.text = report.text;
  entry.place = report.place;
  entry.where = place;
  entry.lon = report.lon;
  entry.lat = report.lat;
  entry.received_at = report.received_at.value_or(transaction.now());
  set_limits(entry, matter, rules);
  // A deadline that somebody else has set stands as it is: no calendar moves it.
  if (report.due_at) {
    entry.due_at = report.due_at;
    entry.settle_limit.clear();
  }
  entry.confidential = report.confidential;
  entry.scopes = scopes_of(place, reporter.district);
  return entry;
}

}  // namespace

asio::awaitable<Result<Received>> Intake::receive(NewReport report, Reporter reporter) {
  const auto place = find_place(report, reporter.district);
  if (!place) co_return fail(place.error());
  const auto secret = secret_for(context_.store.keys(), reporter.district, report);
  auto work = [this, &report, &reporter, &place, &secret](Transaction& transaction) {
    return write(transaction, report, reporter, *place, secret);
  };
  try {
    co_return co_await context_.store.write(work);
  } catch (const storage::ConstraintError&) {
    // Two tries with one key at the same moment (PostgreSQL): by now the other one's case stands there.
    if (report.key.empty()) throw;
  }
  co_return co_await context_.store.write(work);
}

Result<Received> Intake::receive_in(Transaction& transaction, const NewReport& report, const Reporter& reporter) const {
  const auto place = find_place(report, reporter.district);
  if (!place) return fail(place.error());
  return write(transaction, report, reporter, *place, secret_for(context_.store.keys(), reporter.district, report));
}

// The most exact of what was given. Outside every outline the case lies with the district's desk: nobody is sent away.
Result<areas::Place> Intake::find_place(const NewReport& report, DistrictId district) const {
  const auto located = report.lon && report.lat ? context_.atlas.locate(district, *report.lon, *report.lat)
                                                : std::optional<areas::Place>();
  if (report.grid) {
    if (located && located->grid == report.grid) return *located;
    const auto place = context_.atlas.place_of_grid(district, report.grid);
    if (!place) return no_such_place("grid_id", report.grid.value);
    return *place;
  }
  if (report.area) {
    const auto place = context_.atlas.place_of(district, report.area);
    if (!place) return no_such_place("area_id", report.area.value);
    return *place;
  }
  if (located) return *located;
  return areas::Place{.district = areas::district_area(district)};
}

Result<Received> Intake::write(Transaction& transaction, const NewReport& report, const Reporter& reporter,
                               const areas::Place& place, const std::string& secret) const {
  const auto& keys = context_.store.keys();
  CaseSecrets secrets{keys.secret_digest(kSecretPurpose, secret), std::nullopt};
  if (!report.key.empty()) {
    secrets.request = request_digest(keys, reporter.district, report.key);
    if (const auto earlier = find_request(transaction, reporter.district, *secrets.request))
      return repeat(transaction, report, reporter.district, *earlier, secret);
  }
  const auto book = context_.catalogue.book(transaction, reporter.district, reporter.offset);
  const auto* matter = book->find(report.matter);
  auto faults = check_report(report, matter, reporter.kind == storage::ActorKind::Resident);
  if (!faults.empty()) return fail(kBadReport, std::move(faults));
  const auto lead = report.lead
                        ? report.lead
                        : route(*matter, place.grid, has_steward(context_.atlas, reporter.district, place.grid));
  const auto pen = context_.pen(transaction, reporter.district, reporter.offset);
  auto outcome = cases::receive(fresh_case(transaction, report, place, *matter, reporter, pen.rules), lead,
                                reporter.kind, reporter.account, pen.rules);
  auto written = write_new(transaction, pen, std::move(outcome), secrets, report.contact, report.photos,
                           {reporter.kind, reporter.account});
  if (!written) return fail(written.error());
  return Received{std::move(*written), secret, false};
}

Result<Received> Intake::repeat(Snapshot& snapshot, const NewReport& report, DistrictId district, CaseId earlier,
                                const std::string& secret) const {
  auto entry = load_case(snapshot, district, earlier);
  const auto kept = secret_of(snapshot, district, earlier);
  if (!entry || !kept || entry->text != report.text || entry->matter != report.matter) return fail(kKeyReused);
  const auto given = context_.store.keys().secret_digest(kSecretPurpose, secret);
  return Received{std::move(*entry), secrets_match(*kept, given) ? secret : std::string(), true};
}

}  // namespace linli::cases
