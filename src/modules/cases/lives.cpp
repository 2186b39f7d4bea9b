// Whole lives of cases, as imports and the demo district write them.
#include <algorithm>
#include <iterator>
#include <utility>

#include "modules/cases/clocks.hpp"
#include "modules/cases/errors.hpp"
#include "modules/cases/records.hpp"
#include "modules/cases/rules.hpp"
#include "modules/cases/secrets.hpp"
#include "storage/crypto.hpp"

namespace linli::cases {

namespace {

// Whose step it was is not asked again: the office's own record says so. That nobody verifies their own work still is.
Standing standing_of(const LifeStep& step) {
  return {
      .kind = step.by, .account = step.account, .dispatches = true, .handles = true, .verifies = true, .at_lead = true};
}

Case first_of(storage::Transaction& transaction, const Pen& pen, const catalogue::Matter& matter,
              const CaseLife& life) {
  Case entry;
  entry.id = life.id ? life.id : transaction.new_id_as<CaseId>();
  entry.matter = matter.id;
  entry.channel = life.channel;
  entry.text = life.text;
  entry.place = life.place;
  entry.where = life.where;
  entry.lon = life.lon;
  entry.lat = life.lat;
  entry.received_at = life.received_at;
  set_limits(entry, matter, pen.rules);
  if (life.due_at) {
    entry.due_at = life.due_at;
    entry.settle_limit.clear();
  }
  entry.scopes = scopes_of(life.where, pen.district);
  return entry;
}

}  // namespace

Result<CaseId> import_case_life(storage::Transaction& transaction, const Pen& pen, const catalogue::Matter& matter,
                                const CaseLife& life) {
  auto outcome = receive(first_of(transaction, pen, matter, life), life.lead, life.by, life.account);
  auto last = life.received_at;
  for (const auto& step : life.steps) {
    if (step.at < last) return fail(kWrongState);
    auto next = decide(outcome.after, step.command, standing_of(step), step.at, pen.rules);
    if (!next) return fail(next.error());
    outcome.after = std::move(next->after);
    std::ranges::move(next->hops, std::back_inserter(outcome.hops));
    last = step.at;
  }
  // Without a secret, the digest of none: random bytes.
  CaseSecrets secrets{storage::random_digest(), std::nullopt};
  if (!life.secret.empty() && pen.keys != nullptr)
    secrets.secret = pen.keys->secret_digest(kSecretPurpose, life.secret);
  auto written = write_new(transaction, pen, std::move(outcome), secrets, life.contact, {}, {life.by, life.account});
  if (!written) return fail(written.error());
  return written->id;
}

}  // namespace linli::cases
