#include "modules/rules/file_readers.hpp"

namespace linli::rules {
namespace {

using declare::EntryReader;
using declare::Item;
using declare::Need;

const std::vector<std::string_view> kMechanisms{"working_committee",
                                                "party_committee",
                                                "general_branch",
                                                "branch",
                                                "group",
                                                "joint_branch",
                                                "beacon_household",
                                                "residents_committee",
                                                "sub_committee",
                                                "service_station",
                                                "owners_committee",
                                                "property_firm",
                                                "resident_unit",
                                                "social_organisation",
                                                "joint_conference",
                                                "mass_organisation",
                                                "department",
                                                "company",
                                                "team",
                                                "other"};
const std::vector<std::string_view> kRelations{"leads",     "supervises", "guides",
                                               "member_of", "seconds_to", "pairs_with"};
const std::vector<std::string_view> kLevelNames{"district", "subdistrict", "community", "courtyard",
                                                "building", "stairwell",   "dwelling",  "grid"};

// A list of kinds, or a list of lists where several kinds will do.
std::vector<std::vector<std::string>> read_groups(EntryReader& reader, std::string_view key) {
  std::vector<std::vector<std::string>> groups;
  const auto* list = reader.raw(key, Need::Must);
  if (list == nullptr) return groups;
  for (const auto& part : list->items) {
    std::vector<std::string> kinds;
    if (part.kind == Item::Kind::Text) kinds.push_back(part.text);
    for (const auto& kind : part.items) kinds.push_back(kind.text);
    groups.push_back(std::move(kinds));
  }
  return groups;
}

BodyKind read_body_kind(const Item& item, const ReadFile& file) {
  EntryReader reader(item, file.faults);
  BodyKind kind;
  read_entry(reader, kind, file.model.head.provenance);
  kind.like = reader.word("like", kMechanisms, Need::Must);
  kind.serves = reader.word("serves", kLevelNames, Need::Must);
  kind.established = reader.flag("established", true);
  reader.finish();
  return kind;
}

Chain read_chain(const Item& item, const ReadFile& file) {
  EntryReader reader(item, file.faults);
  Chain chain;
  read_entry(reader, chain, file.model.head.provenance);
  chain.relation = reader.word("relation", kRelations, Need::May);
  chain.links = read_groups(reader, "links");
  reader.finish();
  return chain;
}

Relation read_relation(const Item& item, const ReadFile& file) {
  EntryReader reader(item, file.faults);
  Relation relation;
  relation.at = reader.at();
  relation.code = reader.code("code", Need::May);
  relation.name = reader.both("name");
  relation.note = reader.both("note");
  relation.relation = reader.word("relation", kRelations, Need::Must);
  relation.over = reader.code("over");
  relation.under = reader.code("under");
  if (relation.code.empty()) relation.code = relation.over + "." + relation.relation + "." + relation.under;
  relation.provenance = reader.provenance(file.model.head.provenance);
  reader.finish();
  return relation;
}

Set read_set(const Item& item, const ReadFile& file) {
  EntryReader reader(item, file.faults);
  Set set;
  read_entry(reader, set, file.model.head.provenance);
  set.level = reader.word("at", kLevelNames, Need::Must);
  set.parts = read_groups(reader, "parts");
  set.ordered = reader.flag("ordered", false);
  reader.finish();
  return set;
}

Post read_post(const Item& item, const ReadFile& file) {
  EntryReader reader(item, file.faults);
  Post post;
  read_entry(reader, post, file.model.head.provenance);
  post.bodies = reader.texts("body", Need::Must);
  post.seats = static_cast<int>(reader.integer("seats").value_or(1));
  post.required = reader.flag("required", true);
  if (const auto years = reader.integer("term_years")) post.term_years = static_cast<int>(*years);
  post.full_time = reader.flag("full_time", false);
  post.origin = reader.texts("origin");
  reader.finish();
  if (post.seats < 1 || post.seats > 10'000)
    reader.fault(reader.at("seats"), {"职数不对。", "So many seats cannot be."}, {"写 1 以上。", "Write 1 or more."});
  return post;
}

Together read_together(const Item& item, const ReadFile& file) {
  EntryReader reader(item, file.faults);
  Together together;
  read_entry(reader, together, file.model.head.provenance);
  together.posts = reader.texts("posts", Need::Must);
  const auto strength = reader.word("strength", {"must", "should", "may"}, Need::May);
  together.strength = strength == "may" ? Strength::May : strength == "should" ? Strength::Should : Strength::Must;
  together.only_members = !reader.word("when", {"", "holder_is_member"}, Need::May).empty();
  reader.finish();
  return together;
}

}  // namespace

void read_bodies(const ReadFile& file) {
  const auto document = declare::read_toml(file.path, file.text, file.faults);
  EntryReader top(document, file.faults);
  auto& model = file.model;
  for (const auto* item : top.tables("body_kind")) model.body_kinds.push_back(read_body_kind(*item, file));
  for (const auto* item : top.tables("chain")) model.chains.push_back(read_chain(*item, file));
  for (const auto* item : top.tables("relation")) model.relations.push_back(read_relation(*item, file));
  for (const auto* item : top.tables("set")) model.sets.push_back(read_set(*item, file));
  for (const auto* item : top.tables("post")) model.posts.push_back(read_post(*item, file));
  for (const auto* item : top.tables("together")) model.together.push_back(read_together(*item, file));
  top.finish();
}

}  // namespace linli::rules
