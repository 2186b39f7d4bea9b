#include <algorithm>

#include "base/json_writer.hpp"
#include "modules/rules/api.hpp"
#include "modules/rules/errors.hpp"
#include "modules/rules/schema.hpp"
#include "modules/rules/store.hpp"

namespace linli::rules {

using storage::Snapshot;
using storage::Transaction;

namespace {

constexpr std::size_t kMostModels = 64;

std::vector<Fault> faults_of(const declare::SourceFaults& found) {
  std::vector<Fault> faults;
  for (const auto& fault : found.sorted())
    faults.push_back(
        {.field = fault.at.file, .row = fault.at.line, .value = {}, .reason = fault.reason, .remedy = fault.remedy});
  return faults;
}

// Answers given stay: only a district's first model may reach back.
Result<void> check_day(const std::vector<Adoption>& before, Date from, Date today) {
  if (before.empty()) return {};
  const auto earliest = std::max(before.back().from, today);
  if (from >= earliest) return {};
  return fail(kBackdated, {{"from",
                            {},
                            format_date(from),
                            {"最早从 " + format_date(earliest) + " 起", "The earliest day is " + format_date(earliest)},
                            {"请用这一天或更晚的日期", "Use that day or a later one"}}});
}

storage::Event event_of(DistrictId district, const Adoption& adoption, const std::vector<Adoption>& before,
                        const NewModel& model) {
  storage::Event event;
  event.district = district;
  event.kind = "rules.model_adopted";
  event.actor_kind = adoption.by ? storage::ActorKind::Staff : storage::ActorKind::System;
  event.actor = adoption.by;
  event.subject_kind = "model";
  event.subject_id = adoption.version;
  JsonWriter json;
  json.begin_object().field("code", adoption.code).field("from", format_date(adoption.from)).end_object();
  event.after = json.take();
  event.rows.push_back({&kModels, {adoption.version}});
  if (!before.empty()) event.rows.push_back({&kModels, {before.back().version}});
  for (const int part : {0, 1}) {
    const auto count = (part == 0 ? model.base : model.local).size();
    for (std::size_t seq = 1; seq <= count; ++seq)
      event.rows.push_back({&kModelFiles, {adoption.version, part, static_cast<std::int64_t>(seq)}});
  }
  return event;
}

}  // namespace

Result<Adoption> adopt_model(Transaction& transaction, DistrictId district, AccountId actor, const NewModel& model,
                             Offset offset) {
  declare::SourceFaults faults;
  const auto loaded = load_model(model.base, model.local, faults);
  if (!faults.empty()) return fail(kBadModel, faults_of(faults));
  const auto before = adoptions(transaction, district);
  if (auto day = check_day(before, model.from, date_of(transaction.now(), offset)); !day)
    return fail(std::move(day.error()));
  const Adoption adoption{.version = before.empty() ? 1 : before.back().version + 1,
                          .code = loaded.head.code,
                          .name = loaded.head.name,
                          .from = model.from,
                          .to = {},
                          .at = transaction.now(),
                          .by = actor};
  if (!before.empty()) store::close_version(transaction, district, before.back().version, model.from);
  store::insert_version(transaction, district, adoption, model);
  transaction.record(event_of(district, adoption, before, model));
  return adoption;
}

std::shared_ptr<const Model> ModelShelf::model(Snapshot& snapshot, DistrictId district, Date on) {
  const auto version = store::version_on(snapshot, district, on).value_or(0);
  const std::pair key(version == 0 ? DistrictId{} : district, version);
  {
    const std::scoped_lock lock(mutex_);
    const auto found = models_.find(key);
    if (found != models_.end()) return found->second;
  }
  // Outside the lock: reading takes milliseconds, and twice is no harm. A version's files never change.
  auto model = load(snapshot, district, version);
  const std::scoped_lock lock(mutex_);
  if (models_.size() >= kMostModels) models_.clear();
  return models_.try_emplace(key, std::move(model)).first->second;
}

std::shared_ptr<const Model> ModelShelf::load(Snapshot& snapshot, DistrictId district, int version) {
  declare::SourceFaults faults;
  auto files = version == 0 ? NewModel{.base = {}, .local = shipped_files("base"), .from = {}}
                            : store::files_of(snapshot, district, version);
  auto model = std::make_shared<Model>(load_model(files.base, files.local, faults));
  // A program that has become stricter must not lose a district its rules: what still reads is used, what does not is
  // left out, and `linli model check` names it.
  return model;
}

std::int64_t ModelShelf::revision(Snapshot& snapshot, DistrictId district, Date today) {
  return store::version_on(snapshot, district, today).value_or(0);
}

}  // namespace linli::rules
