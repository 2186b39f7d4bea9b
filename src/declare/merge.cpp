#include "declare/merge.hpp"

#include <algorithm>

namespace linli::declare {
namespace {

void keep(std::string& mine, const std::string& local) {
  if (!local.empty()) mine = local;
}
void keep(Text& mine, const Text& local) {
  if (!local.zh.empty() || !local.en.empty()) mine = local;
}
template <class T>
void keep(std::vector<T>& mine, const std::vector<T>& local) {
  if (!local.empty()) mine = local;
}

// By name: replaces in place, so that forms keep their order.
template <class T>
void put_all(std::vector<T>& mine, const std::vector<T>& local, std::string T::* name) {
  for (const auto& entry : local) {
    const auto found = std::ranges::find(mine, entry.*name, name);
    if (found == mine.end()) {
      mine.push_back(entry);
    } else {
      *found = entry;
    }
  }
}

void extend(KindDeclaration& mine, const KindDeclaration& local) {
  keep(mine.label, local.label);
  keep(mine.label_many, local.label_many);
  keep(mine.help, local.help);
  keep(mine.scope_field, local.scope_field);
  keep(mine.title_field, local.title_field);
  keep(mine.readers, local.readers);
  keep(mine.writers, local.writers);
  put_all(mine.fields, local.fields, &FieldDeclaration::name);
  put_all(mine.checks, local.checks, &CheckDeclaration::code);
  mine.bookable = mine.bookable || local.bookable;
  mine.removed = local.removed;
}

}  // namespace

std::vector<KindDeclaration> merge_kinds(const std::vector<KindDeclaration>& shipped,
                                         const std::vector<KindDeclaration>& local) {
  auto kinds = shipped;
  for (const auto& kind : local) {
    const auto found = std::ranges::find(kinds, kind.name, &KindDeclaration::name);
    if (found == kinds.end()) {
      kinds.push_back(kind);
    } else {
      extend(*found, kind);
    }
  }
  return kinds;
}

}  // namespace linli::declare
