#include "modules/journal_view/http.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <charconv>
#include <limits>

#include "modules/accounts/api.hpp"
#include "modules/journal_view/labels.hpp"
#include "modules/journal_view/store.hpp"
#include "storage/keys.hpp"

namespace linli::journal_view {
namespace {

using http::Answer;
using http::Method;
using http::Request;
namespace asio = http::asio;

// Looked at in one go, a millisecond or two; then others have their turn. A request ends after so many goes and says
// where to continue.
constexpr std::int64_t kWindow = 2'000;
constexpr int kMostWindows = 100;
constexpr int kDefaultLimit = 50;

struct Page {
  std::vector<store::Entry> entries;
  std::int64_t rest = 0;
};

struct Shown {
  Text subject;
  std::optional<std::string> actor;
  std::optional<std::string> label;
};

std::int64_t number_of(const Request& request, std::string_view name, std::int64_t otherwise) {
  const auto text = request.query_value(name);
  std::int64_t number = otherwise;
  if (text) std::from_chars(text->data(), text->data() + text->size(), number);
  return number;
}

store::Filter filter_of(const Request& request, Offset offset) {
  store::Filter filter;
  filter.subject_kind = request.query_value("subject_kind").value_or("");
  filter.subject = number_of(request, "subject_id", 0);
  filter.actor = request.query_id<AccountId>("actor");
  if (const auto from = request.query_value("from").and_then(parse_date)) filter.from = start_of(*from, offset);
  if (const auto to = request.query_value("to").and_then(parse_date))  // the day named is meant to be seen too
    filter.to = start_of(Date{std::chrono::sys_days{*to} + std::chrono::days{1}}, offset);
  return filter;
}

asio::awaitable<Page> read_page(storage::Store& store, DistrictId district, store::Filter filter, std::int64_t before,
                                int limit) {
  Page page;
  std::int64_t lowest = 1;
  auto bounds = [&](storage::Snapshot& snapshot) {
    if (filter.to) before = std::min(before, store::sequence_at(snapshot, district, *filter.to));
    if (filter.from) lowest = store::sequence_at(snapshot, district, *filter.from);
    before = std::min(before, store::last_linked(snapshot, district) + 1);
    return true;
  };
  co_await store.read(bounds);
  const auto executor = co_await asio::this_coro::executor;
  for (int window = 0; window < kMostWindows && before > lowest; ++window) {
    const int wanted = limit - static_cast<int>(page.entries.size());
    auto look = [&](storage::Snapshot& snapshot) {
      return store::read_slice(snapshot, district, filter, before, wanted, kWindow);
    };
    auto slice = co_await store.read(look);
    std::ranges::move(slice.entries, std::back_inserter(page.entries));
    before = slice.rest;
    if (static_cast<int>(page.entries.size()) >= limit || before == 0) break;
    co_await asio::post(executor, asio::use_awaitable);
  }
  page.rest = before > lowest ? before : 0;
  co_return page;
}

void write_entry(JsonWriter& json, const store::Entry& entry, const Shown& shown, Offset offset) {
  json.begin_object().field("seq", std::to_string(entry.sequence)).field("at", format_instant(entry.at, offset));
  json.key("actor");
  if (entry.actor)
    json.begin_object().field("id", entry.actor).field("name", shown.actor.value_or("")).end_object();
  else
    json.value(nullptr);
  json.field("kind", entry.kind).field("kind_label", label_of(entry.kind)).key("subject").begin_object();
  json.field("kind", entry.subject_kind).field("id", std::to_string(entry.subject)).field("label", shown.label);
  json.end_object();
  json.key("before").raw(entry.before.empty() ? "null" : entry.before);
  json.key("after").raw(entry.after.empty() ? "null" : entry.after);
  json.field("linked", true).end_object();
}

class JournalRoutes {
 public:
  JournalRoutes(storage::Store& store, SubjectNames names) : store_(store), names_(std::move(names)) {
    names_.emplace("account", [](storage::Snapshot& snapshot, DistrictId district, std::int64_t id) {
      return accounts::account_name(snapshot, district, AccountId{id});
    });
    names_.emplace("district", [](storage::Snapshot& snapshot, DistrictId, std::int64_t id) {
      const auto found = accounts::find_district(snapshot, DistrictId{id});
      return found ? std::optional(found->name) : std::nullopt;
    });
  }

  asio::awaitable<Answer> list(Request& request) {
    const auto& caller = accounts::caller_of(request);
    const auto before = number_of(request, "cursor", std::numeric_limits<std::int64_t>::max());
    const auto limit = static_cast<int>(number_of(request, "limit", kDefaultLimit));
    auto filter = filter_of(request, caller.offset);
    const auto page = co_await read_page(store_, caller.district, std::move(filter), before, limit);
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    auto write = [&](storage::Snapshot& snapshot) {
      for (const auto& entry : page.entries)
        write_entry(json, entry, names(snapshot, caller.district, entry), caller.offset);
      return true;
    };
    co_await store_.read(write);
    const auto next = page.rest == 0 ? std::nullopt : std::optional(std::to_string(page.rest));
    json.end_array().field("next", next).end_object();
    co_return http::json_response(json);
  }

  asio::awaitable<Answer> state(Request& request) {
    const auto& caller = accounts::caller_of(request);
    const auto anchor = store_.keys().anchored(caller.district);
    JsonWriter json;
    auto write = [&](storage::Snapshot& snapshot) {
      const auto linked = store::last_linked(snapshot, caller.district);
      const auto at = anchor ? store::time_of(snapshot, caller.district, anchor->sequence) : std::nullopt;
      json.begin_object()
          .field("last_seq", std::to_string(linked + store::waiting(snapshot, caller.district)))
          .field("linked_seq", std::to_string(linked))
          .field("anchored_seq", anchor ? std::optional(std::to_string(anchor->sequence)) : std::nullopt)
          .field("anchored_at", at ? std::optional(format_instant(*at, caller.offset)) : std::nullopt)
          .end_object();
      return true;
    };
    co_await store_.read(write);
    co_return http::json_response(json);
  }

 private:
  [[nodiscard]] Shown names(storage::Snapshot& snapshot, DistrictId district, const store::Entry& entry) const {
    Shown shown;
    if (entry.actor) shown.actor = accounts::account_name(snapshot, district, entry.actor);
    const auto name = names_.find(entry.subject_kind);
    if (name != names_.end()) shown.label = name->second(snapshot, district, entry.subject);
    return shown;
  }

  storage::Store& store_;
  SubjectNames names_;
};

std::vector<http::Field> list_parameters() {
  return {http::text_field("subject_kind", {"对象种类", "Kind of subject"}).at_most(40),
          http::id_field("subject_id", {"对象编号", "Id of the subject"}),
          http::id_field("actor", {"操作人", "Who did it"}),
          http::date_field("from", {"从", "From"}),
          http::date_field("to", {"到（含）", "To (inclusive)"}),
          http::id_field("cursor", {"下一页", "Next page"}),
          http::integer_field("limit", {"条数", "How many"}).between(1, 200)};
}

}  // namespace

void register_routes(http::Router& router, storage::Store& store, SubjectNames names) {
  const auto routes = std::make_shared<JournalRoutes>(store, std::move(names));
  const std::string journal_read(to_string(accounts::Right::JournalRead));
  router.add(Method::Get, "/api/v1/journal",
             {.summary_zh = "全程留痕",
              .summary_en = "The journal, newest first",
              .query = list_parameters(),
              .permission = journal_read},
             [routes](Request& request) { return routes->list(request); });
  router.add(Method::Get, "/api/v1/journal/state",
             {.summary_zh = "留痕链的状态", .summary_en = "How far the chain reaches", .permission = journal_read},
             [routes](Request& request) { return routes->state(request); });
}

}  // namespace linli::journal_view
