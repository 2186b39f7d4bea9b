#include "modules/rules/file_readers.hpp"

namespace linli::rules {

using declare::EntryReader;
using declare::Item;
using declare::Need;

void read_entry(EntryReader& reader, Entry& entry, const Provenance& otherwise, Need name_needed) {
  entry.at = reader.at();
  entry.code = reader.code("code");
  entry.name = reader.both("name", name_needed);
  entry.note = reader.both("note");
  entry.provenance = reader.provenance(otherwise);
}

std::string stem_of(std::string_view path) {
  const auto slash = path.rfind('/');
  auto name = slash == std::string_view::npos ? path : path.substr(slash + 1);
  return std::string(name.substr(0, name.rfind('.')));
}

void read_head(const ReadFile& file) {
  const auto document = declare::read_toml(file.path, file.text, file.faults);
  EntryReader reader(document, file.faults);
  auto& head = file.model.head;
  head.code = reader.code("code");
  head.name = reader.both("name", Need::Must);
  head.base = reader.code("base", Need::May);
  head.provenance.source = reader.text("source", Need::Must);
  head.provenance.certainty = reader.text("certainty", Need::Must);
  head.provenance.from = reader.date("from", Need::Must).value_or(Date{});
  (void)reader.both("note");
  reader.finish();
  if (!head.provenance.certainty.empty() && !declare::is_certainty(head.provenance.certainty))
    file.faults.add(reader.at("certainty"), {"来源的可靠程度不认识。", "This certainty is not known."},
                    {"用 L P F F-low C M 之一。", "Use one of L P F F-low C M."});
}

void read_levels(const ReadFile& file) {
  const auto document = declare::read_toml(file.path, file.text, file.faults);
  EntryReader top(document, file.faults);
  for (const auto* item : top.tables("level")) {
    EntryReader reader(*item, file.faults);
    Level level;
    level.at = reader.at();
    level.level = reader.word(
        "level", {"district", "subdistrict", "community", "courtyard", "building", "stairwell", "dwelling", "grid"},
        Need::Must);
    level.layer = reader.word("layer", {"", "base", "large", "special"}, Need::May);
    level.code = level.layer.empty() ? level.level : level.level + "." + level.layer;
    level.name = reader.both("name", Need::Must);
    level.note = reader.both("note");
    level.provenance = reader.provenance(file.model.head.provenance);
    reader.finish();
    file.model.levels.push_back(std::move(level));
  }
  top.finish();
}

// The ladders of flow.toml, which `cases` reads whole: here they are what a model says of R067 and R068.
void read_flow(const ReadFile& file) {
  const auto document = declare::read_toml(file.path, file.text, file.faults);
  EntryReader top(document, file.faults);
  for (const auto* item : top.tables("ladder")) {
    EntryReader reader(*item, file.faults);
    Ladder ladder;
    ladder.at = reader.at();
    ladder.code = reader.code("key");
    ladder.name = reader.both("name", Need::Must);
    ladder.note = reader.both("note");
    ladder.provenance = reader.provenance(file.model.head.provenance);
    ladder.matters = reader.texts("matters");
    for (const auto* part : reader.tables("rungs")) {
      EntryReader rung(*part, file.faults);
      ladder.steps.push_back(rung.code("level"));
    }
    file.model.ladders.push_back(std::move(ladder));
  }
}

void read_checklists(const ReadFile& file) {
  const auto document = declare::read_toml(file.path, file.text, file.faults);
  EntryReader top(document, file.faults);
  for (const auto* item : top.tables("checklist")) {
    EntryReader reader(*item, file.faults);
    Checklist list;
    read_entry(reader, list, file.model.head.provenance);
    list.applies_to = reader.code("applies_to");
    list.frequency = reader.word("frequency", {"", "weekly", "monthly", "quarterly", "yearly", "once"}, Need::May);
    for (const auto* part : reader.tables("items")) {
      EntryReader line(*part, file.faults);
      list.items.push_back({line.code("code"), line.both("name", Need::Must)});
      line.finish();
    }
    if (list.items.empty())
      reader.fault(reader.at(), {"清单没有条目。", "The list has no items."}, {"补写 items。", "Add items."});
    reader.finish();
    file.model.checklists.push_back(std::move(list));
  }
  top.finish();
}

void read_registers(const ReadFile& file) {
  auto kinds = declare::read_kinds(file.path, file.text, file.model.head.provenance, file.faults);
  for (auto& kind : kinds) file.model.kinds.push_back(std::move(kind));
}

}  // namespace linli::rules
