#pragma once
// What parameters mean. Pure: everything wrong is listed at once.

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "modules/cases/types.hpp"
#include "modules/open311/form.hpp"
#include "modules/open311/rules.hpp"
#include "modules/open311/types.hpp"

namespace linli::open311 {

inline constexpr std::chrono::days kLongestSpan{90};  // GeoReport v2: 90 days or the first 1000, whichever is smaller
inline constexpr int kMostRequests = 1000;
inline constexpr int kMostNamed = 200;  // ids in one comma list

struct Span {
  Instant from{};
  Instant until{};  // exclusive
};
struct PageAsk {
  int size = kMostRequests;
  int skip = 0;
};

// GET requests.
struct ListAsk {
  std::vector<std::string> ids;  // when there are any, nothing else counts
  std::vector<std::string> services;
  Span requested;
  std::optional<bool> settled;
  std::optional<Instant> changed_from;
  std::optional<Instant> changed_until;
  std::optional<std::array<std::int64_t, 4>> box;
  PageAsk page;
  bool extensions = false;
};
[[nodiscard]] Outcome<ListAsk> read_list(const Pairs& query, Instant now);

// GET servicerequestupdates.
struct FeedAsk {
  std::vector<std::string> ids;
  Span span;
  PageAsk page;
};
[[nodiscard]] Outcome<FeedAsk> read_feed(const Pairs& query, Instant now);

// POST requests, as far as it can be judged without asking anybody. The faults are collected, so that a client hears of
// all of them with those that need the tables.
struct PostAsk {
  std::string service;
  std::optional<double> lon;
  std::optional<double> lat;
  std::string address;
  std::string address_id;
  std::string description;
  std::string media_url;
  cases::Contact contact;
  Pairs attributes;
  bool wants_token = false;
};
[[nodiscard]] PostAsk read_post(const Pairs& form, std::vector<ErrorItem>& faults);

// POST servicerequestupdates.
struct UpdateAsk {
  std::string id;
  Extended status = Extended::Open;
  std::string description;
  std::string update_id;
};
[[nodiscard]] UpdateAsk read_update(const Pairs& form, std::vector<ErrorItem>& faults);

// W3C date-time with zone; seconds may be missing, and a `+` that arrived as a space is meant.
[[nodiscard]] std::optional<Instant> read_moment(std::string_view text);

}  // namespace linli::open311
