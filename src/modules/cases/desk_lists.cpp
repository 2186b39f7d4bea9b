// Lists of the desk: filters by name → scope rows → one page.
#include <charconv>
#include <utility>

#include "modules/cases/desk.hpp"
#include "modules/cases/errors.hpp"
#include "modules/cases/scope_store.hpp"
#include "modules/cases/store.hpp"

namespace linli::cases {

namespace asio = boost::asio;
using storage::Snapshot;

namespace {

// Sixteen signs tie a cursor to its filters and to us: a mark of other filters, or a made-up one, is refused.
std::string seal_of(const storage::KeyRing& keys, const ListRequest& request, std::string_view mark) {
  constexpr std::string_view kHex = "0123456789abcdef";
  const auto digest = keys.blind_index("cases.cursor", request.fingerprint + '\n' + std::string(mark));
  std::string text;
  for (std::size_t i = 0; i < 8; ++i) {
    const auto byte = std::to_integer<unsigned>(digest[i]);
    text += kHex[byte >> 4U];
    text += kHex[byte & 15U];
  }
  return text;
}

Result<std::optional<ListMark>> open_cursor(const storage::KeyRing& keys, const ListRequest& request) {
  if (request.cursor.empty()) return std::nullopt;
  const auto split = request.cursor.rfind('-');
  if (split == std::string::npos || split == 0) return fail(kBadCursor);
  // A mark may hold a minus itself, so the seal stands after the last one.
  const auto mark = std::string_view(request.cursor).substr(0, split);
  if (request.cursor.substr(split + 1) != seal_of(keys, request, mark)) return fail(kBadCursor);
  const auto parsed = read_mark(mark);
  if (!parsed) return fail(kBadCursor);
  return parsed;
}

// Where the page ends and whether more may come.
struct Page {
  std::vector<ListKey> keys;
  std::optional<ListMark> next;
};

Page read_page(Snapshot& snapshot, DistrictId district, const ListQuery& query, std::optional<ListMark> after,
               int limit) {
  Page page;
  for (auto segment = after ? after->segment : 0; segment < query.segments.size(); ++segment) {
    // One more than asked for tells whether there is a next page.
    const auto left = limit + 1 - static_cast<int>(page.keys.size());
    const auto keys = list_keys(snapshot, district, query, query.segments[segment], after, left);
    for (const auto& key : keys) {
      if (page.keys.size() == static_cast<std::size_t>(limit)) {
        page.next = after;
        return page;
      }
      page.keys.push_back(key);
      after = ListMark{segment, key.sort_at, key.id.value};
    }
    if (page.keys.size() == static_cast<std::size_t>(limit)) {
      if (segment + 1 < query.segments.size()) {
        page.next = after;
        return page;
      }
      continue;
    }
    after.reset();
  }
  return page;
}

}  // namespace

Result<ListQuery> Desk::query_of(Snapshot& snapshot, const accounts::Caller& caller, const ListRequest& request) {
  ListQuery query;
  const auto own = visible_scopes(caller);
  std::vector<std::int64_t> wanted;
  for (const auto id : {request.grid.value, request.area.value, request.body.value})
    if (id != 0) wanted.push_back(id);
  query.scopes = own;
  if (!wanted.empty()) {
    // The first is scanned, the others are probed; the caller's own scope only where it is not plain from the tree.
    query.scopes = {wanted.front()};
    for (std::size_t i = 1; i < wanted.size(); ++i) query.also.push_back({wanted[i]});
    const bool inside = caller.whole_district || context_.atlas.within(caller.district, wanted.front(), own);
    if (!inside) query.also.push_back(own);
  }
  if (request.matter) {
    const auto book = context_.catalogue.book(snapshot, caller.district, caller.offset);
    for (const auto matter : book->with_children(request.matter)) query.matters.push_back(matter.value);
  }
  query.channel = request.channel;
  if (request.filter.kind == ListKind::Mine) {
    query.mine = Mine{.leads = caller.scopes,
                      .watches = own,
                      .dispatches = caller.may(accounts::Right::CasesDispatch),
                      .verifies = caller.may(accounts::Right::CasesVerify)};
  }
  query.segments = segments_of(request.filter, snapshot.now(), caller.offset, context_.rules);
  return query;
}

Result<std::string> Desk::page(Snapshot& snapshot, const accounts::Caller& caller, const ListRequest& request) {
  const auto& keys = context_.store.keys();
  const auto after = open_cursor(keys, request);
  if (!after) return fail(after.error());
  const auto query = query_of(snapshot, caller, request);
  if (!query) return fail(query.error());
  const auto page = read_page(snapshot, caller.district, *query, *after, request.limit);
  std::vector<CaseId> ids;
  for (const auto& key : page.keys) ids.push_back(key.id);
  const View view{context_, snapshot, caller.district, caller.offset,
                  context_.catalogue.book(snapshot, caller.district, caller.offset)};
  JsonWriter w;
  w.begin_object().key("items").begin_array();
  for (const auto& entry : load_cases(snapshot, caller.district, ids)) {
    w.begin_object();
    write_summary(w, view, entry);
    w.end_object();
  }
  w.end_array().key("next");
  if (page.next) {
    const auto mark = write_mark(*page.next);
    w.value(mark + "-" + seal_of(keys, request, mark));
  } else {
    w.value(nullptr);
  }
  return w.end_object().take();
}

asio::awaitable<Result<std::string>> Desk::list(const accounts::Caller& caller, ListRequest request) {
  auto work = [&](Snapshot& snapshot) { return page(snapshot, caller, request); };
  co_return co_await context_.store.read(work);
}

}  // namespace linli::cases
