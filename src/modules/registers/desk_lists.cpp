// Lists: filters by name → index rows → one page.
#include <algorithm>
#include <utility>

#include "modules/registers/desk.hpp"
#include "modules/registers/errors.hpp"
#include "modules/registers/index_store.hpp"
#include "modules/registers/record_store.hpp"
#include "modules/registers/render.hpp"

namespace linli::registers {

namespace asio = boost::asio;
using accounts::Caller;
using storage::Snapshot;

namespace {

constexpr std::int64_t kMostCounted = 10'000;
constexpr int kPortion = 500;

// Sixteen signs tie a cursor to its filters and to us: a mark of other filters, or a made-up one, is refused. A mark
// may hold any text, so it travels in hexadecimal.
constexpr std::string_view kHex = "0123456789abcdef";

std::string hex_of(std::string_view bytes) {
  std::string text;
  for (const char byte : bytes) {
    text += kHex[static_cast<unsigned char>(byte) >> 4U];
    text += kHex[static_cast<unsigned char>(byte) & 15U];
  }
  return text;
}

std::optional<std::string> bytes_of(std::string_view hex) {
  if (hex.size() % 2 != 0) return std::nullopt;
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    const auto high = kHex.find(hex[i]);
    const auto low = kHex.find(hex[i + 1]);
    if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
    bytes += static_cast<char>(high * 16 + low);
  }
  return bytes;
}

std::string seal_of(const storage::KeyRing& keys, const Kind& kind, const ListRequest& request, std::string_view mark) {
  const auto digest =
      keys.blind_index("registers.cursor", kind.name() + '\n' + request.fingerprint + '\n' + std::string(mark));
  return hex_of({reinterpret_cast<const char*>(digest.data()), 8});
}

Result<std::optional<ListMark>> open_cursor(const storage::KeyRing& keys, const Kind& kind,
                                            const ListRequest& request) {
  if (request.cursor.empty()) return std::nullopt;
  const auto split = request.cursor.find('-');
  if (split == std::string::npos) return fail(kBadCursor);
  const auto mark = bytes_of(std::string_view(request.cursor).substr(0, split));
  if (!mark || request.cursor.substr(split + 1) != seal_of(keys, kind, request, *mark)) return fail(kBadCursor);
  const auto parsed = read_mark(*mark);
  if (!parsed) return fail(kBadCursor);
  return parsed;
}

// A field that became a filter a moment ago has index rows of new records only until the job is through.
bool is_ready(Snapshot& snapshot, DistrictId district, const Kind& kind, const std::vector<Wanted>& wanted) {
  if (wanted.empty()) return true;
  const auto known = load_fields(snapshot, district, kind.name());
  return std::ranges::all_of(wanted, [&](const Wanted& one) {
    const auto found =
        std::ranges::find(known, one.field == "*" ? kind.declared.title_field : one.field, &KnownField::name);
    return found != known.end() && found->indexed == index_mark(*kind.find(found->name));
  });
}

}  // namespace

std::vector<std::int64_t> own_scopes(const Caller& caller) {
  if (caller.whole_district) return {caller.district.value};
  return caller.scopes;
}

Result<ListQuery> Desk::list_query(Snapshot& snapshot, const Caller& caller, const Kind& kind,
                                   const ListRequest& request) {
  if (!is_ready(snapshot, caller.district, kind, request.wanted)) return fail(kNotReady);
  ListQuery query{.kind = index_kind(kind.name(), request.ended),
                  .scopes = own_scopes(caller),
                  .also = {},
                  .wanted = request.wanted,
                  .descending = request.descending};
  if (request.within == 0) return query;
  // The place asked for is scanned; the caller's own scope is probed only where it is not plain from the tree.
  const bool inside = caller.whole_district || context_.atlas.within(caller.district, request.within, query.scopes) ||
                      std::ranges::binary_search(caller.scopes, request.within);
  if (!inside) query.also = query.scopes;
  if (!inside && query.also.empty())
    query.scopes.clear();
  else
    query.scopes = {request.within};
  return query;
}

Result<std::string> Desk::page(Snapshot& snapshot, const Caller& caller, const Kind& kind, const Query& sent) {
  auto request = list_request(kind, caller, sent);
  if (!request) return fail(std::move(request.error()));
  const auto& keys = context_.store.keys();
  const auto after = open_cursor(keys, kind, *request);
  if (!after) return fail(after.error());
  const auto query = list_query(snapshot, caller, kind, *request);
  if (!query) return fail(query.error());
  // One more than asked for tells whether there is a next page.
  auto found = list_keys(snapshot, caller.district, *query, *after, request->limit + 1);
  const bool more = found.size() > static_cast<std::size_t>(request->limit);
  if (more) found.pop_back();
  Names names(context_, snapshot, caller);
  const View view{context_, caller, kind, names};
  JsonWriter w;
  w.begin_object().key("items").begin_array();
  for (const auto& key : found) {
    const auto record = load_record(snapshot, caller.district, key.record);
    if (!record) continue;
    w.begin_object();
    write_record(w, view, *record);
    w.end_object();
  }
  w.end_array();
  write_names(w, names);
  w.key("next");
  if (!more) return w.value(nullptr).end_object().take();
  const auto mark = write_mark({found.back().value, found.back().record.value});
  return w.value(hex_of(mark) + "-" + seal_of(keys, kind, *request, mark)).end_object().take();
}

asio::awaitable<Result<std::string>> Desk::list(const Caller& caller, KindPointer kind, Query query) {
  auto work = [&](Snapshot& snapshot) { return page(snapshot, caller, *kind, query); };
  co_return co_await context_.store.read(work);
}

asio::awaitable<Result<std::string>> Desk::count(const Caller& caller, KindPointer kind, Query query) {
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    const auto request = list_request(*kind, caller, query);
    if (!request) return fail(request.error());
    const auto wanted = list_query(snapshot, caller, *kind, *request);
    if (!wanted) return fail(wanted.error());
    const auto number = count_keys(snapshot, caller.district, *wanted, kMostCounted);
    JsonWriter w;
    return w.begin_object().field("count", number).field("or_more", number == kMostCounted).end_object().take();
  };
  co_return co_await context_.store.read(work);
}

Result<void> Desk::each(Snapshot& snapshot, const Caller& caller, const Kind& kind, const Query& sent,
                        const std::function<bool(const Record&)>& use) {
  const auto request = list_request(kind, caller, sent);
  if (!request) return fail(request.error());
  const auto query = list_query(snapshot, caller, kind, *request);
  if (!query) return fail(query.error());
  std::optional<ListMark> after;
  for (;;) {
    const auto found = list_keys(snapshot, caller.district, *query, after, kPortion);
    for (const auto& key : found) {
      const auto record = load_record(snapshot, caller.district, key.record);
      if (record && !use(*record)) return {};
    }
    if (found.size() < static_cast<std::size_t>(kPortion)) return {};
    after = ListMark{found.back().value, found.back().record.value};
  }
}

}  // namespace linli::registers
