#include "modules/cases/search.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <vector>

#include "base/text_tokens.hpp"
#include "modules/cases/case_row.hpp"

namespace linli::cases {

using storage::Snapshot;
using storage::Transaction;

namespace {

constexpr std::string_view kScopeMark = "\uE000";
constexpr std::string_view kMatterMark = "\uE001";
constexpr std::string_view kNumberMark = "\uE002";
constexpr int kTokenBase = 36;
constexpr std::size_t kReadOut = 4;  // the last digits, as people say them
// Recent documents are taken into the index by that many at a time; every search reads those that wait.
constexpr int kFoldEvery = 512;
constexpr int kFoldMost = 1024;

std::string marked(std::string_view mark, std::int64_t id) {
  std::array<char, 16> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), id, kTokenBase).ptr;
  return std::string(mark) + std::string(digits.data(), end);
}

std::string number_digits(std::string_view number) {
  std::string digits(number);
  std::erase_if(digits, [](char c) { return c < '0' || c > '9'; });
  return digits;
}

void append(std::string& tokens, std::string_view token) {
  if (!tokens.empty()) tokens += ' ';
  tokens += token;
}

bool says_the_same(const Case& a, const Case& b) {
  return a.scopes == b.scopes && a.matter == b.matter && a.text == b.text && a.place == b.place;
}

struct FillMark {
  std::int64_t done = 0;
  std::int64_t until = 0;
  [[nodiscard]] bool complete() const { return done >= until; }
  [[nodiscard]] bool still_to_come(CaseId entry) const { return entry.value > done && entry.value <= until; }
};

std::optional<FillMark> read_mark_of(Snapshot& snapshot, DistrictId district) {
  auto rows = snapshot.query("SELECT done, until FROM search_case_fill WHERE district = $1", district);
  if (!rows.next()) return std::nullopt;
  return FillMark{rows.integer(0), rows.integer(1)};
}

// The first look at a district: everything but `fresh` is still to come.
FillMark start_filling(Transaction& transaction, DistrictId district, CaseId fresh) {
  FillMark mark;
  {
    auto rows = transaction.query("SELECT MAX(id) FROM cases WHERE district = $1 AND id <> $2", district, fresh.value);
    if (rows.next()) mark.until = rows.integer(0);
  }
  transaction.execute(
      "INSERT INTO search_case_fill (district, done, until) VALUES ($1, $2, $3) ON CONFLICT (district) DO NOTHING",
      district, mark.done, mark.until);
  return mark;
}

// Keeps the index in step with the cases, in their own transactions.
class Indexer {
 public:
  void follow(Transaction& transaction, const Pen& pen, const Case* before, const Case& after) {
    if (before != nullptr && says_the_same(*before, after)) return;
    if (comes_later(transaction, pen.district, after.id)) return;
    const auto tokens = search_tokens(after, pen.district);
    if (before == nullptr) {
      case_index().put(transaction, pen.district, after.id.value, std::nullopt, tokens);
    } else {
      const auto old = search_tokens(*before, pen.district);
      case_index().put(transaction, pen.district, after.id.value, old, tokens);
    }
    if (++written_ % kFoldEvery == 0) case_index().fold(transaction, kFoldMost);
  }

 private:
  bool comes_later(Transaction& transaction, DistrictId district, CaseId entry) {
    {
      const std::scoped_lock lock(mutex_);
      if (complete_.contains(district)) return false;
    }
    const auto known = read_mark_of(transaction, district);
    if (known && known->complete()) {
      const std::scoped_lock lock(mutex_);
      complete_.insert(district);
    }
    const auto mark = known ? *known : start_filling(transaction, district, entry);
    return mark.still_to_come(entry);
  }

  std::atomic<std::int64_t> written_{0};
  std::mutex mutex_;
  std::set<DistrictId> complete_;  // guarded by mutex_; a complete index stays so
};

std::vector<Case> cases_between(Snapshot& snapshot, DistrictId district, const FillMark& mark, int limit) {
  auto rows = snapshot.query("SELECT " LINLI_CASE_COLUMNS
                             " FROM cases c WHERE c.district = $1 AND c.id > $2 AND c.id <= $3 ORDER BY c.id LIMIT $4",
                             district, mark.done, mark.until, limit);
  std::vector<Case> found;
  while (rows.next()) found.push_back(case_of(rows, district));
  return found;
}

}  // namespace

std::string scope_token(std::int64_t scope) { return marked(kScopeMark, scope); }
std::string matter_token(MatterId matter) { return marked(kMatterMark, matter.value); }
std::string number_token(std::string_view number) { return std::string(kNumberMark) + number_digits(number); }

std::string search_tokens(const Case& entry, DistrictId district) {
  std::string tokens;
  for (const auto& token : index_tokens(entry.text + '\n' + entry.place)) append(tokens, token);
  for (const auto scope : entry.scopes)
    if (scope != district.value) append(tokens, scope_token(scope));
  append(tokens, matter_token(entry.matter));
  append(tokens, number_token(entry.number));
  if (const auto digits = number_digits(entry.number); digits.size() > kReadOut)
    append(tokens, std::string(kNumberMark) + digits.substr(digits.size() - kReadOut));
  return tokens;
}

const storage::SearchIndex& case_index() {
  static const storage::SearchIndex kIndex("case");
  return kIndex;
}

Projection search_projection() {
  auto indexer = std::make_shared<Indexer>();
  return [indexer = std::move(indexer)](Transaction& transaction, const Pen& pen, const Case* before,
                                        const Case& after) { indexer->follow(transaction, pen, before, after); };
}

int fill_search(Transaction& transaction, DistrictId district, int limit) {
  const auto known = read_mark_of(transaction, district);
  auto mark = known ? *known : start_filling(transaction, district, {});
  if (mark.complete()) {
    case_index().fold(transaction, kFoldMost);
    return 0;
  }
  const auto found = cases_between(transaction, district, mark, limit);
  for (const auto& entry : found)
    case_index().put(transaction, district, entry.id.value, std::nullopt, search_tokens(entry, district));
  case_index().fold(transaction, kFoldMost);
  mark.done = found.size() < static_cast<std::size_t>(limit) ? mark.until : found.back().id.value;
  transaction.execute("UPDATE search_case_fill SET done = $1 WHERE district = $2", mark.done, district);
  return static_cast<int>(found.size());
}

bool search_is_behind(Snapshot& snapshot, DistrictId district) {
  if (!search_is_complete(snapshot, district)) return true;
  if (snapshot.engine() == storage::Engine::Postgres) return false;
  return snapshot.query("SELECT 1 FROM search_case_recent WHERE district = $1 LIMIT 1", district).next();
}

bool search_is_complete(Snapshot& snapshot, DistrictId district) {
  const auto mark = read_mark_of(snapshot, district);
  return mark && mark->complete();
}

}  // namespace linli::cases
