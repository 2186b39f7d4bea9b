#include "modules/people/parts.hpp"

#include <charconv>

#include "base/text.hpp"
#include "modules/people/errors.hpp"
#include "modules/people/id_number.hpp"

namespace linli::people {

using accounts::Caller;
using storage::Snapshot;
using storage::Transaction;

namespace {

Date today_of(const Snapshot& snapshot, const Caller& caller) { return date_of(snapshot.now(), caller.offset); }

std::optional<std::string> text_of_day(const std::optional<Date>& day) {
  return day ? std::optional(format_date(*day)) : std::nullopt;
}

}  // namespace

Result<Person> find_person(const Context& context, Snapshot& snapshot, const Caller& caller, PersonId person) {
  const auto reach = reach_of(context, snapshot, caller);
  const std::array wanted{person};
  auto found = persons_within(snapshot, caller.district, reach, wanted);
  if (found.empty()) return fail(kNoPerson);
  return std::move(found.front());
}

Result<Person> find_living(const Context& context, Snapshot& snapshot, const Caller& caller, PersonId person) {
  auto found = find_person(context, snapshot, caller, person);
  if (!found) return found;
  if (found->state == PersonState::Erased) return fail(kErased);
  if (found->state == PersonState::Merged) return fail(kMerged);
  return found;
}

Result<Household> find_household(const Context& context, Snapshot& snapshot, const Caller& caller,
                                 HouseholdId household) {
  auto found = load_household(snapshot, caller.district, household);
  if (!found || !sees(snapshot, caller.district, reach_of(context, snapshot, caller), found->place))
    return fail(kNoHousehold);
  return std::move(*found);
}

Result<Household> home_of(const Context& context, Transaction& transaction, const Pen& pen, const Caller& caller,
                          const Home& home) {
  if (home.household) return find_household(context, transaction, caller, home.household);
  if (!home.place || !sees(transaction, caller.district, reach_of(context, transaction, caller), home.place))
    return fail(kNoArea);
  const auto door = trim(home.door);
  constexpr std::size_t kMostDoor = 60;
  if (length_utf8(door) > kMostDoor)
    return fail(kInvalid, {{"door", {}, {}, {"门牌太长。", "The door is too long."}, {"最多 60 字。", "At most 60."}}});
  if (const auto known = household_at(transaction, caller.district, home.place, door))
    return *load_household(transaction, caller.district, *known);
  const auto id = put_new_household(transaction, pen, home.place, door, home.kind.empty() ? "family" : home.kind);
  return *load_household(transaction, caller.district, id);
}

std::string area_name(const Context& context, Snapshot& snapshot, DistrictId district, AreaId area, Date on) {
  if (auto name = context.atlas.name(area.value); !name.empty()) return name;
  const auto found = areas::find_area(snapshot, district, area, {on, {}});
  return found ? found->facts.name : std::string();
}

void write_place(JsonWriter& w, const Context& context, Snapshot& snapshot, DistrictId district, AreaId place,
                 Date on) {
  w.key("place").begin_object().field("id", place);
  std::string path;
  if (const auto known = context.atlas.place_of(district, place)) path = context.atlas.path_text(*known);
  if (path.empty()) {
    const auto area = areas::find_area(snapshot, district, place, {on, {}});
    if (area) {
      if (const auto above = context.atlas.place_of(district, area->facts.parent))
        path = context.atlas.path_text(*above) + " / ";
      path += area->facts.name;
    }
  }
  w.field("name", area_name(context, snapshot, district, place, on)).field("path", path).end_object();
}

void write_household(JsonWriter& w, const Context& context, Snapshot& snapshot, const Caller& caller,
                     const Household& household) {
  w.field("id", household.id).field("door", household.door).field("kind", household.kind);
  w.field("closed", household.closed);
  write_place(w, context, snapshot, caller.district, household.place, today_of(snapshot, caller));
}

void write_person_line(JsonWriter& w, const Person& person) {
  w.field("id", person.id).field("name", person.name).field("name_sealed", person.name_sealed);
  w.field("gender", to_string(person.gender)).field("state", to_string(person.state));
}

void write_residences(JsonWriter& w, const Context& context, Snapshot& snapshot, const Caller& caller,
                      PersonId person) {
  const auto reach = reach_of(context, snapshot, caller);
  w.key("residences").begin_array();
  for (const auto& stay : residences_of(snapshot, caller.district, person)) {
    w.begin_object().field("seq", stay.seq).field("stay", to_string(stay.stay)).field("relation", stay.relation);
    w.field("from", format_date(stay.from)).field("to", text_of_day(stay.to)).key("household");
    const auto home = load_household(snapshot, caller.district, stay.household);
    // Where somebody lived outside the reader's scope is not the reader's to see.
    if (home && sees(snapshot, caller.district, reach, home->place)) {
      w.begin_object();
      write_household(w, context, snapshot, caller, *home);
      w.end_object();
    } else {
      w.value(nullptr);
    }
    w.end_object();
  }
  w.end_array();
}

void write_protected(JsonWriter& w, const Book& book, const Protected& secret, bool masked) {
  const auto text = [&](std::string_view name, const std::string& value, const std::string& hidden) {
    if (value.empty())
      w.field(name, nullptr);
    else
      w.field(name, masked ? hidden : value);
  };
  const std::string dots = "***";
  text("full_name", secret.name, mask_name(secret.name));
  text("id_number", secret.id_number, mask_id_number(secret.id_number));
  text("phone", secret.phone, mask_phone(secret.phone));
  const auto birth = secret.birth ? format_date(*secret.birth) : std::string();
  text("birth", birth, birth.empty() ? birth : birth.substr(0, 4) + "-**-**");
  text("health", secret.health, dots);
  text("hardship", secret.hardship, dots);
  w.key("contacts").begin_array();
  for (const auto& contact : secret.contacts)
    w.begin_object()
        .field("name", masked ? mask_name(contact.name) : contact.name)
        .field("relation", contact.relation)
        .field("phone", masked ? mask_phone(contact.phone) : contact.phone)
        .end_object();
  w.end_array().key("tags").begin_array();
  for (const auto& tag : secret.tags) {
    const auto* entry = book.tag(tag.code);
    w.begin_object().field("code", tag.code).field("label", entry != nullptr ? entry->label : Text{tag.code, tag.code});
    w.field("since", format_date(tag.since)).field("until", text_of_day(tag.until));
    w.field("note", masked && !tag.note.empty() ? dots : tag.note).end_object();
  }
  w.end_array().key("memberships").begin_array();
  for (const auto& member : secret.memberships)
    w.begin_object()
        .field("branch", masked ? dots : member.branch)
        .field("standing", member.standing)
        .field("since", format_date(member.since))
        .field("until", text_of_day(member.until))
        .end_object();
  w.end_array();
}

std::string cursor_text(std::initializer_list<std::int64_t> parts) {
  std::string text;
  for (const auto part : parts) text += (text.empty() ? "" : ".") + std::to_string(part);
  return text;
}

std::optional<std::vector<std::int64_t>> cursor_parts(std::string_view text, std::size_t count) {
  std::vector<std::int64_t> parts;
  while (!text.empty()) {
    const auto end = std::min(text.find('.'), text.size());
    std::int64_t part = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + end, part);
    if (error != std::errc{} || stop != text.data() + end) return std::nullopt;
    parts.push_back(part);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  if (parts.size() != count) return std::nullopt;
  return parts;
}

}  // namespace linli::people
