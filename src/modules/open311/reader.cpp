#include "modules/open311/reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/text.hpp"

namespace linli::open311 {
namespace {

constexpr std::size_t kLongestText = 4000;
constexpr std::size_t kLongestLink = 2000;
constexpr std::size_t kLongestAddress = 200;
constexpr std::size_t kLongestUpdateId = 100;
constexpr int kDeepest = 100'000;  // rows that pages reach; further back the dates are narrowed

using Faults = std::vector<ErrorItem>;

void add_fault(Faults& faults, std::string_view field, std::string_view zh, std::string_view en) {
  faults.push_back({400, fmt::format("{}: {} / {}", field, zh, en)});
}

std::optional<double> read_degrees(const Pairs& pairs, std::string_view name, double most, Faults& faults) {
  const auto text = value_in(pairs, name);
  if (text.empty()) return std::nullopt;
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  if (whole && std::isfinite(value) && std::abs(value) <= most) return value;
  add_fault(faults, name, "不是经纬度", "not a position in degrees (WGS 84)");
  return std::nullopt;
}

std::optional<Instant> read_time(const Pairs& pairs, std::string_view name, Faults& faults) {
  const auto text = value_in(pairs, name);
  if (text.empty()) return std::nullopt;
  const auto at = read_moment(text);
  if (!at)
    add_fault(faults, name, "时间要带时区", "not a W3C date-time with a zone, such as 2026-11-22T09:00:00+08:00");
  return at;
}

int read_count(const Pairs& pairs, std::string_view name, int otherwise, int most, Faults& faults) {
  const auto text = value_in(pairs, name);
  if (text.empty()) return otherwise;
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc{} && end == text.data() + text.size() && value >= 1 && value <= most) return value;
  add_fault(faults, name, fmt::format("应为1到{}的整数", most),
            fmt::format("must be a whole number from 1 to {}", most));
  return otherwise;
}

// One given: 90 days from it. Both given and further apart: the latest 90 days of them. None: the most recent 90 days.
Span read_span(const Pairs& pairs, Instant now, Faults& faults) {
  const auto from = read_time(pairs, "start_date", faults);
  const auto until = read_time(pairs, "end_date", faults);
  if (from && until && *until < *from) add_fault(faults, "end_date", "早于开始时间", "lies before start_date");
  // The end is named to the second and meant to be part of it.
  const auto second = std::chrono::seconds{1};
  if (from && !until) return {*from, *from + kLongestSpan};
  const auto end = until ? *until + second : now + second;
  const auto earliest = end - kLongestSpan;
  return {from ? std::max(*from, earliest) : earliest, end};
}

PageAsk read_page(const Pairs& pairs, Faults& faults) {
  PageAsk ask;
  ask.size = read_count(pairs, "page_size", kMostRequests, kMostRequests, faults);
  const auto page = read_count(pairs, "page", 1, std::max(1, kDeepest / ask.size), faults);
  ask.skip = (page - 1) * ask.size;
  return ask;
}

std::vector<std::string> read_names(const Pairs& pairs, std::string_view name, Faults& faults) {
  auto names = comma_list(value_in(pairs, name));
  if (names.size() > kMostNamed)
    add_fault(faults, name, fmt::format("最多{}个", kMostNamed), fmt::format("at most {} at once", kMostNamed));
  return names;
}

std::optional<bool> read_settled(const Pairs& pairs, Faults& faults) {
  bool open = false;
  bool closed = false;
  for (const auto& word : comma_list(value_in(pairs, "status"))) {
    if (word == "open") {
      open = true;
    } else if (word == "closed") {
      closed = true;
    } else {
      add_fault(faults, "status", "只能是 open 或 closed", "must be open or closed");
      break;
    }
  }
  if (open == closed) return std::nullopt;
  return closed;
}

std::optional<std::array<std::int64_t, 4>> read_box(const Pairs& pairs, Faults& faults) {
  const auto parts = comma_list(value_in(pairs, "bbox"));
  if (parts.empty()) return std::nullopt;
  std::array<double, 4> sides{};
  bool good = parts.size() == sides.size();
  for (std::size_t i = 0; good && i < sides.size(); ++i) {
    const auto& part = parts[i];
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), sides[i]);
    good = error == std::errc{} && end == part.data() + part.size() && std::abs(sides[i]) <= 180;
  }
  good = good && sides[0] <= sides[2] && sides[1] <= sides[3];
  if (!good) {
    add_fault(faults, "bbox", "应为 西,南,东,北", "must be west,south,east,north in degrees");
    return std::nullopt;
  }
  return std::array{
      static_cast<std::int64_t>(std::ceil(sides[0] * 1000)), static_cast<std::int64_t>(std::ceil(sides[1] * 1000)),
      static_cast<std::int64_t>(std::floor(sides[2] * 1000)), static_cast<std::int64_t>(std::floor(sides[3] * 1000))};
}

// GeoReport v2: "may contain line breaks, but not html or code". A lone `<` is none.
bool holds_html(std::string_view text) {
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i] != '<') continue;
    const char next = text[i + 1];
    if (next == '/' || next == '!' || (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z')) return true;
  }
  return false;
}

std::string read_description(const Pairs& form, Faults& faults) {
  std::string text(value_in(form, "description"));
  if (length_utf8(text) > kLongestText) add_fault(faults, "description", "超过4000字", "longer than 4,000 characters");
  if (holds_html(text)) add_fault(faults, "description", "不能含 HTML", "must not contain HTML");
  return text;
}

std::string read_link(const Pairs& form, Faults& faults) {
  std::string link(value_in(form, "media_url"));
  if (link.empty()) return link;
  const auto plain = [](char c) { return static_cast<unsigned char>(c) > 0x20 && c != '<' && c != '>' && c != '"'; };
  const bool web = link.starts_with("https://") || link.starts_with("http://");
  if (!web || link.size() > kLongestLink || !std::ranges::all_of(link, plain))
    add_fault(faults, "media_url", "不是网址", "not the address of a web page or picture (http or https)");
  return link;
}

cases::Contact read_contact(const Pairs& form) {
  const auto first = value_in(form, "first_name");
  const auto last = value_in(form, "last_name");
  const auto is_latin = [](std::string_view name) {
    return !name.empty() && static_cast<unsigned char>(name[0]) < 0x80;
  };
  cases::Contact contact;
  // 张三, but John Smith.
  contact.name = is_latin(first) || is_latin(last) ? std::string(trim(fmt::format("{} {}", first, last)))
                                                   : fmt::format("{}{}", last, first);
  contact.name = prefix_utf8(contact.name, 50);
  contact.phone = value_in(form, "phone");
  return contact;
}

}  // namespace

std::optional<Instant> read_moment(std::string_view text) {
  std::string moment(text);
  std::ranges::replace(moment, ' ', '+');
  if (const auto at = parse_instant(moment)) return at;
  constexpr std::size_t kToMinutes = 16;  // 2026-11-22T09:00
  if (moment.size() <= kToMinutes || moment[kToMinutes] == ':') return std::nullopt;
  return parse_instant(moment.insert(kToMinutes, ":00"));
}

Outcome<ListAsk> read_list(const Pairs& query, Instant now) {
  Faults faults;
  ListAsk ask;
  ask.extensions = value_in(query, "extensions") == "true" || value_in(query, "extensions") == "v1";
  ask.ids = read_names(query, "service_request_id", faults);
  if (ask.ids.empty()) {
    ask.services = read_names(query, "service_code", faults);
    ask.requested = read_span(query, now, faults);
    ask.settled = read_settled(query, faults);
    ask.changed_from = read_time(query, "updated_after", faults);
    ask.changed_until = read_time(query, "updated_before", faults);
    ask.box = read_box(query, faults);
    ask.page = read_page(query, faults);
  }
  if (!faults.empty()) return std::unexpected(Trouble{std::move(faults), 0});
  return ask;
}

Outcome<FeedAsk> read_feed(const Pairs& query, Instant now) {
  Faults faults;
  FeedAsk ask;
  ask.ids = read_names(query, "service_request_id", faults);
  ask.span = read_span(query, now, faults);
  ask.page = read_page(query, faults);
  if (!faults.empty()) return std::unexpected(Trouble{std::move(faults), 0});
  return ask;
}

PostAsk read_post(const Pairs& form, Faults& faults) {
  PostAsk ask;
  ask.service = value_in(form, "service_code");
  if (ask.service.empty()) add_fault(faults, "service_code", "没有填写", "was not provided");
  ask.lat = read_degrees(form, "lat", 90, faults);
  ask.lon = read_degrees(form, "long", 180, faults);
  const bool lat = !value_in(form, "lat").empty();
  const bool lon = !value_in(form, "long").empty();
  if (lat != lon) add_fault(faults, lat ? "long" : "lat", "经纬度要成对", "lat and long must come together");
  ask.address = value_in(form, "address_string");
  ask.address_id = value_in(form, "address_id");
  if (!lat && !lon && ask.address.empty() && ask.address_id.empty())
    add_fault(faults, "lat, long, address_string, address_id", "没有地点", "no location was provided");
  if (length_utf8(ask.address) > kLongestAddress)
    add_fault(faults, "address_string", "超过200字", "longer than 200 characters");
  ask.description = read_description(form, faults);
  ask.media_url = read_link(form, faults);
  ask.contact = read_contact(form);
  ask.attributes = attributes_in(form);
  ask.wants_token = value_in(form, "return_token") == "true";
  return ask;
}

UpdateAsk read_update(const Pairs& form, Faults& faults) {
  UpdateAsk ask;
  ask.id = value_in(form, "service_request_id");
  if (ask.id.empty()) add_fault(faults, "service_request_id", "没有填写", "was not provided");
  const auto status = value_in(form, "status");
  const auto known = status.empty() ? std::optional(Extended::Open) : parse_extended(status);
  if (!known) add_fault(faults, "status", "没有这种状态", "is no status of GeoReport v2 or its update extension");
  ask.status = known.value_or(Extended::Open);
  ask.description = read_description(form, faults);
  if (ask.description.empty()) add_fault(faults, "description", "没有填写", "was not provided");
  (void)read_time(form, "updated_datetime", faults);
  (void)read_link(form, faults);
  if (const auto link = value_in(form, "media_url"); !link.empty())
    ask.description += fmt::format("\n附件链接 / link: {}", link);
  ask.update_id = value_in(form, "update_id");
  if (ask.update_id.empty()) add_fault(faults, "update_id", "没有填写", "was not provided");
  if (ask.update_id.size() > kLongestUpdateId)
    add_fault(faults, "update_id", "超过100个字符", "longer than 100 characters");
  return ask;
}

}  // namespace linli::open311
