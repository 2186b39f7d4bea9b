// The catalogue's changes, each with its journal event.
#include <utility>

#include "base/json_writer.hpp"
#include "base/text.hpp"
#include "modules/bodies/api.hpp"
#include "modules/catalogue/api.hpp"
#include "modules/catalogue/errors.hpp"
#include "modules/catalogue/rules.hpp"
#include "modules/catalogue/schema.hpp"
#include "modules/catalogue/shipped.hpp"
#include "modules/catalogue/store.hpp"

namespace linli::catalogue {

using storage::RowRef;
using storage::Snapshot;
using storage::Transaction;

namespace {

storage::Event event_of(DistrictId district, AccountId actor, std::string_view kind, MatterId subject) {
  storage::Event event;
  event.district = district;
  event.kind = kind;
  event.actor_kind = actor ? storage::ActorKind::Staff : storage::ActorKind::System;
  event.actor = actor;
  event.subject_kind = "matter";
  event.subject_id = subject.value;
  return event;
}

RowRef row_of(MatterId matter, int version) { return {&kMatters, {matter.value, version}}; }

std::string brief(const Matter& matter) {
  JsonWriter w;
  w.begin_object().field("code", matter.code).field("name", matter.name).field("version", matter.version);
  w.field("handler", to_string(matter.handler)).field("body", matter.body).field("active", matter.active);
  return w.end_object().take();
}

Matter first_version(MatterId id, const NewMatter& from, const std::optional<Matter>& parent, int position) {
  Matter matter;
  matter.id = id;
  matter.parent = from.parent;
  matter.code = std::string(trim(from.code));
  matter.name = from.name;
  matter.kind = parent ? parent->kind : from.kind;
  matter.handler = from.handler;
  matter.body = from.body;
  matter.respond = from.respond;
  matter.settle = from.settle;
  matter.open_to_residents = from.open_to_residents;
  matter.diverts = from.diverts;
  matter.guide = from.guide;
  matter.emergency = from.emergency;
  matter.departments = from.departments;
  matter.source = from.source;
  matter.position = position;
  matter.version = 1;
  matter.valid_from = format_date(from.from);
  return matter;
}

// The first of the names that is a body.
BodyId body_named(Snapshot& snapshot, DistrictId district, std::string_view departments) {
  constexpr std::string_view kSeparator = "、";
  while (!departments.empty()) {
    const auto end = departments.find(kSeparator);
    if (const auto body = bodies::find_body(snapshot, district, departments.substr(0, end))) return *body;
    departments = end == std::string_view::npos ? std::string_view() : departments.substr(end + kSeparator.size());
  }
  return {};
}

void write_next_version(Transaction& transaction, DistrictId district, AccountId actor, const Matter& current,
                        Matter next) {
  next.version = current.version + 1;
  close_version(transaction, district, current.id, current.version, next.valid_from);
  insert_version(transaction, district, next);
  auto event = event_of(district, actor, "catalogue.matter_changed", next.id);
  event.before = brief(current);
  event.after = brief(next);
  event.rows = {row_of(current.id, current.version), row_of(next.id, next.version)};
  transaction.record(event);
}

}  // namespace

Result<MatterId> add_matter(Transaction& transaction, DistrictId district, AccountId actor, const NewMatter& matter) {
  const auto parent = matter.parent ? latest_version(transaction, district, matter.parent) : std::nullopt;
  if (auto faults = check_matter(matter, parent); !faults.empty()) return fail(kBadMatter, std::move(faults));
  const auto id = transaction.new_id_as<MatterId>();
  const auto first = first_version(id, matter, parent, next_position(transaction, district));
  if (!claim_code(transaction, district, first.code, id)) return fail(kCodeTaken);
  insert_version(transaction, district, first);
  auto event = event_of(district, actor, "catalogue.matter_added", id);
  event.after = brief(first);
  event.rows = {row_of(id, 1)};
  transaction.record(event);
  return id;
}

Result<void> change_matter(Transaction& transaction, DistrictId district, AccountId actor, MatterId matter,
                           const MatterChange& change) {
  const auto current = latest_version(transaction, district, matter);
  if (!current) return fail(kNotFound);
  auto next = changed(*current, change);
  if (!next) return fail(next.error());
  write_next_version(transaction, district, actor, *current, std::move(*next));
  return {};
}

Result<void> set_alias(Transaction& transaction, DistrictId district, AccountId actor, std::string_view alias,
                       MatterId matter) {
  const auto name = normalise_alias(alias);
  if (name.empty() || length_utf8(name) > 50)
    return fail(kBadAlias, {{"alias",
                             std::nullopt,
                             std::string(alias),
                             {"名称为空或超过50个字", "The name is empty or longer than 50 characters"},
                             {"请填本单位台账里的分类名称", "Enter the class name of your office's ledger"}}});
  if (!latest_version(transaction, district, matter)) return fail(kNotFound);
  const auto known = alias_named(transaction, district, name);
  const Alias row{known ? known->id : transaction.new_id(), name, matter};
  if (known) {
    move_alias(transaction, district, row);
  } else {
    insert_alias(transaction, district, row);
  }
  auto event = event_of(district, actor, "catalogue.alias_set", matter);
  JsonWriter w;
  event.after = w.begin_object().field("alias", name).field("matter", matter).end_object().take();
  event.rows = {{&kAliases, {row.id}}};
  transaction.record(event);
  return {};
}

Result<void> ship_catalogue(Transaction& transaction, DistrictId district, AccountId actor, Date from) {
  if (count_matters(transaction, district) > 0) return fail(kAlreadyShipped);
  std::unordered_map<std::string, Matter> classes;
  int position = 0;
  for (auto& shipped : shipped_matters()) {
    auto& entry = shipped.matter;
    entry.from = from;
    std::optional<Matter> parent;
    if (!shipped.parent_code.empty()) parent = classes.at(shipped.parent_code);
    entry.parent = parent ? parent->id : MatterId{};
    entry.body = body_named(transaction, district, entry.departments);
    LINLI_ASSERT(check_matter(entry, parent).empty());
    const auto matter = first_version(transaction.new_id_as<MatterId>(), entry, parent, ++position);
    LINLI_ASSERT(claim_code(transaction, district, matter.code, matter.id));
    insert_version(transaction, district, matter);
    auto event = event_of(district, actor, "catalogue.shipped", matter.id);
    event.after = brief(matter);
    event.rows = {row_of(matter.id, 1)};
    for (const auto& alias : shipped.aliases) {
      const Alias row{transaction.new_id(), normalise_alias(alias), matter.id};
      insert_alias(transaction, district, row);
      event.rows.push_back({&kAliases, {row.id}});
    }
    transaction.record(event);
    if (!parent) classes.emplace(matter.code, matter);
  }
  return {};
}

Result<int> link_departments(Transaction& transaction, DistrictId district, AccountId actor, Date from) {
  int linked = 0;
  for (const auto& matter : list_matters(transaction, district, from)) {
    if (matter.body || matter.departments.empty()) continue;
    auto next = matter;
    next.body = body_named(transaction, district, matter.departments);
    if (!next.body) continue;
    next.valid_from = format_date(from);
    write_next_version(transaction, district, actor, matter, std::move(next));
    ++linked;
  }
  return linked;
}

}  // namespace linli::catalogue
