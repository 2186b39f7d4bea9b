// What everybody reads.
#include <charconv>

#include "modules/public_face/errors.hpp"
#include "modules/public_face/service.hpp"
#include "modules/public_face/store.hpp"

namespace linli::public_face {

namespace asio = boost::asio;
using storage::Snapshot;

namespace {

constexpr int kPageOfReleases = 20;
constexpr int kMostReleases = 100;

Error filter_error(std::string field, std::string value, Text reason, Text remedy) {
  return make_error(kBadFilter,
                    {{std::move(field), std::nullopt, std::move(value), std::move(reason), std::move(remedy)}});
}

std::optional<ListMark> read_list_mark(std::string_view cursor) {
  const auto dot = cursor.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  ListMark mark;
  const auto left = std::from_chars(cursor.data(), cursor.data() + dot, mark.sort_at);
  const auto right = std::from_chars(cursor.data() + dot + 1, cursor.data() + cursor.size(), mark.release);
  if (left.ptr != cursor.data() + dot || right.ptr != cursor.data() + cursor.size()) return std::nullopt;
  return mark;
}

std::string write_list_mark(const ListMark& mark) {
  return std::to_string(mark.sort_at) + '.' + std::to_string(mark.release);
}

void write_reference(JsonWriter& w, std::string_view name, const areas::Atlas& atlas, AreaId area) {
  w.key(name);
  if (!area) return static_cast<void>(w.value(nullptr));
  w.begin_object().field("id", area).field("name", atlas.name(area.value)).end_object();
}

}  // namespace

void PublicFace::write_item(JsonWriter& w, Snapshot& snapshot, const accounts::District& home, const Release& release) {
  const auto book = parts_.catalogue.book(snapshot, home.id, home.offset);
  const auto* matter = book->find(release.matter);
  w.begin_object().field("id", release.id).key("matter").begin_object().field("id", release.matter);
  w.field("name", matter != nullptr ? matter->name : Text{}).end_object();
  write_reference(w, "subdistrict", parts_.atlas, release.subdistrict);
  write_reference(w, "community", parts_.atlas, release.community);
  const auto days = std::chrono::ceil<std::chrono::days>(release.settled_at - release.received_at).count();
  w.field("settled_on", format_date(date_of(release.settled_at, home.offset))).field("days", std::int64_t{days});
  w.field("title", release.text.title).field("problem", release.text.problem).field("result", release.text.result);
  w.key("photos").begin_array();
  if (release.photos > 0) {
    int seq = 0;
    for (const auto& photo : photos_of(snapshot, home.id, release.id)) {
      const auto url = "/api/v1/public/settled/" + to_string(release.id) + "/photos/" + std::to_string(++seq);
      w.begin_object().field("width", photo.width).field("height", photo.height);
      w.field("description", photo.description).field("url", url).field("thumb_url", url + "/thumb").end_object();
    }
  }
  w.end_array().end_object();
}

Result<ListFilter> PublicFace::filter_of(const accounts::District& home, const ListRequest& request) const {
  ListFilter filter{.scope = request.area ? request.area.value : home.id.value, .matter = request.matter};
  const auto level = parts_.atlas.level(filter.scope);
  if (!level || *level > areas::Level::Community)
    return fail(filter_error("area", to_string(request.area),
                             {"没有这个街道或社区。", "No such subdistrict or community."},
                             {"从列表中选一个。", "Choose one of the list."}));
  if (!request.period.empty()) {
    const auto period = cases::parse_period(request.period);
    if (!period)
      return fail(filter_error("period", request.period, {"看不懂这个时段。", "The period cannot be read."},
                               {"写年份或年月，例如 2026 或 2026-11。", "Write a year or a month: 2026 or 2026-11."}));
    filter.from = start_of(period->from, home.offset);
    filter.until = start_of(period->to, home.offset);
  }
  if (!request.cursor.empty()) {
    filter.after = read_list_mark(request.cursor);
    if (!filter.after)
      return fail(filter_error("cursor", request.cursor, {"翻页位置有误。", "The page mark is wrong."},
                               {"从第一页开始。", "Start from the first page."}));
  }
  const int limit = request.limit > 0 ? std::min(request.limit, kMostReleases) : kPageOfReleases;
  filter.limit = limit + 1;  // one more tells whether there is a next page
  return filter;
}

asio::awaitable<Result<std::string>> PublicFace::list(ListRequest request) {
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    const auto home = accounts::home_district(snapshot);
    if (!home) return fail(kNotFound);
    const auto filter = filter_of(*home, request);
    if (!filter) return fail(filter.error());
    auto found = list_releases(snapshot, home->id, *filter);
    const bool more = found.size() == static_cast<std::size_t>(filter->limit);
    if (more) found.pop_back();
    JsonWriter w;
    w.begin_object().key("items").begin_array();
    for (const auto& release : found) write_item(w, snapshot, *home, release);
    w.end_array().field("next", more ? std::optional(write_list_mark(mark_of(found.back()))) : std::nullopt);
    return w.end_object().take();
  };
  co_return co_await parts_.store.read(work);
}

asio::awaitable<Result<std::string>> PublicFace::show(ReleaseId release) {
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    const auto home = accounts::home_district(snapshot);
    const auto found = home ? load_release(snapshot, home->id, release) : std::nullopt;
    if (!found || found->withdrawn_at) return fail(kNotFound);
    JsonWriter w;
    write_item(w, snapshot, *home, *found);
    return w.take();
  };
  co_return co_await parts_.store.read(work);
}

asio::awaitable<Result<PublicPhoto>> PublicFace::photo(ReleaseId release, std::int64_t seq) {
  auto work = [&](Snapshot& snapshot) -> Result<PublicPhoto> {
    const auto home = accounts::home_district(snapshot);
    const auto found = home ? load_release(snapshot, home->id, release) : std::nullopt;
    if (!found || found->withdrawn_at) return fail(kNotFound);
    auto photos = photos_of(snapshot, home->id, release);
    if (seq < 1 || seq > static_cast<std::int64_t>(photos.size())) return fail(kNotFound);
    return std::move(photos[static_cast<std::size_t>(seq - 1)]);
  };
  co_return co_await parts_.store.read(work);
}

asio::awaitable<Result<std::string>> PublicFace::map(std::string year) {
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    const auto home = accounts::home_district(snapshot);
    if (!home) return fail(kNotFound);
    return figures_.map(snapshot, home->id, home->offset, year);
  };
  co_return co_await parts_.store.read(work);
}

asio::awaitable<Result<std::string>> PublicFace::times(std::string year) {
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    const auto home = accounts::home_district(snapshot);
    if (!home) return fail(kNotFound);
    return figures_.times(snapshot, home->id, home->offset, year);
  };
  co_return co_await parts_.store.read(work);
}

}  // namespace linli::public_face
