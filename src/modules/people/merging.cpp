#include "modules/people/merging.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "base/json_writer.hpp"
#include "modules/people/errors.hpp"
#include "modules/people/schema.hpp"
#include "modules/people/search.hpp"
#include "modules/people/visit_store.hpp"

namespace linli::people {

using storage::Cursor;
using storage::Snapshot;
using storage::Transaction;

namespace {

storage::SealContext before_place(std::int64_t merge) { return {"person_merges", "before_sealed", merge}; }

std::string draft_json(const Draft& draft) {
  JsonWriter w;
  w.begin_object().field("name", draft.name).field("gender", to_string(draft.gender));
  return w.field("education", draft.education).key("secret").raw(to_json(draft.secret)).end_object().take();
}

Draft draft_from(std::string_view text) {
  const auto value = boost::json::parse(text);
  const auto& object = value.as_object();
  Draft draft;
  draft.name = std::string(object.at("name").as_string());
  draft.gender = parse_gender(object.at("gender").as_string()).value_or(Gender::Unknown);
  draft.education = std::string(object.at("education").as_string());
  draft.secret = protected_of(boost::json::serialize(object.at("secret")));
  return draft;
}

// What one lacks, from the other.
Draft joined(const Draft& kept, const Draft& gone) {
  Draft all = kept;
  const auto fill = [](std::string& into, const std::string& from) {
    if (into.empty()) into = from;
  };
  fill(all.education, gone.education);
  if (all.gender == Gender::Unknown) all.gender = gone.gender;
  auto& secret = all.secret;
  fill(secret.id_number, gone.secret.id_number);
  fill(secret.phone, gone.secret.phone);
  fill(secret.health, gone.secret.health);
  fill(secret.hardship, gone.secret.hardship);
  if (!secret.birth) secret.birth = gone.secret.birth;
  constexpr std::size_t kMostContacts = 5;
  for (const auto& contact : gone.secret.contacts)
    if (std::ranges::find(secret.contacts, contact) == secret.contacts.end() && secret.contacts.size() < kMostContacts)
      secret.contacts.push_back(contact);
  for (const auto& tag : gone.secret.tags) {
    const auto open = [&](const CareTag& one) { return one.code == tag.code && !one.until; };
    if (std::ranges::none_of(secret.tags, open)) secret.tags.push_back(tag);
  }
  if (secret.memberships.empty()) secret.memberships = gone.secret.memberships;
  return all;
}

std::optional<Residence> last_stay_of(Snapshot& snapshot, DistrictId district, PersonId person) {
  auto stays = residences_of(snapshot, district, person);
  if (stays.empty()) return std::nullopt;
  return std::move(stays.back());
}

std::string tokens_of(Snapshot& snapshot, const Pen& pen, const Person& person) {
  const auto home = load_household(snapshot, pen.district, person.household);
  LINLI_ASSERT(home.has_value());
  return person_tokens(person.name, person.name_sealed, yard_of(snapshot, pen.district, home->place, pen.today));
}

// The other can be found no more, but everything of it stays for the way back.
void hide(Transaction& transaction, const Pen& pen, Person gone, const Draft& draft, PersonId kept) {
  put_marks(transaction, pen.district, gone.id, {}, marks_of(pen.keys, draft.name, gone.name_sealed, draft.secret));
  index_person(transaction, pen.district, gone.id, tokens_of(transaction, pen, gone), "");
  drop_dues(transaction, pen.district, gone.id.value);
  transaction.execute("UPDATE persons SET state = 2, merged_into = $3 WHERE district = $1 AND id = $2", pen.district,
                      gone.id, kept);
}

void show_again(Transaction& transaction, const Pen& pen, const Person& gone, const Draft& draft) {
  transaction.execute("UPDATE persons SET state = 0, merged_into = NULL WHERE district = $1 AND id = $2", pen.district,
                      gone.id);
  put_marks(transaction, pen.district, gone.id, marks_of(pen.keys, draft.name, gone.name_sealed, draft.secret), {});
  index_person(transaction, pen.district, gone.id, "", tokens_of(transaction, pen, gone));
  const auto home = load_household(transaction, pen.district, gone.household);
  const auto stay = last_stay_of(transaction, pen.district, gone.id);
  if (home && stay && !stay->to) settle_dues(transaction, pen, SubjectKind::Person, gone.id.value, home->place);
}

// The stay that the merge began is taken back, the one before goes on.
void move_back(Transaction& transaction, const Pen& pen, const Person& kept, std::vector<storage::RowRef>& rows) {
  const auto stays = residences_of(transaction, pen.district, kept.id);
  if (stays.size() < 2) return;
  const auto& last = stays.back();
  const auto& before = stays[stays.size() - 2];
  const auto tokens = tokens_of(transaction, pen, kept);
  transaction.execute("DELETE FROM residences WHERE district = $1 AND person = $2 AND seq = $3", pen.district, kept.id,
                      last.seq);
  transaction.execute("UPDATE residences SET valid_to = NULL WHERE district = $1 AND person = $2 AND seq = $3",
                      pen.district, kept.id, before.seq);
  auto home = kept;
  home.household = before.household;
  update_home(transaction, pen.district, home);
  index_person(transaction, pen.district, kept.id, tokens, tokens_of(transaction, pen, home));
  rows.push_back({&kResidencesTable, {kept.id.value, last.seq}});
  rows.push_back({&kResidencesTable, {kept.id.value, before.seq}});
  rows.push_back({&kPersonsTable, {kept.id.value}});
}

storage::Event merge_event(const Pen& pen, std::string_view kind, PersonId kept, std::vector<storage::RowRef> rows) {
  return {.district = pen.district,
          .kind = kind,
          .actor_kind = storage::ActorKind::Staff,
          .actor = pen.actor,
          .subject_kind = "person",
          .subject_id = kept.value,
          .before = {},
          .after = {},
          .rows = std::move(rows)};
}

Merge merge_of(const Cursor& row) {
  return {row.integer(0),
          row.id<PersonId>(1),
          row.id<PersonId>(2),
          row.instant(3),
          row.id<AccountId>(4),
          row.string(5),
          static_cast<int>(row.integer(6)),
          row.boolean(7),
          row.maybe_instant(8)};
}

#define LINLI_MERGE_COLUMNS "m.id, m.kept, m.gone, m.at, m.account, m.reason, m.kept_version, m.moved, m.undone_at"

}  // namespace

std::vector<Twins> find_twins(Snapshot& snapshot, DistrictId district, int limit) {
  std::vector<Twins> twins;
  for (const auto kind : {MarkKind::IdNumber, MarkKind::NameBirth}) {
    auto rows = snapshot.query(
        "SELECT MIN(m.person), MAX(m.person) FROM person_marks m WHERE m.district = $1 AND m.kind = $2 GROUP BY m.mark "
        "HAVING COUNT(*) > 1 LIMIT $3",
        district, static_cast<int>(kind), limit);
    while (rows.next()) {
      const Twins pair{rows.id<PersonId>(0), rows.id<PersonId>(1), kind == MarkKind::IdNumber};
      const auto known = [&](const Twins& other) { return other.one == pair.one && other.other == pair.other; };
      if (std::ranges::none_of(twins, known)) twins.push_back(pair);
    }
  }
  return twins;
}

Result<Merge> merge_persons(Transaction& transaction, const Pen& pen, const Person& kept, const Person& gone,
                            std::string_view reason) {
  const auto before = draft_of(transaction, pen.keys, pen.district, kept);
  const auto other = draft_of(transaction, pen.keys, pen.district, gone);
  if (!before || !other || kept.id == gone.id) return fail(kNoPerson);
  if (!before->secret.id_number.empty() && !other->secret.id_number.empty() &&
      before->secret.id_number != other->secret.id_number)
    return fail(kTwoNumbers);
  Merge merge{.id = transaction.new_id(), .kept = kept.id, .gone = gone.id, .at = transaction.now(), .by = pen.actor};
  merge.reason = std::string(reason);
  hide(transaction, pen, gone, *other, kept.id);
  put_changed_person(transaction, pen, kept, *before, joined(*before, *other), "people.persons_merged", {});
  const auto mine = last_stay_of(transaction, pen.district, kept.id);
  const auto theirs = last_stay_of(transaction, pen.district, gone.id);
  if (mine && theirs && !theirs->to && theirs->from > mine->from && theirs->household != mine->household && !mine->to) {
    const auto home = load_household(transaction, pen.district, theirs->household);
    LINLI_ASSERT(home.has_value());
    put_move(transaction, pen, *load_person(transaction, pen.district, kept.id), *home, theirs->stay, theirs->relation,
             theirs->from);
    merge.moved = true;
  }
  merge.kept_version = load_person(transaction, pen.district, kept.id)->version;
  const auto key = own_key(transaction, pen.keys, pen.district, kept.id.value);
  const auto sealed = pen.keys.seal(key, kept.id.value, before_place(merge.id), draft_json(*before));
  transaction.execute(
      "INSERT INTO person_merges (district, id, kept, gone, at, account, reason, before_sealed, kept_version, moved, "
      "undone_at, undone_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, NULL, NULL)",
      pen.district, merge.id, merge.kept, merge.gone, merge.at, merge.by, merge.reason, sealed, merge.kept_version,
      merge.moved);
  transaction.record(merge_event(pen, "people.persons_merged", kept.id,
                                 {{&kMergesTable, {merge.id}}, {&kPersonsTable, {gone.id.value}}}));
  return merge;
}

Result<void> undo_merge(Transaction& transaction, const Pen& pen, const Merge& merge) {
  const auto kept = load_person(transaction, pen.district, merge.kept);
  const auto gone = load_person(transaction, pen.district, merge.gone);
  if (!kept || !gone || merge.undone_at || kept->version != merge.kept_version || gone->merged_into != merge.kept)
    return fail(kChangedSince);
  const auto now = draft_of(transaction, pen.keys, pen.district, *kept);
  const auto other = draft_of(transaction, pen.keys, pen.district, *gone);
  const auto key = key_of(transaction, pen.district, merge.kept.value);
  storage::Bytes sealed;
  {
    auto rows = transaction.query("SELECT before_sealed FROM person_merges WHERE district = $1 AND id = $2",
                                  pen.district, merge.id);
    if (rows.next()) sealed.assign(rows.bytes(0).begin(), rows.bytes(0).end());
  }
  if (!now || !other || !key || sealed.empty()) return fail(kErased);
  const auto before = draft_from(pen.keys.open_sealed(*key, merge.kept.value, before_place(merge.id), sealed));
  std::vector<storage::RowRef> rows{{&kMergesTable, {merge.id}}, {&kPersonsTable, {merge.gone.value}}};
  put_changed_person(transaction, pen, *kept, *now, before, "people.merge_undone", {});
  if (merge.moved) move_back(transaction, pen, *load_person(transaction, pen.district, merge.kept), rows);
  show_again(transaction, pen, *gone, *other);
  transaction.execute("UPDATE person_merges SET undone_at = $3, undone_by = $4 WHERE district = $1 AND id = $2",
                      pen.district, merge.id, transaction.now(), pen.actor);
  transaction.record(merge_event(pen, "people.merge_undone", merge.kept, std::move(rows)));
  return {};
}

std::optional<Merge> load_merge(Snapshot& snapshot, DistrictId district, std::int64_t id) {
  auto rows = snapshot.query("SELECT " LINLI_MERGE_COLUMNS " FROM person_merges m WHERE m.district = $1 AND m.id = $2",
                             district, id);
  if (!rows.next()) return std::nullopt;
  return merge_of(rows);
}

std::vector<Merge> load_merges(Snapshot& snapshot, DistrictId district, int limit) {
  auto rows = snapshot.query("SELECT " LINLI_MERGE_COLUMNS
                             " FROM person_merges m WHERE m.district = $1 ORDER BY m.id DESC LIMIT $2",
                             district, limit);
  std::vector<Merge> merges;
  while (rows.next()) merges.push_back(merge_of(rows));
  return merges;
}

}  // namespace linli::people
