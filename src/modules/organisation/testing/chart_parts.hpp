#pragma once
// The parts of a chart as tests put them together, and the shipped models.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "modules/organisation/api.hpp"
#include "modules/organisation/chart.hpp"
#include "modules/rules/loader.hpp"

namespace linli::organisation::testing {

using namespace std::chrono_literals;

inline constexpr Date kToday = 2026y / 11 / 30;
inline constexpr std::int64_t kDistrictArea = 1;
inline constexpr std::int64_t kCommunity = 10;
inline constexpr std::int64_t kGrid = 20;
inline constexpr std::int64_t kYard = 30;

// The published model of one locality, as it is shipped.
inline const rules::Model& model_of(const std::string& code) {
  static std::map<std::string, rules::Model> models;
  auto& model = models[code];
  if (model.head.code.empty()) {
    declare::SourceFaults faults;
    model = rules::load_model(rules::shipped_files("base"), rules::shipped_files(code), faults);
    EXPECT_TRUE(faults.sorted().empty());
  }
  return model;
}

inline bodies::Body body(std::int64_t id, std::string name, std::string kind, std::int64_t area) {
  bodies::Body it{.id = {id},
                  .version = 1,
                  .name = std::move(name),
                  .kind = bodies::Kind::Other,
                  .phone = "",
                  .areas = {AreaId{area}},
                  .model = {},
                  .from = 2025y / 1 / 1,
                  .to = {}};
  it.model.kind = std::move(kind);
  return it;
}

inline BodyRelation related(RelationKind kind, std::int64_t over, std::int64_t under) {
  return {.id = {over * 100 + under},
          .kind = kind,
          .over = {over},
          .under = {under},
          .document = "",
          .from = 2025y / 1 / 1,
          .to = {}};
}

inline Appointment held(std::int64_t id, std::int64_t body, std::string post, std::string holder,
                        std::optional<bool> is_member = {}) {
  return {.id = {id},
          .body = {body},
          .post = std::move(post),
          .holder = std::move(holder),
          .is_member = is_member,
          .origin = {},
          .document = "",
          .from = 2025y / 1 / 1,
          .term_ends = {},
          .to = {}};
}

// A community with one grid of one courtyard.
inline ChartParts place() {
  ChartParts parts;
  parts.as_of = kToday;
  parts.warn_months = 6;
  parts.around = {{kCommunity, {kCommunity, kDistrictArea}},
                  {kGrid, {kGrid, kCommunity, kDistrictArea}},
                  {kYard, {kYard, kGrid, kCommunity, kDistrictArea}}};
  parts.places = {{"community", {{kCommunity, "解放社区"}}}, {"grid", {{kGrid, "解放第1网格"}}}};
  return parts;
}

// `entry`: only what this set, chain or post of the model says.
inline std::vector<Note> said(const std::string& model, const ChartParts& parts, Advice advice,
                              const std::string& entry = "") {
  auto notes = notes_of(model_of(model), parts);
  std::erase_if(notes,
                [&](const Note& note) { return note.advice != advice || (!entry.empty() && note.entry != entry); });
  return notes;
}

// The posts of a body of that kind, in the model's order.
inline std::vector<std::string> post_codes(const std::string& model, const std::string& kind) {
  std::vector<std::string> codes;
  for (const auto* post : posts_of(model_of(model), kind, kToday)) codes.push_back(post->code);
  return codes;
}

inline const rules::Post& post_of(const std::string& model, const std::string& code) {
  return *std::ranges::find(model_of(model).posts, code, &rules::Post::code);
}

}  // namespace linli::organisation::testing
