// Who stands twice, as staff see it: both must be within the reader's scope.
#include <array>

#include "base/text.hpp"
#include "modules/people/errors.hpp"
#include "modules/people/merging.hpp"
#include "modules/people/parts.hpp"

namespace linli::people {

using accounts::Caller;
using storage::Snapshot;
using storage::Transaction;

namespace {

constexpr int kMostPairs = 200;

void write_person_at(JsonWriter& w, std::string_view key, const Context& context, Snapshot& snapshot,
                     const Caller& caller, const Person& person) {
  w.key(key).begin_object();
  write_person_line(w, person);
  if (const auto home = load_household(snapshot, caller.district, person.household)) {
    w.key("household").begin_object();
    write_household(w, context, snapshot, caller, *home);
    w.end_object();
  }
  w.end_object();
}

}  // namespace

Json People::duplicates(const Caller& caller) {
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    const auto reach = reach_of(context_, snapshot, caller);
    JsonWriter w;
    w.begin_object().key("items").begin_array();
    for (const auto& twins : find_twins(snapshot, caller.district, kMostPairs)) {
      const std::array ids{twins.one, twins.other};
      const auto both = persons_within(snapshot, caller.district, reach, ids);
      if (both.size() != 2) continue;
      w.begin_object().field("same", twins.same_number ? "id_number" : "name_birth");
      w.field("same_home", both[0].household == both[1].household);
      write_person_at(w, "one", context_, snapshot, caller, both[0]);
      write_person_at(w, "other", context_, snapshot, caller, both[1]);
      w.end_object();
    }
    return w.end_array().end_object().take();
  };
  co_return co_await context_.store.read(work);
}

Json People::merge(const Caller& caller, PersonId kept, PersonId gone, std::string reason) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    if (trim(reason).empty()) return fail(kNoReason);
    const auto one = find_living(context_, transaction, caller, kept);
    if (!one) return fail(one.error());
    const auto other = find_living(context_, transaction, caller, gone);
    if (!other) return fail(other.error());
    const auto merged = merge_persons(transaction, pen_of(context_, transaction, caller), *one, *other, trim(reason));
    if (!merged) return fail(merged.error());
    JsonWriter w;
    w.begin_object().field("id", std::to_string(merged->id)).field("kept", merged->kept).field("gone", merged->gone);
    return w.end_object().take();
  };
  co_return co_await context_.store.write(work);
}

Json People::merges(const Caller& caller) {
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    const auto reach = reach_of(context_, snapshot, caller);
    JsonWriter w;
    w.begin_object().key("items").begin_array();
    for (const auto& merge : load_merges(snapshot, caller.district, kMostPairs)) {
      const std::array ids{merge.kept, merge.gone};
      const auto both = persons_within(snapshot, caller.district, reach, ids);
      if (both.size() != 2) continue;
      w.begin_object().field("id", std::to_string(merge.id)).field("at", format_instant(merge.at, caller.offset));
      w.field("by", accounts::account_name(snapshot, caller.district, merge.by)).field("reason", merge.reason);
      w.field("undone", merge.undone_at.has_value());
      w.field("undoable", !merge.undone_at && both[0].version == merge.kept_version);
      write_person_at(w, "kept", context_, snapshot, caller, both[0]);
      write_person_at(w, "gone", context_, snapshot, caller, both[1]);
      w.end_object();
    }
    return w.end_array().end_object().take();
  };
  co_return co_await context_.store.read(work);
}

Json People::undo_merge(const Caller& caller, std::int64_t id) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    const auto merge = load_merge(transaction, caller.district, id);
    if (!merge) return fail(kNoMerge);
    const std::array ids{merge->kept, merge->gone};
    if (persons_within(transaction, caller.district, reach_of(context_, transaction, caller), ids).size() != 2)
      return fail(kNoMerge);
    if (auto done = people::undo_merge(transaction, pen_of(context_, transaction, caller), *merge); !done)
      return fail(done.error());
    JsonWriter w;
    return w.begin_object().field("id", std::to_string(id)).field("undone", true).end_object().take();
  };
  co_return co_await context_.store.write(work);
}

}  // namespace linli::people
