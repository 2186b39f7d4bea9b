#include "modules/compliance/facts.hpp"

#include <algorithm>
#include <array>
#include <deque>

#include "modules/compliance/world.hpp"
#include "modules/rules/api.hpp"

namespace linli::compliance {
namespace {

using declare::Missing;
using declare::Number;
using declare::Record;
using declare::Shape;
using declare::Value;
using rules::AreaSlot;
using rules::BodySlot;
using rules::GridSlot;
using rules::PostSlot;

Value text_or_missing(const std::string& text) { return text.empty() ? Value(Missing{}) : Value(text); }

template <class T>
Value number_or_missing(const std::optional<T>& number) {
  return number ? Value(Number(*number)) : Value(Missing{});
}

Value date_or_missing(const std::optional<Date>& date) { return date ? Value(*date) : Value(Missing{}); }

class Facts;

// What all records share: their kind's shape, which says what a slot is called.
class FactRecord : public Record {
 public:
  FactRecord(const Facts& facts, const Shape& shape) : facts_(facts), shape_(shape) {}

 protected:
  [[nodiscard]] const std::string& relation_name(int relation) const {
    return shape_.relations[static_cast<std::size_t>(relation)].name;
  }
  [[nodiscard]] const std::string& reference_kind(int reference) const {
    return shape_.references[static_cast<std::size_t>(reference)].kind;
  }

  const Facts& facts_;
  const Shape& shape_;
};

class AreaRecord final : public FactRecord {
 public:
  AreaRecord(const Facts& facts, const Shape& shape, const AreaNode& node) : FactRecord(facts, shape), node_(node) {}
  [[nodiscard]] Value value(int field) const override;
  [[nodiscard]] const Record* reference(int reference) const override;
  [[nodiscard]] bool keeps(int relation) const override;
  void each(int relation, const std::function<bool(const Record&)>& use) const override;
  [[nodiscard]] const AreaNode& node() const { return node_; }

 private:
  const AreaNode& node_;
};

class GridRecord final : public FactRecord {
 public:
  GridRecord(const Facts& facts, const Shape& shape, const GridNode& node) : FactRecord(facts, shape), node_(node) {}
  [[nodiscard]] Value value(int field) const override;
  [[nodiscard]] const Record* reference(int reference) const override;
  void each(int relation, const std::function<bool(const Record&)>& use) const override;

 private:
  const GridNode& node_;
};

class BodyRecord final : public FactRecord {
 public:
  BodyRecord(const Facts& facts, const Shape& shape, const BodyNode& node) : FactRecord(facts, shape), node_(node) {}
  [[nodiscard]] Value value(int field) const override;
  [[nodiscard]] const Record* reference(int reference) const override;
  // Its posts, as the model lists them; unknown while the district keeps no appointments.
  [[nodiscard]] bool keeps(int relation) const override;
  void each(int relation, const std::function<bool(const Record&)>& use) const override;

 private:
  const BodyNode& node_;
};

class PostRecord final : public FactRecord {
 public:
  PostRecord(const Facts& facts, const Shape& shape, const PostNode& node, const BodyRecord& body)
      : FactRecord(facts, shape), node_(node), body_(body) {}
  [[nodiscard]] Value value(int field) const override;
  [[nodiscard]] const Record* reference(int) const override { return &body_; }
  void each(int, const std::function<bool(const Record&)>&) const override {}

 private:
  const PostNode& node_;
  const BodyRecord& body_;
};

class DeclaredRecord final : public FactRecord {
 public:
  DeclaredRecord(const Facts& facts, const Shape& shape, const DeclaredNode& node)
      : FactRecord(facts, shape), node_(node) {}
  [[nodiscard]] Value value(int field) const override {
    const auto slot = static_cast<std::size_t>(field);
    return slot < node_.row.values.size() ? node_.row.values[slot] : Value(Missing{});
  }
  [[nodiscard]] const Record* reference(int reference) const override;
  void each(int, const std::function<bool(const Record&)>&) const override {}
  [[nodiscard]] const DeclaredNode& node() const { return node_; }

 private:
  const DeclaredNode& node_;
};

class Facts final : public DistrictFacts {
 public:
  Facts(World world, std::shared_ptr<const rules::Model> model) : world_(std::move(world)), model_(std::move(model)) {
    for (const auto& node : world_.areas) {
      // Buildings are not among them, so every level has its shape.
      areas_.emplace_back(*this, *model_->shapes.find(areas::to_string(node.area.level)), node);
    }
    for (const auto& node : world_.grids) grids_.emplace_back(*this, *model_->shapes.find("grid"), node);
    for (const auto& node : world_.bodies) {
      const auto& body = bodies_.emplace_back(*this, *model_->shapes.find("body"), node);
      auto& posts = posts_.emplace_back();
      for (const auto& post : node.posts) posts.emplace_back(*this, *model_->shapes.find("post"), post, body);
    }
    for (const auto& [kind, nodes] : world_.declared) {
      auto& records = declared_[kind];
      for (const auto& node : nodes) records.emplace_back(*this, *model_->shapes.find(kind), node);
    }
  }

  void each(std::string_view kind, const std::function<void(const Subject&)>& use) const override {
    if (kind == "grid") return each_grid(use);
    if (kind == "body") return each_body(use);
    for (std::size_t i = 0; i < areas_.size(); ++i) {
      const auto& node = world_.areas[i];
      if (areas::to_string(node.area.level) == kind)
        use({node.area.id.value, node.area.facts.name, node.places, &areas_[i]});
    }
    const auto records = declared_.find(std::string(kind));
    if (records == declared_.end()) return;
    for (const auto& record : records->second) {
      const auto& node = record.node();
      use({node.row.id, node.row.name, node.places, &record});
    }
  }

  [[nodiscard]] const World& world() const { return world_; }
  [[nodiscard]] const AreaRecord& area(std::size_t index) const { return areas_[index]; }
  [[nodiscard]] const GridRecord& grid(std::size_t index) const { return grids_[index]; }
  [[nodiscard]] const BodyRecord& body(std::size_t index) const { return bodies_[index]; }
  [[nodiscard]] const std::deque<PostRecord>& posts(const BodyNode& node) const {
    return posts_[static_cast<std::size_t>(&node - world_.bodies.data())];
  }
  [[nodiscard]] const std::deque<DeclaredRecord>* declared(const std::string& kind) const {
    const auto found = declared_.find(kind);
    return found == declared_.end() ? nullptr : &found->second;
  }
  // The area of that level among these places.
  [[nodiscard]] const Record* at_level(const std::vector<AreaId>& places, std::string_view level) const {
    for (const auto place : places) {
      const auto found = world_.area_of.find(place.value);
      if (found == world_.area_of.end()) continue;
      if (areas::to_string(world_.areas[found->second].area.level) == level) return &areas_[found->second];
    }
    return nullptr;
  }

 private:
  void each_grid(const std::function<void(const Subject&)>& use) const {
    for (std::size_t i = 0; i < grids_.size(); ++i) {
      const auto& node = world_.grids[i];
      const auto places = node.community ? world_.areas[*node.community].places : std::vector<AreaId>{};
      use({node.grid.id.value, node.grid.facts.name, places, &grids_[i]});
    }
  }

  void each_body(const std::function<void(const Subject&)>& use) const {
    for (std::size_t i = 0; i < bodies_.size(); ++i) {
      const auto& node = world_.bodies[i];
      use({node.body.id.value, node.body.name, node.places, &bodies_[i]});
    }
  }

  const World world_;
  const std::shared_ptr<const rules::Model> model_;
  // Deques: records refer to what does not move.
  std::deque<AreaRecord> areas_;
  std::deque<GridRecord> grids_;
  std::deque<BodyRecord> bodies_;
  std::deque<std::deque<PostRecord>> posts_;  // of each body
  std::unordered_map<std::string, std::deque<DeclaredRecord>> declared_;
};

template <class Get>
void each_of(const std::vector<std::size_t>& indexes, Get get, const std::function<bool(const Record&)>& use) {
  for (const auto index : indexes) {
    if (!use(get(index))) return;
  }
}

Value AreaRecord::value(int field) const {
  const auto& facts = node_.area.facts;
  switch (static_cast<AreaSlot>(field)) {
    case AreaSlot::Name:
      return facts.name;
    case AreaSlot::Code:
      return text_or_missing(facts.code);
    case AreaSlot::Kind:
      return text_or_missing(facts.kind);
    case AreaSlot::Households:
      return number_or_missing(node_.households);
    case AreaSlot::BuiltYear:
      return number_or_missing(facts.built_year);
  }
  return Missing{};
}

const Record* AreaRecord::reference(int reference) const {
  return facts_.at_level(node_.places, reference_kind(reference));
}

bool AreaRecord::keeps(int relation) const {
  constexpr std::array<std::string_view, 5> kBuiltIn{"subdistricts", "communities", "courtyards", "grids", "bodies"};
  const auto& name = relation_name(relation);
  return std::ranges::find(kBuiltIn, name) != kBuiltIn.end() || facts_.declared(name) != nullptr;
}

void AreaRecord::each(int relation, const std::function<bool(const Record&)>& use) const {
  const auto& name = relation_name(relation);
  const auto area = [&](std::size_t index) -> const Record& { return facts_.area(index); };
  if (name == "grids") return each_of(node_.grids, [&](std::size_t i) -> const Record& { return facts_.grid(i); }, use);
  if (name == "bodies")
    return each_of(node_.bodies, [&](std::size_t i) -> const Record& { return facts_.body(i); }, use);
  if (name == "courtyards") return each_of(node_.courtyards, area, use);
  if (name == "communities") return each_of(node_.communities, area, use);
  if (name == "subdistricts") return each_of(node_.inside, area, use);
  const auto* records = facts_.declared(name);
  if (records == nullptr) return;
  for (const auto& record : *records) {
    const auto& places = record.node().places;
    if (std::ranges::find(places, node_.area.id) == places.end()) continue;
    if (!use(record)) return;
  }
}

Value GridRecord::value(int field) const {
  const auto& grid = node_.grid;
  switch (static_cast<GridSlot>(field)) {
    case GridSlot::Name:
      return grid.facts.name;
    case GridSlot::Code:
      return text_or_missing(grid.facts.code);
    case GridSlot::Layer:
      return std::string(areas::to_string(grid.layer));
    case GridSlot::Households:
      // No household in any member is more likely unknown than true.
      return grid.households > 0 || grid.members == 0 ? Value(Number(grid.households)) : Value(Missing{});
    case GridSlot::Members:
      return Number(grid.members);
    case GridSlot::HasSteward:
      return bool(grid.duty.steward);
    case GridSlot::HasDeputy:
      return bool(grid.duty.deputy);
  }
  return Missing{};
}

const Record* GridRecord::reference(int) const { return node_.community ? &facts_.area(*node_.community) : nullptr; }

void GridRecord::each(int relation, const std::function<bool(const Record&)>& use) const {
  if (relation_name(relation) == "bodies")
    return each_of(node_.bodies, [&](std::size_t i) -> const Record& { return facts_.body(i); }, use);
  each_of(node_.courtyards, [&](std::size_t i) -> const Record& { return facts_.area(i); }, use);
}

Value BodyRecord::value(int field) const {
  const auto& body = node_.body;
  switch (static_cast<BodySlot>(field)) {
    case BodySlot::Name:
      return body.name;
    case BodySlot::Kind:
      // A body that the model does not know has a kind of its own, which is no kind of the model.
      return body.model.kind.empty() ? std::string(bodies::to_string(body.kind)) : body.model.kind;
    case BodySlot::Like:
      return node_.like.empty() ? std::string("other") : node_.like;
    case BodySlot::Members:
      return number_or_missing(body.model.members);
    case BodySlot::FullMembers:
      return number_or_missing(body.model.full_members);
    case BodySlot::PartyMembers:
      return number_or_missing(body.model.party_members);
    case BodySlot::Seats:
      return number_or_missing(body.model.seats);
    case BodySlot::FoundedOn:
      return date_or_missing(body.model.founded_on);
    case BodySlot::TermEnds:
      return date_or_missing(body.model.term_ends);
  }
  return Missing{};
}

bool BodyRecord::keeps(int) const { return facts_.world().keeps_posts; }

void BodyRecord::each(int, const std::function<bool(const Record&)>& use) const {
  for (const auto& post : facts_.posts(node_)) {
    if (!use(post)) return;
  }
}

Value PostRecord::value(int field) const {
  switch (static_cast<PostSlot>(field)) {
    case PostSlot::Code:
      return node_.code;
    case PostSlot::Seats:
      return Number(node_.seats);
    case PostSlot::Filled:
      return Number(node_.filled);
  }
  return Missing{};
}

const Record* BodyRecord::reference(int) const { return node_.community ? &facts_.area(*node_.community) : nullptr; }

const Record* DeclaredRecord::reference(int reference) const {
  const auto& kind = reference_kind(reference);
  if (kind == "grid") {
    const auto found = facts_.world().grid_of.find(node_.row.scope);
    return found == facts_.world().grid_of.end() ? nullptr : &facts_.grid(found->second);
  }
  return facts_.at_level(node_.places, kind);
}

}  // namespace

std::unique_ptr<DistrictFacts> read_facts(storage::Snapshot& snapshot, DistrictId district, Date on,
                                          std::shared_ptr<const rules::Model> model, const DeclaredSource& declared) {
  auto world = read_world(snapshot, district, on, *model, declared);
  return std::make_unique<Facts>(std::move(world), std::move(model));
}

}  // namespace linli::compliance
