#include "modules/cases/finder.hpp"

#include <algorithm>
#include <utility>

#include "modules/cases/scope_store.hpp"
#include "modules/cases/store.hpp"

namespace linli::cases {

using storage::Snapshot;

namespace {

// Where the page ends and whether more may come.
struct KeyPage {
  std::vector<CaseId> ids;
  std::optional<ListMark> next;
};

KeyPage read_keys(Snapshot& snapshot, DistrictId district, const ListQuery& query, std::optional<ListMark> after,
                  int limit) {
  KeyPage page;
  for (auto segment = after ? after->segment : 0; segment < query.segments.size(); ++segment) {
    // One more than asked for tells whether there is a next page.
    const auto left = limit + 1 - static_cast<int>(page.ids.size());
    const auto keys = list_keys(snapshot, district, query, query.segments[segment], after, left);
    for (const auto& key : keys) {
      if (page.ids.size() == static_cast<std::size_t>(limit)) {
        page.next = after;
        return page;
      }
      page.ids.push_back(key.id);
      after = ListMark{segment, key.sort_at, key.id.value};
    }
    if (page.ids.size() == static_cast<std::size_t>(limit)) {
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

ListQuery Finder::query_of(Snapshot& snapshot, const accounts::Caller& caller, const ListRequest& request) {
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

FoundPage Finder::page(Snapshot& snapshot, const accounts::Caller& caller, const ListRequest& request,
                       std::optional<ListMark> after) {
  const auto query = query_of(snapshot, caller, request);
  if (!request.words.empty()) return search(snapshot, caller, request, query, after);
  const auto keys = read_keys(snapshot, caller.district, query, after, request.limit);
  return {load_cases(snapshot, caller.district, keys.ids), keys.next, true};
}

}  // namespace linli::cases
