// Lists of the desk: one page as JSON, and the cursor of the next.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

#include "modules/cases/desk.hpp"
#include "modules/cases/errors.hpp"

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

}  // namespace

Result<std::string> Desk::page(Snapshot& snapshot, const accounts::Caller& caller, const ListRequest& request) {
  const auto& keys = context_.store.keys();
  const auto after = open_cursor(keys, request);
  if (!after) return fail(after.error());
  const auto page = finder_.page(snapshot, caller, request, *after);
  const View view{context_, snapshot, caller.district, caller.offset,
                  context_.catalogue.book(snapshot, caller.district, caller.offset)};
  JsonWriter w;
  w.begin_object().key("items").begin_array();
  for (const auto& entry : page.cases) {
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
  return w.field("complete", page.complete).end_object().take();
}

asio::awaitable<Result<std::string>> Desk::list(const accounts::Caller& caller, ListRequest request) {
  auto work = [&](Snapshot& snapshot) { return page(snapshot, caller, request); };
  if (request.words.empty()) co_return co_await context_.store.read(work);
  auto search = [&]() -> asio::awaitable<Result<std::string>> { co_return context_.store.read_now(work); };
  co_return co_await asio::co_spawn(searchers_, search, asio::use_awaitable);
}

}  // namespace linli::cases
