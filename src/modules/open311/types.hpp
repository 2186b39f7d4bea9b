#pragma once
// Plain values of the Open311 interface.

#include <expected>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"

namespace linli::open311 {

// Parameters as they came, decoded, in order; of a query or of a form.
using Pairs = std::vector<std::pair<std::string, std::string>>;

enum class Format { Xml, Json };

// One line of an error answer.
struct ErrorItem {
  int code = 400;
  std::string description;
};
// A refusal: the status of the answer follows from the items (403 before 404 before 400).
struct Trouble {
  std::vector<ErrorItem> items;
  int retry_after_seconds = 0;
};
template <class T>
using Outcome = std::expected<T, Trouble>;

[[nodiscard]] inline std::unexpected<Trouble> refuse(int code, std::string description) {
  return std::unexpected(Trouble{{{code, std::move(description)}}, 0});
}
[[nodiscard]] int status_of(const Trouble& trouble);

// What staff have released of a case for everybody to read.
struct Released {
  std::string text;
  std::string result;
};

// How much of a case the asker is shown.
enum class Sight {
  None,    // reads as not found
  Status,  // matter, state, dates, place to within some hundred metres
  Full,    // as staff whose case it is
};

// Who came through this interface, and what else they sent.
struct Origin {
  CaseId entry;
  AccountId account;
  std::string token;      // empty: the id was given at once
  std::string media_url;  // a link, never fetched
};

// One change of a case in the feed of updates.
struct FeedMark {
  Instant at{};
  CaseId entry;
  int seq = 0;
};

}  // namespace linli::open311
