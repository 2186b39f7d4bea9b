#pragma once
// Everything a serving process is made of, built once, in order; destruction is the reverse.

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/pages.hpp"
#include "app/store_metrics.hpp"
#include "base/time.hpp"
#include "http/events.hpp"
#include "http/router.hpp"
#include "http/server.hpp"
#include "modules/accounts/accounts.hpp"
#include "modules/analysis/api.hpp"
#include "modules/areas/api.hpp"
#include "modules/cases/service.hpp"
#include "modules/catalogue/api.hpp"
#include "modules/compliance/api.hpp"
#include "modules/desk/http.hpp"
#include "modules/feedback/service.hpp"
#include "modules/funds/service.hpp"
#include "modules/grid_plans/service.hpp"
#include "modules/hotline/service.hpp"
#include "modules/indicators/board.hpp"
#include "modules/intake_files/desk.hpp"
#include "modules/notices/service.hpp"
#include "modules/open311/service.hpp"
#include "modules/people/service.hpp"
#include "modules/public_face/service.hpp"
#include "modules/registers/service.hpp"
#include "storage/store.hpp"

namespace linli::app {

class Platform {
 public:
  // Opens, migrates and wires. `url` is where people reach this server: it stands in QR codes and links.
  Platform(const storage::StoreOptions& options, const std::string& url);
  Platform(const Platform&) = delete;
  Platform& operator=(const Platform&) = delete;

  [[nodiscard]] storage::Store& store() { return *store_; }
  [[nodiscard]] const Clock& clock() const { return clock_; }
  [[nodiscard]] areas::LiveAtlas& atlas() { return *atlas_; }
  [[nodiscard]] catalogue::Catalogue& catalogue() { return catalogue_; }
  [[nodiscard]] accounts::Accounts& accounts() { return accounts_; }
  [[nodiscard]] cases::Cases& cases() { return cases_; }
  [[nodiscard]] notices::Notices& notices() { return notices_; }
  [[nodiscard]] feedback::FeedbackDesk& feedback() { return feedback_; }
  [[nodiscard]] registers::Registers& registers() { return registers_; }
  [[nodiscard]] people::People& people() { return people_; }
  [[nodiscard]] grid_plans::GridPlans& grid_plans() { return grid_plans_; }
  [[nodiscard]] const http::Router& router() const { return router_; }
  [[nodiscard]] http::LiveHub& hub() { return hub_; }
  [[nodiscard]] const std::filesystem::path& data_dir() const { return data_dir_; }

  // What the server needs to know of us: readiness, metrics, which exceptions mean "come back later".
  void fit(http::ServerOptions& options);
  [[nodiscard]] http::Gate gate() { return accounts_.gate(); }
  [[nodiscard]] static http::StreamScopes stream_scopes();

 private:
  void add_routes(const std::string& url);
  [[nodiscard]] analysis::AnalysisParts analysis_parts();

  const SystemClock clock_;
  const std::filesystem::path data_dir_;
  std::unique_ptr<storage::Store> store_;
  std::unique_ptr<areas::LiveAtlas> atlas_;
  catalogue::Catalogue catalogue_;
  http::LiveHub hub_;
  accounts::Accounts accounts_;
  notices::Notices notices_;
  cases::Cases cases_;
  open311::Open311 open311_;
  desk::DeskTools desk_;
  public_face::PublicFace public_face_;
  feedback::FeedbackDesk feedback_;
  rules::ModelShelf models_;
  compliance::Compliance compliance_;
  funds::Funds funds_;
  indicators::Boards boards_;
  analysis::Analysis analysis_;
  analysis::Tasks governance_;
  intake_files::ImportDesk imports_;
  hotline::Hotline hotline_;
  grid_plans::GridPlans grid_plans_;
  registers::Registers registers_;
  people::People people_;
  Pages pages_;
  std::shared_ptr<StoreMetrics> metrics_;
  http::Router router_;
};

// What accounts asks of the modules behind it.
[[nodiscard]] accounts::Lookups account_lookups();

}  // namespace linli::app
