#include "modules/rules/loader.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <set>

#include "declare/merge.hpp"
#include "modules/rules/file_readers.hpp"
#include "modules/rules/model_checks.hpp"
#include "modules/rules/subjects.hpp"

namespace linli::rules {
namespace {

struct Reader {
  std::string_view path;  // a file, or a folder with `/`
  std::string_view ending;
  void (*read)(const ReadFile&);
};

constexpr std::array<Reader, 10> kReaders{{{"levels.toml", ".toml", read_levels},
                                           {"bodies.toml", ".toml", read_bodies},
                                           {"rules.toml", ".toml", read_rules},
                                           {"flow.toml", ".toml", read_flow},
                                           {"checklists.toml", ".toml", read_checklists},
                                           {"funds.toml", ".toml", read_funds},
                                           {"figures.csv", ".csv", read_figures},
                                           {"registers/", ".toml", read_registers},
                                           {"dictionaries/", ".csv", read_dictionary},
                                           {"catalogues/", ".csv", read_catalogue}}};

// Read by the modules that own them. ladders.toml stands in models adopted before flow.toml said it alone.
constexpr std::array<std::string_view, 13> kOthers{
    "cases.toml", "analysis.toml", "calendar.toml", "grid_plans.toml", "notices.toml", "catalogue/", "dues.toml",
    "help.toml",  "meetings.toml", "ladders.toml",  "feedback.toml",   "people.toml",  "public.toml"};

bool fits(std::string_view path, std::string_view pattern) {
  return pattern.ends_with('/') ? path.starts_with(pattern) : path == pattern;
}

void read_any(const ReadFile& file) {
  for (const auto& reader : kReaders) {
    if (fits(file.path, reader.path) && file.path.ends_with(reader.ending)) return reader.read(file);
  }
  const bool other = std::ranges::any_of(kOthers, [&](auto pattern) { return fits(file.path, pattern); });
  if (other) return;
  file.faults.add({std::string(file.path), 0, 0}, {"模式里没有这种文件。", "A model has no such file."},
                  {"文件名见 docs/models.md。", "See docs/models.md for the names."});
}

Model read_files(std::span<const ModelFile> files, declare::SourceFaults& faults) {
  Model model;
  const auto read = [&](const ModelFile& file, void (*reader)(const ReadFile&)) {
    reader({.path = file.path, .text = file.text, .model = model, .faults = faults});
  };
  const auto head = std::ranges::find(files, "model.toml", &ModelFile::path);
  if (head == files.end()) {
    faults.add({"model.toml", 0, 0}, {"缺 model.toml。", "model.toml is missing."},
               {"照 models/weidu/model.toml 补写。", "Add it after models/weidu/model.toml."});
    return model;
  }
  // First, since the other files take its dates and source.
  read(*head, read_head);
  for (const auto& file : files) {
    if (file.path == "demo.toml") {
      read(file, read_demo);
    } else if (file.path != "model.toml") {
      read(file, read_any);
    }
  }
  return model;
}

// What the locality says replaces what the base says under the same code.
template <class T>
void overlay(std::vector<T>& local, const std::vector<T>& base) {
  std::set<std::string, std::less<>> codes;
  for (const auto& entry : local) codes.insert(entry.code);
  std::vector<T> joined;
  for (const auto& entry : base) {
    if (!codes.contains(entry.code)) joined.push_back(entry);
  }
  local.insert(local.begin(), std::make_move_iterator(joined.begin()), std::make_move_iterator(joined.end()));
}

void build_on(Model& model, Model base) {
  overlay(model.levels, base.levels);
  overlay(model.body_kinds, base.body_kinds);
  overlay(model.chains, base.chains);
  overlay(model.relations, base.relations);
  overlay(model.sets, base.sets);
  overlay(model.posts, base.posts);
  overlay(model.together, base.together);
  overlay(model.rules, base.rules);
  // A locality's ladders replace all of those below it: two orders must not be mixed.
  if (model.ladders.empty()) model.ladders = std::move(base.ladders);
  overlay(model.checklists, base.checklists);
  // The locality's own lines come first on every page.
  const auto own = static_cast<std::ptrdiff_t>(model.funds.size());
  overlay(model.funds, base.funds);
  std::rotate(model.funds.begin(), model.funds.end() - own, model.funds.end());
  for (auto& [name, words] : base.dictionaries) overlay(model.dictionaries[name], words);
  for (auto& [name, services] : base.catalogues) model.catalogues.try_emplace(name, std::move(services));
  model.kinds = declare::merge_kinds(base.kinds, model.kinds);
}

}  // namespace

Model load_model(std::span<const ModelFile> base, std::span<const ModelFile> local, declare::SourceFaults& faults) {
  auto model = read_files(local, faults);
  // The base is ours: its own check says what is wrong with it, and then nothing is taken either.
  if (!base.empty()) build_on(model, read_files(base, faults));
  model.shapes = built_in_shapes();
  check_model(model, faults);
  return model;
}

}  // namespace linli::rules
