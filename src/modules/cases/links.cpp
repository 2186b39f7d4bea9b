#include "modules/cases/links.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/text.hpp"
#include "base/text_tokens.hpp"
#include "modules/cases/errors.hpp"
#include "modules/cases/link_store.hpp"
#include "modules/cases/merge_rules.hpp"
#include "modules/cases/names.hpp"
#include "modules/cases/records.hpp"
#include "modules/cases/secrets.hpp"
#include "storage/crypto.hpp"

namespace linli::cases {

namespace asio = boost::asio;
using storage::Snapshot;
using storage::Transaction;

namespace {

constexpr int kMostCompared = 200;
constexpr int kFollowerSecretBytes = 10;
constexpr std::size_t kTitleOfAlike = 80;
constexpr double kRoundMetres = 10;  // residents read "about 40 m", not where the other stood

// Services concern a person: whether the neighbour asks for relief is nobody's business.
bool may_be_shown(const catalogue::Matter* matter) {
  return matter != nullptr && matter->kind != "service" && matter->open_to_residents;
}

std::vector<std::int64_t> alike_matters(const catalogue::Book& book, const Draft& draft) {
  std::vector<std::int64_t> ids;
  for (const auto id : book.with_children(draft.parent ? draft.parent : draft.matter)) ids.push_back(id.value);
  return ids;
}

// Under which number the city's hotline knows it, and both deadlines.
void write_order(JsonWriter& w, const ForeignEntry& order, Offset offset) {
  const auto moment = [&](std::string_view name, const std::optional<Instant>& at) {
    w.key(name);
    at ? w.value(format_instant(*at, offset)) : w.value(nullptr);
  };
  w.begin_object().field("number", order.number).field("times", order.foreign.times);
  moment("due_at", order.foreign.due_at);
  moment("own_due_at", order.foreign.own_due_at);
  moment("answered_at", order.foreign.answered_at);
  w.end_object();
}

}  // namespace

areas::Place Links::place_of(DistrictId district, const SimilarTo& draft) const {
  const auto located =
      draft.lon && draft.lat ? context_.atlas.locate(district, *draft.lon, *draft.lat) : std::optional<areas::Place>();
  if (located) return *located;
  if (draft.grid)
    if (const auto place = context_.atlas.place_of_grid(district, draft.grid)) return *place;
  if (draft.area)
    if (const auto place = context_.atlas.place_of(district, draft.area)) return *place;
  return {};
}

Draft Links::draft_of(const catalogue::Book& book, DistrictId district, const SimilarTo& wanted) const {
  const auto* matter = book.find(wanted.matter);
  return {wanted.matter,
          matter != nullptr ? matter->parent : MatterId{},
          index_tokens(wanted.text),
          place_of(district, wanted),
          wanted.lon,
          wanted.lat};
}

std::vector<Links::Alike> Links::alike(Snapshot& snapshot, DistrictId district, const catalogue::Book& book,
                                       const Draft& draft, CaseId except) const {
  std::vector<Alike> found;
  const auto scope = draft.where.community ? draft.where.community.value : draft.where.grid.value;
  if (scope == 0) return found;
  const auto ids = open_cases_of(snapshot, district, scope, alike_matters(book, draft), kMostCompared);
  for (auto& entry : load_cases(snapshot, district, ids)) {
    if (entry.id == except || entry.confidential) continue;
    const auto* matter = book.find(entry.matter);
    const auto how = likeness(draft, entry, matter != nullptr ? matter->parent : MatterId{});
    if (how && how->score >= kAlike) found.push_back({std::move(entry), *how});
  }
  std::ranges::sort(found, std::ranges::greater{}, [](const Alike& one) { return one.likeness.score; });
  if (found.size() > kMostShown) found.resize(kMostShown);
  return found;
}

// The id with a seal: what was not shown to somebody cannot be followed by trying ids.
std::string Links::reference_of(DistrictId district, CaseId entry) const {
  constexpr std::string_view kHex = "0123456789abcdef";
  const auto seal = context_.store.keys().blind_index("cases.similar", to_string(district) + '/' + to_string(entry));
  auto text = to_string(entry) + '-';
  for (std::size_t i = 0; i < 12; ++i) {
    text += kHex[std::to_integer<unsigned>(seal[i]) >> 4U];
    text += kHex[std::to_integer<unsigned>(seal[i]) & 15U];
  }
  return text;
}

std::optional<CaseId> Links::open_reference(DistrictId district, std::string_view reference) const {
  const auto id = parse_id(reference.substr(0, reference.find('-')));
  if (!id || reference_of(district, CaseId{*id}) != reference) return std::nullopt;
  return CaseId{*id};
}

void Links::write_alike(JsonWriter& w, const View& view, const Alike& found, bool for_staff) const {
  const auto& entry = found.entry;
  const auto* matter = view.book->find(entry.matter);
  w.begin_object().key("matter").begin_object().field("id", entry.matter);
  w.field("name", matter != nullptr ? matter->name : Text{}).end_object();
  w.field("state", to_string(entry.state)).field("received_at", format_instant(entry.received_at, view.offset));
  const auto place = entry.where.courtyard ? entry.where.courtyard.value : entry.where.grid.value;
  w.field("place", context_.atlas.name(place)).key("metres");
  found.likeness.metres
      ? w.value(static_cast<std::int64_t>(std::ceil(*found.likeness.metres / kRoundMetres) * kRoundMetres))
      : w.value(nullptr);
  if (for_staff) {
    w.field("id", entry.id).field("number", entry.number).field("title", prefix_utf8(entry.text, kTitleOfAlike));
    w.field("version", entry.version);
  } else {
    w.field("ref", reference_of(view.district, entry.id));
  }
  w.end_object();
}

asio::awaitable<Result<std::string>> Links::similar_for_residents(SimilarTo wanted) {
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    const auto home = context_.home.district(snapshot);
    if (!home) return fail(kNotFound);
    const View view{context_, snapshot, home->id, home->offset,
                    context_.catalogue.book(snapshot, home->id, home->offset)};
    JsonWriter w;
    w.begin_object().key("items").begin_array();
    if (may_be_shown(view.book->find(wanted.matter))) {
      const auto draft = draft_of(*view.book, home->id, wanted);
      for (const auto& found : alike(snapshot, home->id, *view.book, draft, {}))
        if (may_be_shown(view.book->find(found.entry.matter))) write_alike(w, view, found, false);
    }
    return w.end_array().field("next", nullptr).end_object().take();
  };
  co_return co_await context_.store.read(work);
}

asio::awaitable<Result<std::string>> Links::similar_for_staff(const accounts::Caller& caller, SimilarTo wanted) {
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    const View view{context_, snapshot, caller.district, caller.offset,
                    context_.catalogue.book(snapshot, caller.district, caller.offset)};
    const auto scopes = visible_scopes(caller);
    JsonWriter w;
    w.begin_object().key("items").begin_array();
    const auto draft = draft_of(*view.book, caller.district, wanted);
    for (const auto& found : alike(snapshot, caller.district, *view.book, draft, {}))
      if (load_visible_case(snapshot, caller.district, found.entry.id, scopes)) write_alike(w, view, found, true);
    return w.end_array().field("next", nullptr).end_object().take();
  };
  co_return co_await context_.store.read(work);
}

asio::awaitable<Result<std::string>> Links::subscribe(std::string reference, std::string peer) {
  if (const auto wait = subscriptions_.admit(peer, context_.store.clock().now()); wait > 0) {
    auto error = make_error(kManySubscriptions);
    error.retry_after_seconds = wait;
    co_return fail(std::move(error));
  }
  const auto secret = storage::random_secret(kFollowerSecretBytes);
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    const auto home = context_.home.district(transaction);
    const auto id = home ? open_reference(home->id, reference) : std::nullopt;
    const auto entry = id ? load_case(transaction, home->id, *id) : std::nullopt;
    if (!entry) return fail(kNotFound);
    const auto digest = context_.store.keys().secret_digest(kSecretPurpose, secret);
    const auto row = insert_subscriber(transaction, home->id, *id, digest);
    storage::Event event;
    event.district = home->id;
    event.kind = "cases.followed";
    event.actor_kind = storage::ActorKind::Resident;
    event.subject_kind = "case";
    event.subject_id = id->value;
    event.rows = {{&kSubscribers, {row}}};
    transaction.record(event);
    JsonWriter w;
    w.begin_object().field("number", entry->number).field("secret", secret);
    return w.field("follow", "/r/" + entry->number + "#" + secret).end_object().take();
  };
  co_return co_await context_.store.write(work);
}

asio::awaitable<Result<std::string>> Links::of_case(const accounts::Caller& caller, CaseId id) {
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    const auto scopes = visible_scopes(caller);
    const auto entry = load_visible_case(snapshot, caller.district, id, scopes);
    if (!entry) return fail(kNotFound);
    const View view{context_, snapshot, caller.district, caller.offset,
                    context_.catalogue.book(snapshot, caller.district, caller.offset)};
    const auto write_other = [&](JsonWriter& w, CaseId other) {
      const auto found = load_visible_case(snapshot, caller.district, other, scopes);
      if (!found) return;
      w.begin_object().field("id", found->id).field("number", found->number).field("state", to_string(found->state));
      w.field("title", prefix_utf8(found->text, kTitleOfAlike)).field("version", found->version).end_object();
    };
    JsonWriter w;
    w.begin_object().key("into").begin_array();
    if (const auto merge = merge_of(snapshot, caller.district, id)) write_other(w, merge->merge.into);
    w.end_array().key("merged").begin_array();
    for (const auto other : merged_into(snapshot, caller.district, id)) write_other(w, other);
    w.end_array().field("followers", count_subscribers(snapshot, caller.district, id)).key("similar").begin_array();
    if (!has_ended(entry->state)) {
      const auto* matter = view.book->find(entry->matter);
      const Draft draft{entry->matter,
                        matter != nullptr ? matter->parent : MatterId{},
                        index_tokens(entry->text),
                        entry->where,
                        entry->lon,
                        entry->lat};
      for (const auto& found : alike(snapshot, caller.district, *view.book, draft, id))
        if (load_visible_case(snapshot, caller.district, found.entry.id, scopes)) write_alike(w, view, found, true);
    }
    w.end_array().key("hotline").begin_array();
    for (const auto& order : foreign_of(snapshot, caller.district, Origin::Hotline, id))
      write_order(w, order, caller.offset);
    return w.end_array().end_object().take();
  };
  co_return co_await context_.store.read(work);
}

void Links::record_merge(Transaction& transaction, const accounts::Caller& caller, std::int64_t merge, CaseId duplicate,
                         std::string_view kind) const {
  storage::Event event;
  event.district = caller.district;
  event.kind = kind;
  event.actor_kind = storage::ActorKind::Staff;
  event.actor = caller.account;
  event.subject_kind = "case";
  event.subject_id = duplicate.value;
  event.rows = {{&kMerges, {merge}}};
  transaction.record(event);
}

asio::awaitable<Result<void>> Links::merge(const accounts::Caller& caller, CaseId duplicate, CaseId main, int version,
                                           std::string reason) {
  auto work = [&](Transaction& transaction) -> Result<void> {
    const auto scopes = visible_scopes(caller);
    const auto second = load_visible_case(transaction, caller.district, duplicate, scopes);
    const auto first = load_visible_case(transaction, caller.district, main, scopes);
    if (!first || !second) return fail(kNotFound);
    if (second->version != version) return fail(kStale);
    auto outcome = merge_cases(*second, *first, reason, standing_of(caller, *second), transaction.now());
    if (!outcome) return fail(outcome.error());
    const auto pen = context_.pen(transaction, caller.district, caller.offset);
    const Author author{storage::ActorKind::Staff, caller.account};
    auto ended = write_change(transaction, pen, *second, std::move(outcome->duplicate), {}, author);
    if (!ended) return fail(ended.error());
    auto kept = write_change(transaction, pen, *first, std::move(outcome->main), {}, author);
    if (!kept) return fail(kept.error());
    const auto row = insert_merge(transaction, caller.district, {duplicate, main, second->state, transaction.now()});
    record_merge(transaction, caller, row, duplicate, "cases.merge_noted");
    return {};
  };
  co_return co_await context_.store.write(work);
}

asio::awaitable<Result<void>> Links::split(const accounts::Caller& caller, CaseId duplicate, int version,
                                           std::string reason) {
  auto work = [&](Transaction& transaction) -> Result<void> {
    const auto second = load_visible_case(transaction, caller.district, duplicate, visible_scopes(caller));
    if (!second) return fail(kNotFound);
    if (second->version != version) return fail(kStale);
    const auto merge = merge_of(transaction, caller.district, duplicate);
    const auto first = merge ? load_case(transaction, caller.district, merge->merge.into) : std::nullopt;
    if (!first) return fail(kWrongState);
    auto outcome =
        split_cases(*second, *first, merge->merge.before, reason, standing_of(caller, *second), transaction.now());
    if (!outcome) return fail(outcome.error());
    const auto pen = context_.pen(transaction, caller.district, caller.offset);
    const Author author{storage::ActorKind::Staff, caller.account};
    auto open = write_change(transaction, pen, *second, std::move(outcome->duplicate), {}, author);
    if (!open) return fail(open.error());
    auto kept = write_change(transaction, pen, *first, std::move(outcome->main), {}, author);
    if (!kept) return fail(kept.error());
    end_merge(transaction, caller.district, merge->id);
    record_merge(transaction, caller, merge->id, duplicate, "cases.merge_noted");
    return {};
  };
  co_return co_await context_.store.write(work);
}

}  // namespace linli::cases
