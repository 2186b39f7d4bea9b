// Search: words and scopes → terms of the index → cases, checked against everything the index cannot tell.
#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "modules/cases/finder.hpp"
#include "modules/cases/number.hpp"
#include "modules/cases/search.hpp"
#include "modules/cases/store.hpp"

namespace linli::cases {

using storage::SearchAll;
using storage::SearchAny;
using storage::SearchQuery;
using storage::Snapshot;

namespace {

// A page looks at that many cases at most: a filter that fits one in a thousand gives short pages, not slow ones.
constexpr int kMostLooked = 3000;
constexpr int kSmallestPortion = 64;
constexpr int kLargestPortion = 256;
constexpr std::size_t kFewestDigits = 4;
constexpr std::size_t kDigitsOfDay = 6;

bool is_word_of(const SearchWord& word, const Case& entry) {
  return fold_text(entry.text + '\n' + entry.place).contains(word.text);
}

// What the index says of a word in several pieces is only that the pieces are there.
bool is_meant(const MeantWord& meant, const Case& entry) {
  if (meant.word.proven || is_word_of(meant.word, entry)) return true;
  if (!meant.numbers.empty()) return true;
  if (std::ranges::find(meant.matters, entry.matter) != meant.matters.end()) return true;
  return std::ranges::any_of(
      meant.scopes, [&](std::int64_t scope) { return std::ranges::find(entry.scopes, scope) != entry.scopes.end(); });
}

bool is_between(std::int64_t day, const std::optional<std::pair<std::int64_t, std::int64_t>>& days) {
  return !days || (day >= days->first && day < days->second);
}

bool is_in(const Segment& segment, const Case& entry, Offset offset) {
  const auto sort_at = sort_of(entry);
  if (segment.ended != has_ended(entry.state) || sort_at < segment.from || sort_at >= segment.to) return false;
  if (segment.state && *segment.state != entry.state) return false;
  if (!is_between(day_key(date_of(entry.received_at, offset)), segment.received)) return false;
  return !segment.rated || (entry.rated_at && is_between(day_key(date_of(*entry.rated_at, offset)), segment.rated));
}

// As add_mine() of scope_store.cpp asks it of scope rows.
bool is_mine(const Mine& mine, const Case& entry) {
  const bool in_hand = entry.state == State::Dispatched || entry.state == State::Accepted;
  if (in_hand && entry.lead && std::ranges::find(mine.leads, entry.lead.id) != mine.leads.end()) return true;
  const bool on_desk = entry.state == State::Received || entry.state == State::Returned ||
                       (entry.state == State::Accepted && !entry.lead);
  if (mine.dispatches && on_desk) return true;
  return mine.verifies && (entry.state == State::Done || entry.state == State::Verified);
}

bool sees(const ListQuery& query, const Case& entry) {
  const auto shares = [&](const std::vector<std::int64_t>& scopes) {
    return std::ranges::any_of(
        scopes, [&](std::int64_t scope) { return std::ranges::find(entry.scopes, scope) != entry.scopes.end(); });
  };
  return shares(query.scopes) && std::ranges::all_of(query.also, shares);
}

bool fits(const ListQuery& query, const Case& entry, Offset offset) {
  if (!sees(query, entry)) return false;
  if (query.channel && *query.channel != entry.channel) return false;
  if (!query.matters.empty() && std::ranges::find(query.matters, entry.matter.value) == query.matters.end())
    return false;
  if (query.mine && !is_mine(*query.mine, entry)) return false;
  return std::ranges::any_of(query.segments, [&](const Segment& s) { return is_in(s, entry, offset); });
}

SearchAny any_scope(std::span<const std::int64_t> scopes) {
  SearchAny any;
  for (const auto scope : scopes) any.push_back({{scope_token(scope)}});
  return any;
}

SearchAny any_meaning(const MeantWord& meant) {
  SearchAny any;
  SearchAll all;
  for (const auto& token : meant.word.tokens) all.push_back({token.token, token.begins});
  if (!all.empty()) any.push_back(std::move(all));
  for (const auto scope : meant.scopes) any.push_back({{scope_token(scope)}});
  for (const auto matter : meant.matters) any.push_back({{matter_token(matter)}});
  for (const auto& number : meant.numbers) any.push_back({{number, true}});
  return any;
}

// `261122-482177305` is one word here, and two in a text.
std::optional<std::string> as_number(std::string_view piece) {
  std::string digits;
  for (const char c : piece) {
    if (c == '-') continue;
    if (c < '0' || c > '9') return std::nullopt;
    digits += c;
  }
  if (digits.size() != kFewestDigits && digits.size() < kDigitsOfDay) return std::nullopt;
  return digits;
}

}  // namespace

SearchQuery index_query(std::span<const MeantWord> words, const ListQuery& query, DistrictId district) {
  SearchQuery wanted;
  for (const auto& word : words) wanted.push_back(any_meaning(word));
  auto scopes = query.also;
  scopes.push_back(query.scopes);
  // Everything in the index asked is the district's own.
  for (const auto& any : scopes)
    if (std::ranges::find(any, district.value) == any.end()) wanted.push_back(any_scope(any));
  return wanted;
}

std::vector<MeantWord> Finder::meaning_of(Snapshot& snapshot, const accounts::Caller& caller,
                                          const ListRequest& request) {
  const auto book = context_.catalogue.book(snapshot, caller.district, caller.offset);
  const auto names = names_.names(snapshot, caller.district, *book, caller.offset);
  std::vector<MeantWord> words;
  std::string rest;
  for (auto text = normalise_width(request.words); !text.empty();) {
    const auto end = text.find(' ');
    const auto piece = text.substr(0, end);
    if (auto number = as_number(piece)) {
      MeantWord meant;
      meant.word = {piece, {}, false};
      if (number->size() == piece.size()) meant.word.tokens.push_back({*number, true});
      meant.numbers.push_back(number_token(*number));
      words.push_back(std::move(meant));
    } else {
      rest += piece + ' ';
    }
    text = end == std::string::npos ? std::string() : text.substr(end + 1);
  }
  for (auto& word : parse_search(rest)) {
    MeantWord meant{std::move(word), {}, {}, {}};
    for (const auto* known : names_for(*names, meant.word.text)) {
      if (known->scope != 0) meant.scopes.push_back(known->scope);
      if (known->matter) meant.matters.push_back(known->matter);
    }
    words.push_back(std::move(meant));
  }
  return words;
}

FoundPage Finder::search(Snapshot& snapshot, const accounts::Caller& caller, const ListRequest& request,
                         const ListQuery& query, std::optional<ListMark> after) {
  const auto words = meaning_of(snapshot, caller, request);
  FoundPage page;
  page.complete = search_is_complete(snapshot, caller.district);
  if (words.empty() || query.segments.empty()) return page;
  const auto wanted = index_query(words, query, caller.district);
  const auto limit = static_cast<std::size_t>(request.limit);
  auto below = after ? after->case_id : INT64_MAX;
  // Mostly what the index proposes fits: a page and one more is all there is to read. Where filters drop much, the next
  // portions are larger.
  auto portion = request.limit + 1;
  for (int looked = 0; looked < kMostLooked;) {
    const auto ids = case_index().find(snapshot, caller.district, wanted, below, portion);
    std::vector<CaseId> cases;
    for (const auto id : ids) cases.push_back({id});
    for (auto& entry : load_cases(snapshot, caller.district, cases)) {
      const bool found = fits(query, entry, caller.offset) &&
                         std::ranges::all_of(words, [&](const MeantWord& word) { return is_meant(word, entry); });
      if (!found) continue;
      if (page.cases.size() == limit) {
        page.next = ListMark{0, 0, page.cases.back().id.value};
        return page;
      }
      page.cases.push_back(std::move(entry));
    }
    if (ids.size() < static_cast<std::size_t>(portion)) return page;
    below = ids.back();
    looked += portion;
    portion = std::clamp(portion * 2, kSmallestPortion, kLargestPortion);
  }
  page.next = ListMark{0, 0, below};
  return page;
}

}  // namespace linli::cases
