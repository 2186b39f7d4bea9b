#include "modules/people/search.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/pinyin.hpp"
#include "base/text_tokens.hpp"
#include "modules/people/store.hpp"

namespace linli::people {

using storage::SearchAll;
using storage::SearchAny;
using storage::SearchQuery;
using storage::Snapshot;
using storage::Transaction;

namespace {

constexpr std::string_view kYardMark = "\uE000";
constexpr int kTokenBase = 36;
constexpr int kFoldMost = 1024;
// More terms than that cost more than looking at the rows.
constexpr std::size_t kMostYards = 400;
// Of a name with several readings each.
constexpr std::size_t kMostReadings = 4;

std::string yard_token(std::int64_t yard) {
  std::array<char, 16> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), yard, kTokenBase).ptr;
  return std::string(kYardMark) + std::string(digits.data(), end);
}

void add_token(std::string& tokens, std::string_view token) {
  if (token.empty()) return;
  if (!tokens.empty()) tokens += ' ';
  tokens += token;
}

// ICU's table and what it has read so far: one a thread, since it costs some milliseconds to make.
Pinyin& reader_of_names() {
  thread_local Pinyin pinyin;
  return pinyin;
}

// How the characters from `from` on can be read aloud, joined; of each at most a few.
std::vector<std::string> sounds(const SpokenName& name, std::size_t from, bool initials) {
  std::vector<std::string> all{""};
  for (std::size_t at = from; at < name.readings.size(); ++at) {
    std::vector<std::string> next;
    for (const auto& head : all)
      for (const auto& sound : name.readings[at]) {
        auto one = head + (initials ? sound.substr(0, 1) : sound);
        if (std::ranges::find(next, one) == next.end() && next.size() < kMostReadings) next.push_back(std::move(one));
      }
    if (!next.empty()) all = std::move(next);
  }
  return all;
}

bool is_latin_word(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
}

// Words of Han characters stand in the name, words of letters are its sound: the whole name, the given name or the
// initials. `begins`: also what goes on after the word.
std::optional<SearchQuery> query_of(std::string_view typed, bool begins) {
  SearchQuery query;
  for (const auto& word : parse_search(typed)) {
    SearchAll all;
    if (is_latin_word(word.text)) {
      if (word.text.size() < 2) continue;
      all.push_back({word.text, begins});
    } else {
      for (const auto& token : word.tokens) all.push_back({token.token, token.begins});
    }
    if (!all.empty()) query.push_back({std::move(all)});
  }
  if (query.empty()) return std::nullopt;
  return query;
}

// Courtyards and communities within the reach, and what they were made of: documents keep the place of their time.
std::vector<std::int64_t> yards_of(const Context& context, Snapshot& snapshot, DistrictId district, const Reach& reach,
                                   Date on) {
  std::vector<std::int64_t> yards;
  const auto add = [&](std::int64_t area) {
    yards.push_back(area);
    for (const auto old : areas::predecessors_of(snapshot, district, AreaId{area})) yards.push_back(old.value);
  };
  for (const auto root : reach.roots) {
    const auto level = context.atlas.level(root);
    if (!level || *level == areas::Level::Building) {
      yards.push_back(yard_of(snapshot, district, AreaId{root}, on).value);
      continue;
    }
    add(root);
    if (*level == areas::Level::Courtyard) continue;
    std::vector<AreaId> communities{AreaId{root}};
    if (*level == areas::Level::Subdistrict) {
      communities.clear();
      for (const auto& child : areas::children_of(snapshot, district, AreaId{root}, {on, {}})) {
        add(child.id.value);
        communities.push_back(child.id);
      }
    }
    for (const auto community : communities)
      for (const auto& yard : areas::children_of(snapshot, district, community, {on, {}})) add(yard.id.value);
  }
  std::ranges::sort(yards);
  const auto twice = std::ranges::unique(yards);
  yards.erase(twice.begin(), twice.end());
  return yards;
}

struct FillMark {
  std::int64_t done = 0;
  std::int64_t until = 0;
};

std::optional<FillMark> fill_mark(Snapshot& snapshot, DistrictId district) {
  auto rows = snapshot.query("SELECT done, until FROM search_person_fill WHERE district = $1", district);
  if (!rows.next()) return std::nullopt;
  return FillMark{rows.integer(0), rows.integer(1)};
}

// The first look at a district: whoever is there already is still to come.
FillMark begin_filling(Transaction& transaction, DistrictId district, std::int64_t fresh) {
  FillMark mark;
  {
    auto rows = transaction.query("SELECT MAX(id) FROM persons WHERE district = $1 AND id <> $2", district, fresh);
    if (rows.next()) mark.until = rows.integer(0);
  }
  transaction.execute(
      "INSERT INTO search_person_fill (district, done, until) VALUES ($1, $2, $3) ON CONFLICT (district) DO NOTHING",
      district, mark.done, mark.until);
  return mark;
}

}  // namespace

std::string person_tokens(std::string_view name, bool name_sealed, AreaId yard) {
  std::string tokens;
  if (name_sealed || name.empty()) return tokens;
  std::vector<std::string> all = index_tokens(name);
  const auto spoken = reader_of_names().read(name);
  for (const bool initials : {false, true})
    for (auto& sound : sounds(spoken, 0, initials)) all.push_back(std::move(sound));
  if (spoken.readings.size() > 1)
    for (auto& sound : sounds(spoken, 1, false)) all.push_back(std::move(sound));
  std::ranges::sort(all);
  const auto twice = std::ranges::unique(all);
  all.erase(twice.begin(), twice.end());
  for (const auto& token : all) add_token(tokens, token);
  add_token(tokens, yard_token(yard.value));
  return tokens;
}

const storage::SearchIndex& person_index() {
  static const storage::SearchIndex kIndex("person");
  return kIndex;
}

AreaId yard_of(Snapshot& snapshot, DistrictId district, AreaId place, Date on) {
  const auto area = areas::find_area(snapshot, district, place, {on, {}});
  if (area && area->level == areas::Level::Building) return area->facts.parent;
  return place;
}

std::vector<PersonId> find_names(const Context& context, Snapshot& snapshot, DistrictId district, const Reach& reach,
                                 const NameQuery& wanted) {
  std::vector<PersonId> found;
  auto query = query_of(wanted.typed, wanted.begins);
  if (!query) return found;
  if (!reach.whole_district) {
    const auto yards = yards_of(context, snapshot, district, reach, wanted.on);
    if (yards.empty()) return found;
    SearchAny where;
    if (yards.size() <= kMostYards)
      for (const auto yard : yards) where.push_back({{yard_token(yard), false}});
    if (!where.empty()) query->push_back(std::move(where));
  }
  for (const auto id : person_index().find(snapshot, district, *query, wanted.below, wanted.limit))
    found.push_back(PersonId{id});
  return found;
}

void index_person(Transaction& transaction, DistrictId district, PersonId person,
                  std::optional<std::string_view> before, std::string_view tokens) {
  auto mark = fill_mark(transaction, district);
  if (!mark) mark = begin_filling(transaction, district, person.value);
  if (person.value > mark->done && person.value <= mark->until) return;
  if (before ? *before == tokens : tokens.empty()) return;
  person_index().put(transaction, district, person.value, before, tokens);
}

void begin_indexing(Transaction& transaction, DistrictId district) {
  if (!fill_mark(transaction, district)) begin_filling(transaction, district, 0);
}

void index_fresh(Transaction& transaction, DistrictId district,
                 std::span<const std::pair<std::int64_t, std::string>> documents) {
  person_index().put_new(transaction, district, documents);
}

int fill_people_search(Transaction& transaction, DistrictId district, Offset offset, int limit) {
  auto mark = fill_mark(transaction, district);
  if (!mark) mark = begin_filling(transaction, district, 0);
  if (mark->done >= mark->until) return person_index().fold(transaction, kFoldMost);
  struct Row {
    PersonId id;
    std::string name;
    bool sealed = false;
    AreaId place;
  };
  std::vector<Row> found;
  {
    auto rows = transaction.query(
        "SELECT p.id, p.name, p.name_sealed, h.place FROM persons p JOIN households h ON h.district = p.district AND "
        "h.id = p.household WHERE p.district = $1 AND p.id > $2 AND p.id <= $3 ORDER BY p.id LIMIT $4",
        district, mark->done, mark->until, limit);
    while (rows.next()) found.push_back({rows.id<PersonId>(0), rows.string(1), rows.boolean(2), rows.id<AreaId>(3)});
  }
  const auto on = date_of(transaction.now(), offset);
  for (const auto& row : found)
    person_index().put(transaction, district, row.id.value, std::nullopt,
                       person_tokens(row.name, row.sealed, yard_of(transaction, district, row.place, on)));
  person_index().fold(transaction, kFoldMost);
  mark->done = found.size() < static_cast<std::size_t>(limit) ? mark->until : found.back().id.value;
  transaction.execute("UPDATE search_person_fill SET done = $2 WHERE district = $1", district, mark->done);
  return static_cast<int>(found.size());
}

bool people_search_is_behind(Snapshot& snapshot, DistrictId district) {
  const auto mark = fill_mark(snapshot, district);
  if (!mark || mark->done < mark->until) return true;
  if (snapshot.engine() == storage::Engine::Postgres) return false;
  return snapshot.query("SELECT 1 FROM search_person_recent WHERE district = $1 LIMIT 1", district).next();
}

}  // namespace linli::people
