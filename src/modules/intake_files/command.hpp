#pragma once
// `linli import` and `linli export`. The app adds its own flags (--data, --database) to the same CLI::App, opens the
// store and hands it over.

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <span>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"
#include "modules/cases/api.hpp"
#include "storage/store.hpp"

namespace CLI {
class App;
}

namespace linli::intake_files {

struct Wiring {
  storage::Store& store;
  DistrictId district;
  AccountId actor;  // none: the operator at the shell
  const Clock& clock;
  Offset offset = kChinaOffset;
  std::filesystem::path work_dir;                   // for temporary files; made and removed
  bool terminal = false;                            // progress bar on `err` instead of plain lines
  bool english = false;                             // messages in English; Chinese otherwise (--english as well)
  std::vector<cases::Projection> projections = {};  // what is kept in step with cases
  std::function<cases::Pen(storage::Snapshot&, DistrictId)> pen = {};  // see ImportWork
};

struct ImportOptions {
  std::vector<std::string> files;
  std::string into;
  std::string mode = "update";
  std::string as_of;  // empty: today
  bool dry_run = false;
  std::string faults;
  bool only_good = false;
  std::vector<std::string> maps;     // heading=field
  std::vector<std::string> answers;  // question=value
  std::vector<std::string> sheets;   // empty: those whose headings are recognised
  bool json = false;
  bool english = false;
};

void add_import_options(CLI::App& app, ImportOptions& options);
// 0 done, 1 found faults (nothing was changed, or with --only-good some rows were left out), 2 wrong use, 3 could not.
[[nodiscard]] int run_import_command(const ImportOptions& options, const Wiring& wiring, std::ostream& out,
                                     std::ostream& err);
// The same from the arguments after the command's name; `--help` prints and is done.
[[nodiscard]] int run_import_command(std::span<const std::string> arguments, const Wiring& wiring, std::ostream& out,
                                     std::ostream& err);

struct ExportOptions {
  std::string what;  // subdistricts … bodies
  std::string file;  // its ending says the format: .xlsx .csv .geojson
  std::string as_of;
  bool gb18030 = false;
  bool json = false;
  bool english = false;
};

void add_export_options(CLI::App& app, ExportOptions& options);
// 0 done, 2 wrong use, 3 could not.
[[nodiscard]] int run_export_command(const ExportOptions& options, const Wiring& wiring, std::ostream& out,
                                     std::ostream& err);
[[nodiscard]] int run_export_command(std::span<const std::string> arguments, const Wiring& wiring, std::ostream& out,
                                     std::ostream& err);

}  // namespace linli::intake_files
