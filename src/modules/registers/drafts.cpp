#include "modules/registers/drafts.hpp"

#include <algorithm>
#include <boost/json/serialize.hpp>

#include "base/text.hpp"
#include "modules/bodies/api.hpp"
#include "modules/registers/errors.hpp"
#include "modules/registers/index_store.hpp"
#include "modules/registers/record_store.hpp"
#include "modules/registers/values.hpp"

namespace linli::registers {

namespace json = boost::json;
using accounts::Caller;
using declare::FieldType;
using storage::Snapshot;

namespace {

std::int64_t id_in(const json::value& value) {
  return value.is_string() ? parse_id(value.get_string()).value_or(0) : 0;
}

void add_place(std::vector<std::int64_t>& scopes, const areas::Place& place) {
  for (const auto area : {place.district, place.subdistrict, place.community, place.courtyard, place.building})
    if (area) scopes.push_back(area.value);
  if (place.grid) scopes.push_back(place.grid.value);
}

void each_once(std::vector<std::int64_t>& ids) {
  std::vector<std::int64_t> kept;
  for (const auto id : ids)
    if (std::ranges::find(kept, id) == kept.end()) kept.push_back(id);
  ids = std::move(kept);
}

const Text kChooseAgain{"请重新选择", "please choose again"};

std::optional<Fault> bad_area(const Context& context, DistrictId district, const Field& field, std::int64_t id) {
  if (!context.atlas.place_of(district, AreaId{id}))
    return fault_of(field, {"没有这个区域，或者它已撤销", "there is no such area, or it has ended"}, kChooseAgain);
  const auto wanted = areas::parse_level(field.declared.level);
  const auto level = context.atlas.level(id);
  if (!wanted || level == wanted) return std::nullopt;
  const auto name = areas::label(*wanted);
  return fault_of(field, {"应为" + name.zh + "一级", "should be a " + name.en},
                  {"请选择" + name.zh, "choose a " + name.en});
}

std::optional<Fault> bad_record(const Context& context, Snapshot& snapshot, const Caller& caller, const Field& field,
                                std::int64_t id) {
  const auto found = find_record(context, snapshot, caller, field.declared.target, RecordId{id});
  if (found) return std::nullopt;
  return fault_of(field, {"没有这条记录，或者您看不到它", "there is no such record, or it is not yours to see"},
                  kChooseAgain);
}

std::optional<Fault> bad_reference(const Context& context, Snapshot& snapshot, const Caller& caller, const Field& field,
                                   std::int64_t id) {
  switch (field.declared.type) {
    case FieldType::Area:
      return bad_area(context, caller.district, field, id);
    case FieldType::Grid:
      if (context.atlas.place_of_grid(caller.district, GridId{id})) return std::nullopt;
      return fault_of(field, {"没有这个网格", "there is no such grid"}, kChooseAgain);
    case FieldType::Body:
      if (bodies::get_body(snapshot, caller.district, BodyId{id})) return std::nullopt;
      return fault_of(field, {"没有这个单位", "there is no such body"}, kChooseAgain);
    default:
      return bad_record(context, snapshot, caller, field, id);
  }
}

bool same_value(const std::optional<Record>& before, const Field& field, const json::value& value) {
  if (!before) return false;
  const auto* old = before->values.if_contains(field.name());
  return old != nullptr && *old == value;
}

// What refers elsewhere must be there; what has not changed is not asked about again (areas end, records stay).
void check_references(const Context& context, Snapshot& snapshot, const Caller& caller, const Draft& draft,
                      std::vector<Fault>& faults) {
  for (const auto& field : draft.kind->fields) {
    const auto* value = draft.record.values.if_contains(field.name());
    if (value == nullptr || !is_reference(field.declared.type) || same_value(draft.before, field, *value)) continue;
    if (auto fault = bad_reference(context, snapshot, caller, field, id_in(*value)))
      faults.push_back(std::move(*fault));
  }
}

void check_unique(Snapshot& snapshot, const Caller& caller, const Draft& draft, std::vector<Fault>& faults) {
  for (const auto& field : draft.kind->fields) {
    const auto* value =
        field.declared.unique && field.indexed ? draft.record.values.if_contains(field.name()) : nullptr;
    if (value == nullptr || same_value(draft.before, field, *value)) continue;
    const auto other = bearer_of(snapshot, caller.district, draft.kind->name(), field.name(),
                                 index_value(field, *value), draft.record.id);
    // Without its number: it may belong to somebody who answers for another place.
    if (other)
      faults.push_back(fault_of(field, {"与另一条记录相同", "is borne by another record"},
                                {"请核对；同一个只登记一次", "please check; each is entered once"}));
  }
}

// Keeps open values in the record and protected ones apart. True when something differs.
bool take_over(Draft& draft, const json::object& changes, json::object& sealed) {
  bool differs = false;
  for (const auto& [name, value] : changes) {
    const auto* field = draft.kind->find(name);
    LINLI_ASSERT(field != nullptr);
    auto& home = field->sealed ? sealed : draft.record.values;
    const auto* old = home.if_contains(name);
    if (old == nullptr ? value.is_null() : *old == value) continue;
    differs = true;
    if (value.is_null()) {
      home.erase(name);
    } else {
      home[name] = value;
    }
  }
  return differs;
}

bool names_sealed(const Kind& kind, const json::object& changes) {
  return std::ranges::any_of(changes, [&](const auto& member) { return kind.find(member.key())->sealed; });
}

Result<Draft> judged(const Context& context, Snapshot& snapshot, const Caller& caller, Draft draft) {
  auto& record = draft.record;
  const auto today = date_of(snapshot.now(), caller.offset);
  compute(*draft.kind, record.values, today);
  auto faults = missing_fields(*draft.kind, record.values, record.sealed);
  check_references(context, snapshot, caller, draft, faults);
  check_unique(snapshot, caller, draft, faults);
  if (record.to && *record.to <= record.from)
    faults.push_back({"from",
                      std::nullopt,
                      format_date(record.from),
                      {"开始日期晚于停用日期", "begins after its end"},
                      {"请改正日期", "please mend the date"}});
  draft.warnings = broken_checks(*draft.kind, record.values, today);
  for (const auto& warning : draft.warnings)
    if (warning.refuses)
      faults.push_back({warning.code, std::nullopt, {}, warning.message, {warning.source, warning.source}});
  if (!faults.empty()) return fail(kInvalid, std::move(faults));
  const auto* scope = draft.kind->scope();
  const bool stays = draft.before && scope != nullptr && record.values.if_contains(scope->name()) != nullptr &&
                     same_value(draft.before, *scope, record.values.at(scope->name()));
  if (!stays) record.scopes = scopes_of(context, snapshot, caller.district, *draft.kind, record.values);
  if (!sees(caller, record))
    return fail(kInvalid, {fault_of(*scope, {"不在您负责的范围内", "lies outside what you answer for"}, kChooseAgain)});
  return draft;
}

}  // namespace

std::vector<std::int64_t> scopes_of(const Context& context, Snapshot& snapshot, DistrictId district, const Kind& kind,
                                    const json::object& values) {
  std::vector<std::int64_t> scopes{district.value};
  const auto* field = kind.scope();
  const auto* value = field == nullptr ? nullptr : values.if_contains(field->name());
  const auto id = value == nullptr ? 0 : id_in(*value);
  if (id == 0) return scopes;
  if (field->declared.type == FieldType::Body) {
    scopes.push_back(id);
    if (const auto body = bodies::get_body(snapshot, district, BodyId{id}))
      for (const auto area : body->areas)
        if (const auto place = context.atlas.place_of(district, area)) add_place(scopes, *place);
  } else if (field->declared.type == FieldType::Grid) {
    if (const auto place = context.atlas.place_of_grid(district, GridId{id})) add_place(scopes, *place);
  } else if (const auto place = context.atlas.place_of(district, AreaId{id})) {
    add_place(scopes, *place);
  }
  each_once(scopes);
  return scopes;
}

Result<json::object> canonical_values(const Kind& kind, const Caller& caller, const json::object& sent) {
  json::object values;
  std::vector<Fault> faults;
  for (const auto& [name, value] : sent) {
    const auto* field = kind.find(name);
    LINLI_ASSERT(field != nullptr && kind.may_write(caller, *field));
    auto taken = take_json(*field, value);
    if (taken) {
      values[name] = std::move(*taken);
    } else {
      faults.push_back(fault_of(*field, taken.error().reason, taken.error().remedy, json::serialize(value)));
    }
  }
  if (!faults.empty()) return fail(kInvalid, std::move(faults));
  return values;
}

Result<Draft> draft_new(const Context& context, Snapshot& snapshot, const Caller& caller, const Proposal& proposal) {
  if (!proposal.kind->may_write(caller)) return fail(kNotYours);
  Draft draft{.kind = proposal.kind, .record = {}, .before = {}, .sealed = {}, .warnings = {}, .what = "added"};
  draft.record.kind = proposal.kind->name();
  draft.record.from = proposal.from.value_or(date_of(snapshot.now(), caller.offset));
  json::object sealed;
  take_over(draft, proposal.values, sealed);
  for (const auto& member : sealed) draft.record.sealed.emplace_back(member.key());
  draft.sealed = std::move(sealed);
  return judged(context, snapshot, caller, std::move(draft));
}

Result<Draft> draft_change(const Context& context, Snapshot& snapshot, const Caller& caller, const Proposal& proposal,
                           Record record) {
  if (!proposal.kind->may_write(caller)) return fail(kNotYours);
  if (record.to) return fail(kEnded);
  Draft draft{.kind = proposal.kind,
              .record = record,
              .before = std::move(record),
              .sealed = {},
              .warnings = {},
              .what = "changed"};
  if (proposal.from) draft.record.from = *proposal.from;
  json::object sealed;
  const bool touches = names_sealed(*proposal.kind, proposal.values);
  if (touches)
    sealed =
        open_sealed_values(snapshot, caller.district, draft.record.id, context.store.keys()).value_or(json::object());
  draft.changes = take_over(draft, proposal.values, sealed) || draft.record.from != draft.before->from;
  if (touches) {
    draft.record.sealed.clear();
    for (const auto& member : sealed) draft.record.sealed.emplace_back(member.key());
    draft.sealed = std::move(sealed);
  }
  return judged(context, snapshot, caller, std::move(draft));
}

Result<Draft> draft_end(Snapshot& snapshot, const Caller& caller, const KindPointer& kind, Record record, Date on,
                        std::string_view reason) {
  if (!kind->may_write(caller)) return fail(kNotYours);
  if (record.to) return fail(kEnded);
  std::vector<Fault> faults;
  if (on <= record.from || on > date_of(snapshot.now(), caller.offset))
    faults.push_back({"on",
                      std::nullopt,
                      format_date(on),
                      {"停用日期要晚于开始日期，且不晚于今天", "The end must come after the start and not after today"},
                      {"请改正日期", "please mend the date"}});
  if (trim(reason).empty())
    faults.push_back(
        {"reason", std::nullopt, {}, {"没有写明原因", "No reason is given"}, {"请填写", "please say why"}});
  if (!faults.empty()) return fail(kInvalid, std::move(faults));
  Draft draft{
      .kind = kind, .record = record, .before = std::move(record), .sealed = {}, .warnings = {}, .what = "ended"};
  draft.record.to = on;
  draft.record.end_reason = std::string(trim(reason));
  return draft;
}

void write_draft(const Context& context, storage::Transaction& transaction, const Caller& caller, Draft& draft) {
  auto& record = draft.record;
  if (!draft.before) record.id = transaction.new_id_as<RecordId>();
  record.version = draft.before ? draft.before->version + 1 : 1;
  record.changed_at = transaction.now();
  record.changed_by = caller.account;
  put_record(transaction, caller.district, *draft.kind, record, draft.before ? &*draft.before : nullptr, draft.what,
             draft.sealed, context.store.keys());
}

}  // namespace linli::registers
