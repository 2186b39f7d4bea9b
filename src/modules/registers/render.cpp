#include "modules/registers/render.hpp"

#include <algorithm>
#include <boost/json/serialize.hpp>

#include "modules/registers/values.hpp"

namespace linli::registers {

namespace json = boost::json;
using declare::FieldType;

namespace {

void write_texts(JsonWriter& w, std::string_view key, const std::vector<std::string>& texts) {
  w.key(key).begin_array();
  for (const auto& text : texts) w.value(text);
  w.end_array();
}

void write_number(JsonWriter& w, std::string_view key, const std::optional<declare::Number>& number) {
  if (number) w.field(key, declare::to_text(*number));
}

void write_field(JsonWriter& w, const Kind& kind, const Field& field, const accounts::Caller& caller) {
  const auto& declared = field.declared;
  w.begin_object().field("name", declared.name).field("type", declare::to_string(declared.type));
  w.field("label", declared.label).field("help", declared.help).field("unit", declared.unit);
  w.field("required", declared.required || &field == kind.scope()).field("unique", declared.unique);
  w.field("filter", field.indexed).field("listed", declared.listed && !field.sealed);
  w.field("protected", field.sealed).field("computed", static_cast<bool>(field.computed));
  w.field("removed", declared.removed).field("may_write", kind.may_write(caller, field));
  if (declared.type == FieldType::Decimal) w.field("decimals", declared.decimals);
  write_number(w, "least", declared.least);
  write_number(w, "greatest", declared.greatest);
  w.field("max_length", declared.max_length ? std::optional(std::int64_t{*declared.max_length}) : std::nullopt);
  w.field("level", declared.level).field("target", declared.target);
  w.key("choices").begin_array();
  for (const auto& choice : field.choices)
    w.begin_object().field("code", choice.code).field("label", choice.label).end_object();
  w.end_array().field("purpose", declared.purpose).field("basis", declared.basis);
  w.field("keep_months", declared.keep_months ? std::optional(std::int64_t{*declared.keep_months}) : std::nullopt);
  w.end_object();
}

// A value that is not there any more, or was declared otherwise then, as words.
std::string words_of(const View& view, std::string_view name, const json::value& value) {
  const auto* field = view.kind.find(name);
  if (field == nullptr) return value.is_string() ? std::string(value.get_string()) : json::serialize(value);
  return show_text(*field, value,
                   [&](const Field& referring, std::int64_t id) { return view.names.of(referring, id); });
}

Text label_of(const View& view, std::string_view name, const std::vector<KnownField>& known) {
  if (const auto* field = view.kind.find(name)) return field->declared.label;
  const auto found = std::ranges::find(known, name, &KnownField::name);
  return found == known.end() ? Text{std::string(name), std::string(name)} : found->label;
}

bool may_see(const View& view, std::string_view name) {
  const auto* field = view.kind.find(name);
  return field == nullptr || view.kind.may_read(view.caller, *field);
}

void write_change(JsonWriter& w, const View& view, std::string_view name, const std::vector<KnownField>& known,
                  const json::value* old, const json::value* fresh) {
  w.begin_object().field("field", name).field("label", label_of(view, name, known));
  w.field("from", old == nullptr ? std::string() : words_of(view, name, *old));
  w.field("to", fresh == nullptr ? std::string() : words_of(view, name, *fresh)).end_object();
}

void write_changes(JsonWriter& w, const View& view, const json::object& old, const json::object& fresh,
                   const std::vector<KnownField>& known) {
  w.key("changes").begin_array();
  for (const auto& [name, value] : fresh) {
    const auto* was = old.if_contains(name);
    if ((was == nullptr || *was != value) && may_see(view, name)) write_change(w, view, name, known, was, &value);
  }
  for (const auto& [name, value] : old)
    if (fresh.if_contains(name) == nullptr && may_see(view, name)) write_change(w, view, name, known, &value, nullptr);
  w.end_array();
}

}  // namespace

void write_kind_line(JsonWriter& w, const Kind& kind, const accounts::Caller& caller) {
  const auto& declared = kind.declared;
  w.begin_object().field("name", declared.name).field("label", declared.label).field("label_many", declared.label_many);
  w.field("help", declared.help).field("may_write", kind.may_write(caller)).field("bookable", declared.bookable);
  w.field("source", declared.provenance.source);
  write_texts(w, "rows", declared.provenance.rows);
  w.end_object();
}

std::string kind_json(const Kind& kind, const accounts::Caller& caller) {
  const auto& declared = kind.declared;
  JsonWriter w;
  w.begin_object().field("name", declared.name).field("label", declared.label).field("label_many", declared.label_many);
  w.field("help", declared.help).field("title", declared.title_field).field("scope", declared.scope_field);
  w.field("bookable", declared.bookable).field("may_write", kind.may_write(caller));
  w.field("source", declared.provenance.source).field("certainty", declared.provenance.certainty);
  write_texts(w, "rows", declared.provenance.rows);
  w.key("fields").begin_array();
  for (const auto& field : kind.fields)
    if (kind.may_read(caller, field)) write_field(w, kind, field, caller);
  w.end_array().key("checks").begin_array();
  for (const auto& check : kind.checks)
    w.begin_object()
        .field("code", check.declared.code)
        .field("holds", check.declared.holds)
        .field("message", check.declared.message)
        .field("source", check.declared.source)
        .end_object();
  return w.end_array().end_object().take();
}

void write_record(JsonWriter& w, const View& view, const Record& record) {
  w.field("id", record.id).field("title", title_of(view.kind, record, view.names)).key("values").begin_object();
  std::vector<std::string> sealed;
  for (const auto& field : view.kind.fields) {
    if (field.declared.removed || !view.kind.may_read(view.caller, field)) continue;
    if (std::ranges::find(record.sealed, field.name()) != record.sealed.end()) sealed.push_back(field.name());
    const auto* value = record.values.if_contains(field.name());
    if (value == nullptr) continue;
    w.key(field.name()).raw(json::serialize(*value));
    if (is_reference(field.declared.type) && value->is_string())
      static_cast<void>(view.names.of(field, parse_id(value->get_string()).value_or(0)));
  }
  w.end_object();
  write_texts(w, "protected", sealed);
  w.field("from", format_date(record.from))
      .field("to", record.to ? std::optional(format_date(*record.to)) : std::nullopt);
  w.field("version", record.version).field("changed_at", format_instant(record.changed_at, view.caller.offset));
}

void write_names(JsonWriter& w, const Names& names) {
  w.key("names").begin_object();
  for (const auto& [id, name] : names.used()) w.field(std::to_string(id), name);
  w.end_object();
}

void write_warnings(JsonWriter& w, const std::vector<Warning>& warnings) {
  w.key("warnings").begin_array();
  for (const auto& warning : warnings)
    w.begin_object()
        .field("code", warning.code)
        .field("message", warning.message)
        .field("source", warning.source)
        .end_object();
  w.end_array();
}

void write_former(JsonWriter& w, const View& view, const Record& record, const std::vector<KnownField>& known) {
  w.key("former").begin_array();
  for (const auto& [name, value] : record.values) {
    const auto* field = view.kind.find(name);
    if ((field != nullptr && !field->declared.removed) || !may_see(view, name)) continue;
    w.begin_object().field("field", std::string_view(name)).field("label", label_of(view, name, known));
    w.field("value", words_of(view, name, value)).end_object();
  }
  w.end_array();
}

void write_version(JsonWriter& w, const View& view, const Version& version, const Version* before,
                   const std::vector<KnownField>& known) {
  w.begin_object().field("version", version.number).field("at", format_instant(version.at, view.caller.offset));
  w.field("by", view.names.account(version.account)).field("what", version.what);
  w.field("from", format_date(version.from));
  w.field("to", version.to ? std::optional(format_date(*version.to)) : std::nullopt);
  static const json::object kNothing;
  write_changes(w, view, before == nullptr ? kNothing : before->values, version.values, known);
  w.end_object();
}

void write_booking(JsonWriter& w, const Booking& booking, Names& names, Offset offset, bool may_cancel) {
  w.begin_object().field("id", booking.id).field("record_id", booking.record);
  w.field("from", format_instant(booking.from, offset)).field("to", format_instant(booking.to, offset));
  w.field("purpose", booking.purpose).field("used_by", booking.used_by);
  w.field("booked_by", names.account(booking.booked_by)).field("booked_at", format_instant(booking.booked_at, offset));
  w.field("cancelled_at",
          booking.cancelled_at ? std::optional(format_instant(*booking.cancelled_at, offset)) : std::nullopt);
  w.field("cancel_reason", booking.cancel_reason).field("may_cancel", may_cancel).end_object();
}

}  // namespace linli::registers
