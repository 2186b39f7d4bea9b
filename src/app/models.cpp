#include "app/models.hpp"

namespace linli::app {

using storage::Snapshot;

registers::KindSource kind_source(rules::ModelShelf& shelf) {
  registers::KindSource source;
  source.revision = [](Snapshot& snapshot, DistrictId district) {
    return rules::ModelShelf::revision(snapshot, district, date_of(snapshot.now()));
  };
  source.load = [&shelf](Snapshot& snapshot, DistrictId district) {
    const auto model = shelf.model(snapshot, district, date_of(snapshot.now()));
    registers::Declarations declarations{.kinds = model->kinds, .dictionaries = {}};
    for (const auto& [name, words] : model->dictionaries) {
      auto& choices = declarations.dictionaries[name];
      for (const auto& word : words) choices.push_back({word.code, word.name});
    }
    return declarations;
  };
  return source;
}

compliance::DeclaredSource declared_source() {
  return [](Snapshot& snapshot, DistrictId district, const declare::KindDeclaration& kind, Date on) {
    std::vector<compliance::DeclaredRow> rows;
    for (auto& row : registers::rows_on(snapshot, district, kind, on))
      rows.push_back({row.id, std::move(row.name), row.scope, std::move(row.values)});
    return rows;
  };
}

}  // namespace linli::app
