#pragma once
// A district with a store of its own, and imports into it.

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "modules/accounts/api.hpp"
#include "modules/accounts/schema.hpp"
#include "modules/areas/api.hpp"
#include "modules/bodies/api.hpp"
#include "modules/calendars/api.hpp"
#include "modules/cases/api.hpp"
#include "modules/catalogue/api.hpp"
#include "modules/intake_files/run.hpp"
#include "modules/intake_files/schema.hpp"
#include "modules/people/api.hpp"
#include "storage/testing/test_store.hpp"

namespace linli::intake_files::testing {

class World {
 public:
  explicit World(storage::Engine engine = storage::Engine::Sqlite)
      : store({accounts::kAccountsSchema, areas::kAreasSchema, bodies::kBodiesSchema, catalogue::kCatalogueSchema,
               cases::kCasesSchema, cases::kCaseSearchSchema, cases::kCaseLinksSchema, people::kPeopleSchema,
               people::kPeopleSearchSchema, calendars::kCalendarsSchema, kImportsSchema},
              engine),
        district(store->write_now([](storage::Transaction& transaction) {
          const auto id = accounts::add_district(transaction, "示例区", "411099");
          const auto area = areas::add_area(
              transaction, id, {},
              {.level = areas::Level::District, .name = "示例区", .code = "411099", .from = *parse_date("2020-01-01")});
          LINLI_ASSERT(area.has_value());
          return id;
        })) {}

  [[nodiscard]] ImportWork load(Target target, const std::filesystem::path& path, Answers answers = {},
                                Mode mode = Mode::Update) {
    auto sheets = read_files(with_companions(path), {.work_dir = store.folder() / "work"});
    LINLI_ASSERT(sheets.has_value());
    return work_of(target, std::move(*sheets), std::move(answers), mode);
  }

  // A sheet of cells as if it had been read.
  [[nodiscard]] ImportWork cells(Target target, const std::vector<std::vector<std::string>>& rows, Answers answers = {},
                                 Mode mode = Mode::Update) {
    Sheet sheet("a.csv", "a");
    for (const auto& row : rows) {
      sheet.begin_row();
      for (const auto& cell : row) sheet.add_cell(cell);
    }
    std::vector<Sheet> sheets;
    sheets.push_back(std::move(sheet));
    return work_of(target, std::move(sheets), std::move(answers), mode);
  }

  [[nodiscard]] ImportWork work_of(Target target, std::vector<Sheet> sheets, Answers answers, Mode mode) const {
    ImportWork work{district, std::move(sheets), {}, {target, mode, today, std::move(answers)}, "file", {}};
    work.uses = propose_all(work.sheets, target);
    return work;
  }

  [[nodiscard]] Plan check(const ImportWork& work) {
    auto plan = dry_run(*store, work, nullptr, {});
    if (!plan)
      throw std::runtime_error(plan.error().code +
                               (plan.error().faults.empty() ? "" : " " + plan.error().faults.front().reason.en));
    return std::move(*plan);
  }
  Committed put(const ImportWork& work, bool only_good = false) {
    return commit(*store, work, {}, only_good, nullptr, {});
  }

  [[nodiscard]] std::vector<areas::Area> areas_at(areas::Level level, Date on) {
    return store->read_now(
        [&](storage::Snapshot& snapshot) { return areas::areas_of_level(snapshot, district, level, {on, {}}); });
  }
  [[nodiscard]] std::vector<areas::Area> areas_now(areas::Level level) { return areas_at(level, today); }

  storage::testing::TestStore store;
  DistrictId district;
  Date today = *parse_date("2026-03-02");
};

}  // namespace linli::intake_files::testing
