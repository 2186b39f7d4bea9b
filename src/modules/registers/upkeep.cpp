#include "modules/registers/upkeep.hpp"

#include <algorithm>
#include <chrono>

#include "modules/registers/index_store.hpp"
#include "modules/registers/record_store.hpp"

namespace linli::registers {

using storage::Snapshot;
using storage::Transaction;

namespace {

constexpr int kSettled = 500;   // records a transaction
constexpr int kExpired = 1000;  // records of a kind a run

const KnownField* known_as(const std::vector<KnownField>& known, const std::string& name) {
  const auto found = std::ranges::find(known, name, &KnownField::name);
  return found == known.end() ? nullptr : &*found;
}

std::string mark_of(const Kind& kind, const std::string& name) {
  const auto* field = kind.find(name);
  return field == nullptr ? std::string() : index_mark(*field);
}

// Fields whose index rows are not those that the declaration asks for, with how far the job is; also fields that went
// away and left rows behind.
std::vector<KnownField> unsettled(const Kind& kind, const std::vector<KnownField>& known) {
  std::vector<KnownField> open;
  for (const auto& field : kind.fields) {
    const auto* old = known_as(known, field.name());
    const auto& label = field.declared.label;
    if (old != nullptr && old->indexed == index_mark(field) && old->label == label) continue;
    open.push_back(old == nullptr ? KnownField{field.name(), label, "", 0}
                                  : KnownField{field.name(), label, old->indexed, old->progress});
  }
  for (const auto& old : known)
    if (kind.find(old.name) == nullptr && !old.indexed.empty()) open.push_back(old);
  return open;
}

bool has_words(const KnownField& field) { return field.indexed.ends_with("+words"); }

// Rows that were made for another declaration go first. Words of all fields stand together, so all are made anew.
void drop_old_rows(Transaction& transaction, DistrictId district, const Kind& kind, std::vector<KnownField>& open,
                   const std::vector<KnownField>& known) {
  bool words = false;
  for (auto& field : open) {
    if (field.indexed.empty() || field.indexed == mark_of(kind, field.name)) continue;
    words = words || has_words(field);
    drop_index(transaction, district, kind.name(), field.name);
    field.indexed.clear();
    field.progress = 0;
  }
  if (!words) return;
  drop_index(transaction, district, kind.name(), "*");
  for (const auto& field : known) {
    if (!has_words(field) || known_as(open, field.name) != nullptr) continue;
    open.push_back({field.name, field.label, "", 0});
  }
}

// One portion: the records after the least progress.
int settle_kind(Transaction& transaction, DistrictId district, const Kind& kind) {
  const auto known = load_fields(transaction, district, kind.name());
  auto open = unsettled(kind, known);
  if (open.empty()) return 0;
  drop_old_rows(transaction, district, kind, open, known);
  const auto needs_rows = [&](const KnownField& field) { return mark_of(kind, field.name) != field.indexed; };
  std::vector<RecordId> records;
  if (std::ranges::any_of(open, needs_rows)) {
    const auto from = std::ranges::min(open, {}, &KnownField::progress).progress;
    records = records_after(transaction, district, kind.name(), RecordId{from}, kSettled);
  }
  for (const auto id : records)
    if (const auto record = load_record(transaction, district, id)) fill_index(transaction, district, kind, *record);
  const bool done = records.size() < static_cast<std::size_t>(kSettled);
  for (auto& field : open) {
    if (done) field.indexed = mark_of(kind, field.name);
    field.progress = done ? 0 : records.back().value;
    put_field(transaction, district, kind.name(), field);
  }
  return static_cast<int>(records.size());
}

// The longest time that any protected field of the kind is kept; none: as long as the record.
std::optional<int> months_kept(const Kind& kind) {
  std::optional<int> months;
  for (const auto& field : kind.fields) {
    if (!field.sealed) continue;
    if (!field.declared.keep_months) return std::nullopt;
    months = std::max(months.value_or(0), *field.declared.keep_months);
  }
  return months;
}

Date months_before(Date day, int months) {
  const auto month = std::chrono::year_month(day.year(), day.month()) - std::chrono::months(months);
  const auto last = std::chrono::year_month_day_last(month.year(), std::chrono::month_day_last(month.month()));
  return {month.year(), month.month(), std::min(day.day(), last.day())};
}

}  // namespace

int settle_fields(const Context& context, DistrictId district) {
  const auto book = context.store.read_now([&](Snapshot& snapshot) { return context.shelf.book(snapshot, district); });
  int records = 0;
  for (const auto& kind : book->kinds) {
    const bool open = context.store.read_now(
        [&](Snapshot& snapshot) { return !unsettled(*kind, load_fields(snapshot, district, kind->name())).empty(); });
    if (!open) continue;
    records +=
        context.store.write_now([&](Transaction& transaction) { return settle_kind(transaction, district, *kind); });
  }
  return records;
}

std::vector<Expiry> expire_protected(const Context& context, DistrictId district, Offset offset, bool dry_run) {
  std::vector<Expiry> expired;
  const auto book = context.store.read_now([&](Snapshot& snapshot) { return context.shelf.book(snapshot, district); });
  for (const auto& kind : book->kinds) {
    const auto months = months_kept(*kind);
    if (!months) continue;
    const auto due = context.store.read_now([&](Snapshot& snapshot) {
      const auto before = months_before(date_of(snapshot.now(), offset), *months);
      return ended_before(snapshot, district, kind->name(), before, kExpired);
    });
    if (due.empty()) continue;
    expired.push_back({kind->name(), static_cast<std::int64_t>(due.size())});
    if (dry_run) continue;
    context.store.write_now([&](Transaction& transaction) {
      for (const auto id : due) erase_sealed(transaction, district, id);
      return true;
    });
  }
  return expired;
}

}  // namespace linli::registers
