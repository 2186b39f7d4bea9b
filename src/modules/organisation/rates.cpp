#include "modules/organisation/rates.hpp"

#include <algorithm>
#include <set>
#include <string>

namespace linli::organisation {
namespace {

using Holders = std::set<std::string>;

struct PlaceOfTwo {
  bool has[2]{};
  Holders holders[2];
};

const rules::Post* post_named(const rules::Model& model, const std::string& code) {
  const auto found = std::ranges::find(model.posts, code, &rules::Post::code);
  return found == model.posts.end() ? nullptr : &*found;
}

class Counter {
 public:
  Counter(std::span<const bodies::Body> bodies, std::span<const Appointment> appointments) : bodies_(bodies) {
    for (const auto& held : appointments) held_[{held.body, held.post}].push_back(&held);
  }

  [[nodiscard]] TogetherRate of(const rules::Together& together, const rules::Post& first,
                                const rules::Post& second) const {
    std::map<std::int64_t, PlaceOfTwo> places;
    for (const auto& body : bodies_) {
      put(places, body, first, 0, together.only_members);
      put(places, body, second, 1, false);
    }
    TogetherRate rate{.together = &together, .posts = {&first, &second}};
    for (const auto& [id, place] : places) {
      if (!place.has[0] || !place.has[1]) continue;
      ++rate.places;
      if (place.holders[0].empty() || place.holders[1].empty()) continue;
      ++rate.filled;
      if (std::ranges::any_of(place.holders[0], [&](const auto& name) { return place.holders[1].contains(name); }))
        ++rate.one_person;
    }
    return rate;
  }

 private:
  void put(std::map<std::int64_t, PlaceOfTwo>& places, const bodies::Body& body, const rules::Post& post,
           std::size_t side, bool only_members) const {
    if (std::ranges::find(post.bodies, body.model.kind) == post.bodies.end()) return;
    const auto held = held_.find({body.id, post.code});
    for (const auto area : body.areas) {
      auto& place = places[area.value];
      place.has[side] = true;
      if (held == held_.end()) continue;
      for (const auto* it : held->second) {
        if (!only_members || it->is_member == true) place.holders[side].insert(it->holder);
      }
    }
  }

  std::span<const bodies::Body> bodies_;
  std::map<std::pair<BodyId, std::string>, std::vector<const Appointment*>> held_;
};

}  // namespace

std::vector<TogetherRate> together_rates(const rules::Model& model, std::span<const bodies::Body> bodies,
                                         std::span<const Appointment> appointments, Date on) {
  const Counter counter(bodies, appointments);
  std::vector<TogetherRate> rates;
  for (const auto& together : model.together) {
    if (!rules::in_force(together.provenance, on)) continue;
    for (std::size_t other = 1; other < together.posts.size(); ++other) {
      const auto* first = post_named(model, together.posts[0]);
      const auto* second = post_named(model, together.posts[other]);
      if (first == nullptr || second == nullptr) continue;
      auto rate = counter.of(together, *first, *second);
      if (rate.places > 0) rates.push_back(std::move(rate));
    }
  }
  return rates;
}

}  // namespace linli::organisation
