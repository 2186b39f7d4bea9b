#include "modules/rules/entries.hpp"

namespace linli::rules {
namespace {

using Entries = std::map<std::string, std::vector<std::string>>;

template <class T>
void add(Entries& entries, const std::string& part, const std::vector<T>& list) {
  for (const Entry& entry : list) {
    auto& rows = entries[part + "." + entry.code];
    rows.insert(rows.end(), entry.provenance.rows.begin(), entry.provenance.rows.end());
  }
}

}  // namespace

std::map<std::string, std::vector<std::string>> entries_of(const Model& model) {
  Entries entries;
  add(entries, "levels", model.levels);
  add(entries, "body_kinds", model.body_kinds);
  add(entries, "chains", model.chains);
  add(entries, "relations", model.relations);
  add(entries, "sets", model.sets);
  add(entries, "posts", model.posts);
  add(entries, "together", model.together);
  add(entries, "rules", model.rules);
  add(entries, "ladders", model.ladders);
  add(entries, "checklists", model.checklists);
  add(entries, "figures", model.figures);
  add(entries, "funds", model.funds);
  for (const auto& [name, words] : model.dictionaries) add(entries, "dictionaries." + name, words);
  for (const auto& [name, services] : model.catalogues) add(entries, "catalogues." + name, services);
  for (const auto& kind : model.kinds) entries["registers." + kind.name] = kind.provenance.rows;
  return entries;
}

}  // namespace linli::rules
