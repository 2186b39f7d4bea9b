#include "modules/desk/items.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <tuple>

#include "base/json_writer.hpp"
#include "modules/desk/errors.hpp"
#include "modules/desk/rules.hpp"
#include "modules/desk/store.hpp"

namespace linli::desk {

namespace asio = boost::asio;
using storage::Snapshot;
using storage::Transaction;

namespace {

void write_item(JsonWriter& w, const Item& item, const accounts::Caller& caller, const catalogue::Book& book) {
  w.begin_object().field("id", item.id).field("kind", to_string(item.kind)).field("name", item.name);
  w.field("shared", item.shared).field("own", item.owner == caller.account).key("content").raw(item.content);
  w.key("matter");
  if (const auto* matter = item.matter ? book.find(item.matter) : nullptr; matter != nullptr) {
    w.begin_object().field("id", item.matter).field("name", matter->name).end_object();
  } else {
    w.value(nullptr);
  }
  w.key("state");
  item.state.empty() ? w.value(nullptr) : w.value(item.state);
  w.end_object();
}

void record(Transaction& transaction, const accounts::Caller& caller, const Item& item, std::string_view kind) {
  storage::Event event;
  event.district = caller.district;
  event.kind = kind;
  event.actor_kind = storage::ActorKind::Staff;
  event.actor = caller.account;
  event.subject_kind = "desk_item";
  event.subject_id = item.id.value;
  JsonWriter w;
  w.begin_object().field("kind", to_string(item.kind)).field("name", item.name).field("shared", item.shared);
  event.after = w.end_object().take();
  event.rows = {{&kItems, {item.id.value}}};
  transaction.record(event);
}

// Who dispatches keeps what everybody uses; all others keep their own.
bool may_keep(const accounts::Caller& caller, const Item& item) {
  if (item.shared) return caller.may(accounts::Right::CasesDispatch);
  return item.owner == caller.account;
}

}  // namespace

asio::awaitable<std::string> Items::list(const accounts::Caller& caller, ItemKind kind,
                                         std::optional<TemplateFor> fits) {
  auto work = [&](Snapshot& snapshot) {
    const auto book = catalogue_.book(snapshot, caller.district, caller.offset);
    auto items = load_items(snapshot, caller.district, kind, caller.account);
    if (fits) {
      const auto fit = [&](const Item& item) { return fit_of(item, fits->matter, fits->state, *book); };
      std::erase_if(items, [&](const Item& item) { return fit(item) < 0; });
      std::ranges::sort(items, {}, [&](const Item& item) { return std::tuple(-fit(item), item.name, item.id); });
    }
    JsonWriter w;
    w.begin_object().key("items").begin_array();
    for (const auto& item : items) write_item(w, item, caller, *book);
    return w.end_array().field("next", nullptr).end_object().take();
  };
  co_return co_await store_.read(work);
}

Result<void> Items::check(Snapshot& snapshot, const accounts::Caller& caller, const Item& item,
                          const std::optional<Item>& before) {
  if (before && !may_keep(caller, *before)) return fail(before->shared ? kNotYourItem : kNoItem);
  if (!may_keep(caller, item)) return fail(kNotYourItem);
  if (auto faults = check_item(item); !faults.empty()) return fail(kBadItem, std::move(faults));
  if (item.matter && catalogue_.book(snapshot, caller.district, caller.offset)->find(item.matter) == nullptr)
    return fail(kBadItem, {{"matter_id",
                            std::nullopt,
                            to_string(item.matter),
                            {"没有这个事项", "There is no such matter"},
                            {"请重新选择", "Choose it again"}}});
  if (item.kind == ItemKind::View) {
    const auto content = boost::json::parse(item.content);
    if (auto good = work_.check_filters(std::string_view(content.at("query").as_string())); !good)
      return fail(good.error());
  }
  if (!before && count_items(snapshot, caller.district, item.kind, caller.account) >= kMostItems)
    return fail(kManyItems);
  return {};
}

asio::awaitable<Result<std::string>> Items::save(const accounts::Caller& caller, Item wanted) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    Item item = wanted;
    std::optional<Item> before;
    if (item.id) {
      before = load_item(transaction, caller.district, item.id);
      if (!before || before->kind != item.kind) return fail(kNoItem);
      item.owner = before->owner;
    } else {
      item.id = transaction.new_id_as<ItemId>();
      item.owner = caller.account;
    }
    item.changed_at = transaction.now();
    if (auto good = check(transaction, caller, item, before); !good) return fail(good.error());
    before ? update_item(transaction, caller.district, item) : insert_item(transaction, caller.district, item);
    record(transaction, caller, item, "desk.item_saved");
    JsonWriter w;
    write_item(w, item, caller, *catalogue_.book(transaction, caller.district, caller.offset));
    return w.take();
  };
  co_return co_await store_.write(work);
}

asio::awaitable<Result<void>> Items::remove(const accounts::Caller& caller, ItemId id) {
  auto work = [&](Transaction& transaction) -> Result<void> {
    const auto item = load_item(transaction, caller.district, id);
    if (!item || (!item->shared && item->owner != caller.account)) return fail(kNoItem);
    if (!may_keep(caller, *item)) return fail(kNotYourItem);
    delete_item(transaction, caller.district, id);
    record(transaction, caller, *item, "desk.item_removed");
    return {};
  };
  co_return co_await store_.write(work);
}

}  // namespace linli::desk
