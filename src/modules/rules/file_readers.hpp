#pragma once
// One reader for each kind of file; what it says is added to the model.

#include <string_view>

#include "declare/entry_reader.hpp"
#include "modules/rules/types.hpp"

namespace linli::rules {

struct ReadFile {
  std::string_view path;
  std::string_view text;
  Model& model;
  declare::SourceFaults& faults;
};

// code (unless `code_key` is empty), name, note, rows, from, to, source, certainty.
void read_entry(declare::EntryReader& reader, Entry& entry, const Provenance& otherwise,
                declare::Need name_needed = declare::Need::Must);

void read_head(const ReadFile& file);
void read_levels(const ReadFile& file);
void read_bodies(const ReadFile& file);
void read_rules(const ReadFile& file);
void read_flow(const ReadFile& file);
void read_checklists(const ReadFile& file);
void read_registers(const ReadFile& file);
void read_dictionary(const ReadFile& file);
void read_catalogue(const ReadFile& file);
void read_funds(const ReadFile& file);
void read_figures(const ReadFile& file);
void read_demo(const ReadFile& file);

// `dictionaries/terms.csv` → `terms`.
[[nodiscard]] std::string stem_of(std::string_view path);

}  // namespace linli::rules
