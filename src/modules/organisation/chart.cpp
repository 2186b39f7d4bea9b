#include "modules/organisation/chart.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <functional>
#include <set>

#include "modules/organisation/api.hpp"
#include "modules/organisation/rules.hpp"

namespace linli::organisation {
namespace {

constexpr std::array<std::string_view, 9> kAdvice{"no_superior", "missing_relation", "vacant",
                                                  "too_many",    "term_over",        "term_ends_soon",
                                                  "one_person",  "set_incomplete",   "set_out_of_order"};

bool is_one_of(const std::vector<std::string>& kinds, const std::string& kind) {
  return std::ranges::find(kinds, kind) != kinds.end();
}

// Reads the parts once into what each check asks, and gathers what they say.
class Notes {
 public:
  Notes(const rules::Model& model, const ChartParts& parts) : model_(model), parts_(parts) {
    for (const auto& body : parts.bodies) by_kind_[body.model.kind].push_back(&body);
    for (const auto& appointment : parts.appointments)
      held_[{appointment.body, appointment.post}].push_back(&appointment);
  }

  std::vector<Note> run() {
    for (const auto& body : parts_.bodies) {
      check_posts(body);
    }
    for (const auto& chain : model_.chains) check_chain(chain);
    for (const auto& relation : model_.relations) check_relation_beside(relation);
    for (const auto& together : model_.together) check_together(together);
    for (const auto& set : model_.sets) check_set(set);
    return std::move(notes_);
  }

 private:
  using Holders = std::vector<const Appointment*>;

  Note& add(Advice advice, const bodies::Body* body, const rules::Entry& entry, Text text) {
    auto& note = notes_.emplace_back();
    note.advice = advice;
    if (body != nullptr) note.body = body->id;
    note.entry = entry.code;
    note.text = std::move(text);
    note.source = entry.provenance.source;
    note.rows = entry.provenance.rows;
    return note;
  }

  const Holders& holders(BodyId body, const std::string& post) const {
    static const Holders kNobody;
    const auto found = held_.find({body, post});
    return found == held_.end() ? kNobody : found->second;
  }

  const std::vector<const bodies::Body*>& of_kind(const std::string& kind) const {
    static const std::vector<const bodies::Body*> kNone;
    const auto found = by_kind_.find(kind);
    return found == by_kind_.end() ? kNone : found->second;
  }

  // Does `outer` serve a place that one of `inner`'s places lies in (or is)?
  bool reaches(const bodies::Body& outer, const bodies::Body& inner) const {
    return std::ranges::any_of(inner.areas, [&](AreaId place) {
      const auto around = parts_.around.find(place.value);
      return around != parts_.around.end() && std::ranges::any_of(outer.areas, [&](AreaId served) {
               return std::ranges::find(around->second, served.value) != around->second.end();
             });
    });
  }

  bool related(RelationKind kind, BodyId over, BodyId under) const {
    return std::ranges::any_of(parts_.relations, [&](const BodyRelation& relation) {
      return relation.kind == kind && relation.over == over && relation.under == under;
    });
  }

  // The one of these kinds that serves the smallest place around the body; none when several do equally.
  const bodies::Body* nearest(const std::vector<std::string>& kinds, const bodies::Body& under) const {
    for (const auto place : under.areas) {
      const auto around = parts_.around.find(place.value);
      if (around == parts_.around.end()) continue;
      for (const auto outer : around->second) {
        std::vector<const bodies::Body*> found;
        for (const auto& kind : kinds) {
          for (const auto* body : of_kind(kind)) {
            if (body->id != under.id && std::ranges::find(body->areas, AreaId{outer}) != body->areas.end())
              found.push_back(body);
          }
        }
        if (found.size() == 1) return found.front();
        if (!found.empty()) return nullptr;
      }
    }
    return nullptr;
  }

  void check_posts(const bodies::Body& body) {
    for (const auto* post : posts_of(model_, body.model.kind, parts_.as_of)) {
      const auto& held = holders(body.id, post->code);
      const auto count = static_cast<int>(held.size());
      if (post->required && count < post->seats)
        add(Advice::Vacant, &body, *post,
            {fmt::format("{}:{}空缺{}个", body.name, post->name.zh, post->seats - count),
             fmt::format("{}: {} of {} vacant", body.name, post->seats - count, post->name.en)});
      if (count > post->seats)
        add(Advice::TooMany, &body, *post,
            {fmt::format("{}:{}设{}个,任了{}人", body.name, post->name.zh, post->seats, count),
             fmt::format("{}: {} has {} seats but {} holders", body.name, post->name.en, post->seats, count)});
      for (const auto* appointment : held) check_term(body, *post, *appointment);
    }
  }

  void check_term(const bodies::Body& body, const rules::Post& post, const Appointment& held) {
    if (!held.term_ends) return;
    const bool over = *held.term_ends < parts_.as_of;
    if (!over && (parts_.warn_months == 0 || months_after(parts_.as_of, parts_.warn_months) < *held.term_ends)) return;
    const auto day = format_date(*held.term_ends);
    add(over ? Advice::TermOver : Advice::TermEndsSoon, &body, post,
        over ? Text{fmt::format("{}:{}{}的任期已于{}届满", body.name, post.name.zh, held.holder, day),
                    fmt::format("{}: the term of {} ({}) ended on {}", body.name, post.name.en, held.holder, day)}
             : Text{fmt::format("{}:{}{}的任期将于{}届满", body.name, post.name.zh, held.holder, day),
                    fmt::format("{}: the term of {} ({}) ends on {}", body.name, post.name.en, held.holder, day)});
  }

  void check_chain(const rules::Chain& chain) {
    if (!rules::in_force(chain.provenance, parts_.as_of)) return;
    const auto relation = parse_relation(chain.relation);
    if (!relation) return;
    for (std::size_t link = 1; link < chain.links.size(); ++link) {
      for (const auto& kind : chain.links[link]) {
        for (const auto* body : of_kind(kind)) check_link(chain, *relation, chain.links[link - 1], *body);
      }
    }
  }

  void check_link(const rules::Chain& chain, RelationKind relation, const std::vector<std::string>& above,
                  const bodies::Body& body) {
    const bool stands = std::ranges::any_of(parts_.bodies, [&](const bodies::Body& other) {
      return is_one_of(above, other.model.kind) && related(relation, other.id, body.id);
    });
    if (stands || outside(body)) return;
    const auto* proposed = nearest(above, body);
    auto& note =
        add(Advice::NoSuperior, &body, chain,
            {fmt::format("{}没有登记上级组织", body.name), fmt::format("No body is recorded above {}", body.name)});
    propose(note, relation, proposed);
  }

  // Of what the place lies in: its own chart shows what it lacks.
  [[nodiscard]] bool outside(const bodies::Body& body) const {
    return std::ranges::none_of(body.areas, [&](AreaId place) { return parts_.around.contains(place.value); });
  }

  static void propose(Note& note, RelationKind relation, const bodies::Body* proposed) {
    if (proposed == nullptr) return;
    note.relation = relation;
    note.over = proposed->id;
    note.text.zh += fmt::format(",可登记为「{}」", proposed->name);
    note.text.en += fmt::format("; it may be {}", proposed->name);
  }

  void check_relation_beside(const rules::Relation& wanted) {
    const auto relation = parse_relation(wanted.relation);
    if (!relation || !rules::in_force(wanted.provenance, parts_.as_of)) return;
    for (const auto* under : of_kind(wanted.under)) {
      const auto* over = nearest({wanted.over}, *under);
      if (over == nullptr || outside(*under) || related(*relation, over->id, under->id)) continue;
      const auto word = label(*relation);
      auto& note = add(Advice::MissingRelation, under, wanted,
                       {fmt::format("没有登记{}{}{}", over->name, word.zh, under->name),
                        fmt::format("Not recorded: {} {} {}", over->name, word.en, under->name)});
      note.relation = relation;
      note.over = over->id;
    }
  }

  // Every pair of bodies at one place that have the two posts.
  void check_together(const rules::Together& together) {
    if (together.posts.size() < 2 || !rules::in_force(together.provenance, parts_.as_of)) return;
    for (std::size_t other = 1; other < together.posts.size(); ++other) {
      const auto* first = post(together.posts[0]);
      const auto* second = post(together.posts[other]);
      if (first == nullptr || second == nullptr) continue;
      for (const auto& a : parts_.bodies) {
        if (!is_one_of(first->bodies, a.model.kind) || outside(a)) continue;
        for (const auto& b : parts_.bodies) {
          if (is_one_of(second->bodies, b.model.kind) && (a.id == b.id || reaches(a, b) || reaches(b, a)))
            check_pair(together, *first, a, *second, b);
        }
      }
    }
  }

  void check_pair(const rules::Together& together, const rules::Post& first, const bodies::Body& a,
                  const rules::Post& second, const bodies::Body& b) {
    for (const auto* held : holders(a.id, first.code)) {
      if (together.only_members && held->is_member != true) continue;
      const auto& others = holders(b.id, second.code);
      if (std::ranges::any_of(others, [&](const Appointment* it) { return it->holder == held->holder; })) continue;
      const bool may = together.strength == rules::Strength::May;
      auto& note = add(Advice::OnePerson, &a, together,
                       {fmt::format("{}{}({})与{}{}{}由一人担任", a.name, first.name.zh, held->holder, b.name,
                                    second.name.zh, may ? "可以" : "宜"),
                        fmt::format("{} of {} ({}) and {} of {} {} be one person", first.name.en, a.name, held->holder,
                                    second.name.en, b.name, may ? "may" : "should")});
      note.strength = together.strength;
      note.over = b.id;
    }
  }

  [[nodiscard]] const rules::Post* post(const std::string& code) const {
    const auto found = std::ranges::find(model_.posts, code, &rules::Post::code);
    return found == model_.posts.end() ? nullptr : &*found;
  }

  void check_set(const rules::Set& set) {
    const auto places = parts_.places.find(set.level);
    if (places == parts_.places.end() || !rules::in_force(set.provenance, parts_.as_of)) return;
    for (const auto& [place, name] : places->second) check_set_at(set, place, name);
  }

  // The earliest day on which a body of these kinds serves the place or what lies in it; nothing when none does.
  [[nodiscard]] std::optional<Date> since(const std::vector<std::string>& kinds, std::int64_t place) const {
    std::optional<Date> first;
    for (const auto& kind : kinds) {
      for (const auto* body : of_kind(kind)) {
        const bool here = std::ranges::any_of(body->areas, [&](AreaId served) {
          const auto around = parts_.around.find(served.value);
          return around != parts_.around.end() && std::ranges::find(around->second, place) != around->second.end();
        });
        if (!here) continue;
        const auto began = body->model.founded_on.value_or(body->from);
        first = first ? std::min(*first, began) : began;
      }
    }
    return first;
  }

  [[nodiscard]] Text kinds_text(const std::vector<std::string>& kinds) const {
    Text text;
    for (const auto& code : kinds) {
      const auto* kind = model_.body_kind(code);
      if (kind == nullptr) continue;
      text.zh += (text.zh.empty() ? "" : "或") + kind->name.zh;
      text.en += (text.en.empty() ? "" : " or ") + kind->name.en;
    }
    return text;
  }

  void check_set_at(const rules::Set& set, std::int64_t place, const std::string& name) {
    Text missing;
    std::optional<Date> before;
    bool out_of_order = false;
    for (const auto& part : set.parts) {
      const auto began = since(part, place);
      if (!began) {
        const auto text = kinds_text(part);
        missing.zh += (missing.zh.empty() ? "" : "、") + text.zh;
        missing.en += (missing.en.empty() ? "" : ", ") + text.en;
        continue;
      }
      out_of_order = out_of_order || !missing.zh.empty() || (before && *began < *before);
      before = began;
    }
    if (!missing.zh.empty())
      add(Advice::SetIncomplete, nullptr, set,
          {fmt::format("{}:「{}」还缺{}", name, set.name.zh, missing.zh),
           fmt::format("{}: “{}” still lacks {}", name, set.name.en, missing.en)})
          .place = place;
    if (set.ordered && out_of_order) {
      auto& note = add(Advice::SetOutOfOrder, nullptr, set,
                       {fmt::format("{}:「{}」没有按次序建立,只作提示", name, set.name.zh),
                        fmt::format("{}: “{}” was not set up in its order; for information only", name, set.name.en)});
      note.place = place;
      note.strength = rules::Strength::May;
    }
  }

  const rules::Model& model_;
  const ChartParts& parts_;
  std::map<std::string, std::vector<const bodies::Body*>> by_kind_;
  std::map<std::pair<BodyId, std::string>, Holders> held_;
  std::vector<Note> notes_;
};

}  // namespace

std::string_view to_string(Advice advice) { return kAdvice[static_cast<std::size_t>(advice)]; }

std::vector<Note> notes_of(const rules::Model& model, const ChartParts& parts) { return Notes(model, parts).run(); }

std::vector<const rules::Post*> posts_of(const rules::Model& model, const std::string& body_kind, Date on) {
  std::vector<const rules::Post*> posts;
  for (const auto& post : model.posts) {
    if (is_one_of(post.bodies, body_kind) && rules::in_force(post.provenance, on)) posts.push_back(&post);
  }
  return posts;
}

}  // namespace linli::organisation
