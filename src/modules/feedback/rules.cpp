#include "modules/feedback/rules.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace linli::feedback {

// Written by CMake from models/base/feedback.toml.
extern const std::string_view kFeedbackFile;

namespace {

constexpr std::array<std::string_view, kKinds> kKindNames{"complaint", "suggestion", "praise", "barrier", "privacy"};
constexpr std::array<std::string_view, 3> kAboutNames{"platform", "area", "case"};
constexpr std::array<std::string_view, 2> kStateNames{"waiting", "answered"};
constexpr std::array<std::string_view, 6> kStepNames{"received", "added",    "handed_on",
                                                     "answered", "reopened", "raised"};

template <class Enum, std::size_t N>
std::string_view word_of(Enum value, const std::array<std::string_view, N>& words) {
  return words[static_cast<std::size_t>(value) - 1];
}

template <class Enum, std::size_t N>
std::optional<Enum> meaning_of(std::string_view text, const std::array<std::string_view, N>& words) {
  const auto found = std::ranges::find(words, text);
  if (found == words.end()) return std::nullopt;
  return static_cast<Enum>(found - words.begin() + 1);
}

Text text_at(const toml::table& row, std::string_view key) {
  const auto* pair = row[key].as_array();
  LINLI_ASSERT(pair != nullptr && pair->size() == 2);
  return {(*pair)[0].value_or(std::string()), (*pair)[1].value_or(std::string())};
}

void check_length(std::vector<Fault>& faults, std::string field, const std::string& value, std::size_t most) {
  if (length_utf8(value) <= most) return;
  const auto count = std::to_string(most);
  faults.push_back({std::move(field),
                    std::nullopt,
                    {},
                    {"太长了。", "It is too long."},
                    {"不超过 " + count + " 个字。", "At most " + count + " characters."}});
}

}  // namespace

std::string_view to_string(Kind kind) { return word_of(kind, kKindNames); }
std::string_view to_string(About about) { return word_of(about, kAboutNames); }
std::string_view to_string(State state) { return word_of(state, kStateNames); }
std::string_view to_string(Step step) { return word_of(step, kStepNames); }
std::optional<Kind> parse_kind(std::string_view text) { return meaning_of<Kind>(text, kKindNames); }
std::optional<About> parse_about(std::string_view text) { return meaning_of<About>(text, kAboutNames); }
std::optional<State> parse_state(std::string_view text) { return meaning_of<State>(text, kStateNames); }

std::vector<Fault> check_feedback(const NewFeedback& wanted) {
  std::vector<Fault> faults;
  if (trim(wanted.words.text).empty())
    faults.push_back({"text",
                      std::nullopt,
                      {},
                      {"还没有写想说的话。", "Nothing is written yet."},
                      {"写一两句：什么事、什么时候、希望怎样。", "Write what, when, and what should change."}});
  check_length(faults, "text", wanted.words.text, kMostWords);
  check_length(faults, "name", wanted.words.name, kMostName);
  check_length(faults, "phone", wanted.words.phone, kMostPhone);
  if (wanted.about == About::Area && !wanted.area)
    faults.push_back(
        {"area_id",
         std::nullopt,
         {},
         {"还没有选是哪里。", "It does not say where."},
         {"选一个街道或社区；说不清的，选“平台本身”。", "Choose a subdistrict or community, or “the platform”."}});
  if (wanted.about == About::Case && trim(wanted.case_number).empty())
    faults.push_back({"case_number",
                      std::nullopt,
                      {},
                      {"还没有写是哪一件。", "It does not say which case."},
                      {"写受理编号；记不得的，改选街道或社区。", "Give its number, or choose an area instead."}});
  return faults;
}

Routing route(About about, const Subject& subject, const std::function<bool(AreaId)>& has_people) {
  Routing routing{subject.district, {}};
  const auto& place = subject.place;
  AreaId above = subject.district;
  if (about == About::Area) {
    const auto unit = place.community ? place.community : place.subdistrict;
    routing.recused.push_back(unit.value);
    if (place.community) above = place.subdistrict;
  }
  if (about == About::Case && subject.entry) {
    const auto& entry = *subject.entry;
    for (const auto account : {entry.handler, entry.done_by})
      if (account) routing.recused.push_back(account.value);
    if (place.community) routing.recused.push_back(place.community.value);
    if (place.grid) routing.recused.push_back(place.grid.value);
    if (entry.lead) routing.recused.push_back(entry.lead.id);
    for (const auto body : entry.recused) routing.recused.push_back(body);
    // A department answers to the district, not to the subdistrict beside it.
    if (entry.lead.kind != cases::LeadKind::Body && place.community) above = place.subdistrict;
  }
  if (above && above != subject.district && has_people(above)) routing.desk = above;
  std::ranges::sort(routing.recused);
  const auto repeated = std::ranges::unique(routing.recused);
  routing.recused.erase(repeated.begin(), repeated.end());
  return routing;
}

const std::vector<KindInfo>& shipped_kinds() {
  static const auto kShipped = [] {
    const auto table = toml::parse(kFeedbackFile);
    std::vector<KindInfo> kinds;
    const auto* rows = table["kind"].as_array();
    LINLI_ASSERT(rows != nullptr);
    for (const auto& row : *rows) {
      const auto& one = *row.as_table();
      const auto kind = parse_kind(one["key"].value_or(std::string_view()));
      const auto limit = catalogue::parse_limit(one["limit"].value_or(std::string_view()));
      LINLI_ASSERT(kind && limit);
      kinds.push_back(
          {*kind, text_at(one, "name"), text_at(one, "hint"), *limit, one["source"].value_or(std::string())});
    }
    LINLI_ASSERT(kinds.size() == kKinds);
    return kinds;
  }();
  return kShipped;
}

const KindInfo& info_of(Kind kind) { return *std::ranges::find(shipped_kinds(), kind, &KindInfo::kind); }

}  // namespace linli::feedback
