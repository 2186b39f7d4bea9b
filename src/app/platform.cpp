#include "app/platform.hpp"

#include <cerrno>
#include <system_error>

#include "app/models.hpp"
#include "app/projections.hpp"
#include "app/schemas.hpp"
#include "app/system_routes.hpp"
#include "modules/accounts/http.hpp"
#include "modules/analysis/http.hpp"
#include "modules/areas/http.hpp"
#include "modules/bodies/api.hpp"
#include "modules/bodies/http.hpp"
#include "modules/calendars/http.hpp"
#include "modules/cases/http.hpp"
#include "modules/catalogue/http.hpp"
#include "modules/compliance/http.hpp"
#include "modules/feedback/api.hpp"
#include "modules/feedback/http.hpp"
#include "modules/funds/api.hpp"
#include "modules/funds/http.hpp"
#include "modules/grid_plans/api.hpp"
#include "modules/grid_plans/http.hpp"
#include "modules/hotline/http.hpp"
#include "modules/indicators/http.hpp"
#include "modules/intake_files/http.hpp"
#include "modules/journal_view/http.hpp"
#include "modules/notices/api.hpp"
#include "modules/notices/http.hpp"
#include "modules/open311/api.hpp"
#include "modules/open311/http.hpp"
#include "modules/organisation/http.hpp"
#include "modules/people/api.hpp"
#include "modules/people/http.hpp"
#include "modules/public_face/api.hpp"
#include "modules/public_face/http.hpp"
#include "modules/registers/api.hpp"
#include "modules/registers/http.hpp"
#include "modules/rules/http.hpp"

namespace linli::app {
namespace {

constexpr int kRetryAfterSeconds = 2;
constexpr int kFullRetryAfterSeconds = 30;

// SQLITE_FULL; PostgreSQL's disk_full; a file of ours that did not fit.
bool is_disk_full(const std::exception& thrown) {
  if (const auto* storage = dynamic_cast<const storage::StorageError*>(&thrown))
    return storage->code() == "13" || storage->code() == "53100";
  const auto* system = dynamic_cast<const std::system_error*>(&thrown);
  if (system == nullptr) return false;
  const auto condition = system->code().default_error_condition();
  return condition == std::errc::no_space_on_device ||
         system->code() == std::error_code(EDQUOT, std::generic_category());
}

// The database's trouble is the reader's only as "come back later"; the rest of what is thrown is a fault of ours.
std::optional<Error> map_exception(const std::exception& thrown) {
  if (is_disk_full(thrown))
    return Error{
        ErrorKind::Unavailable,
        "storage.full",
        {"服务器磁盘已满,这一次没有保存。您填写的内容还在,请告知管理员,清出空间后再提交一次。",
         "The server's disk is full; this was not saved. What you typed is still here: tell the administrator, "
         "and send it again once there is room."},
        {},
        kFullRetryAfterSeconds};
  const auto* overloaded = dynamic_cast<const storage::Overloaded*>(&thrown);
  if (overloaded == nullptr && dynamic_cast<const storage::StorageError*>(&thrown) == nullptr) return std::nullopt;
  Error error{ErrorKind::Unavailable,
              "storage.unavailable",
              {"系统正忙或数据库暂时无法写入,您填写的内容还在,请稍后重试。",
               "The system is busy or cannot write just now; what you typed is still here, please try again shortly."},
              {},
              kRetryAfterSeconds};
  if (overloaded != nullptr) error.retry_after_seconds = overloaded->retry_after_seconds();
  return error;
}

bool answers(storage::Store& store) {
  try {
    return store.read_now([](storage::Snapshot& snapshot) { return snapshot.query("SELECT 1").next(); });
  } catch (const storage::StorageError&) {
    return false;
  }
}

// To whoever plans the district's grids. The day stands where cases have their number.
notices::Announcement review_announcement(DistrictId district, std::string_view due) {
  notices::Announcement said;
  said.district = district;
  said.event = "grid_plans.review_due";
  said.subject_kind = "grid_plan_review";
  said.subject = district.value;
  said.number = due;
  return said;
}

journal_view::SubjectNames subject_names(const areas::Atlas& atlas) {
  const auto of_atlas = [&atlas](storage::Snapshot&, DistrictId, std::int64_t id) -> std::optional<std::string> {
    auto name = atlas.name(id);
    if (name.empty()) return std::nullopt;
    return name;
  };
  const auto body = [](storage::Snapshot& snapshot, DistrictId district, std::int64_t id) {
    return bodies::body_name(snapshot, district, BodyId{id});
  };
  const auto matter = [](storage::Snapshot& snapshot, DistrictId district,
                         std::int64_t id) -> std::optional<std::string> {
    const auto found = catalogue::find_matter(snapshot, district, MatterId{id});
    if (!found) return std::nullopt;
    return found->name.zh;
  };
  const auto entry = [](storage::Snapshot& snapshot, DistrictId district, std::int64_t id) {
    return cases::case_number(snapshot, district, CaseId{id});
  };
  const auto complaint = [](storage::Snapshot& snapshot, DistrictId district, std::int64_t id) {
    return feedback::feedback_number(snapshot, district, feedback::FeedbackId{id});
  };
  const auto plan = [](storage::Snapshot& snapshot, DistrictId district, std::int64_t id) {
    return grid_plans::plan_name(snapshot, district, grid_plans::PlanId{id});
  };
  return {{"area", of_atlas},
          {"grid", of_atlas},
          {"body", body},
          {"matter", matter},
          {"case", entry},
          {"feedback", complaint},
          {"grid_plan", plan},
          {"record", registers::record_title},
          {"person", people::person_title},
          {"fund_entry", funds::entry_title},
          {"governance_task", analysis::task_title}};
}

void tell_of_feedback(storage::Transaction& transaction, const feedback::Told& told) {
  notices::Announcement said;
  said.district = told.district;
  said.event = told.event;
  said.subject_kind = "feedback";
  said.subject = told.entry.value;
  said.number = told.number;
  said.watch = told.desk.value;
  said.by = told.never;
  notices::announce(transaction, said);
}

// What staff have released of a case stands in Open311 as well.
std::optional<open311::Released> released_text(storage::Snapshot& snapshot, DistrictId district, CaseId entry) {
  auto text = public_face::released(snapshot, district, entry);
  if (!text) return std::nullopt;
  return open311::Released{std::move(text->problem), std::move(text->result)};
}

// The district was there before Linli was: offices enter areas and grids from days long past.
constexpr Date kBeforeAnyRecord{std::chrono::year{1949}, std::chrono::month{10}, std::chrono::day{1}};

}  // namespace

accounts::Lookups account_lookups() {
  accounts::Lookups lookups;
  lookups.grids_of = areas::grids_of_account;
  lookups.area = [](storage::Snapshot& snapshot, DistrictId district,
                    AreaId area) -> std::optional<accounts::AreaLabel> {
    const auto home = accounts::home_district(snapshot);
    const auto found =
        areas::find_area(snapshot, district, area, {.on = date_of(snapshot.now(), home ? home->offset : Offset{})});
    if (!found) return std::nullopt;
    return accounts::AreaLabel{found->facts.name, std::string(areas::to_string(found->level))};
  };
  lookups.body_name = bodies::body_name;
  lookups.district_added = [](storage::Transaction& transaction, const accounts::District& district) -> Result<void> {
    const auto root = areas::add_area(
        transaction, district.id, AccountId{},
        {.level = areas::Level::District, .name = district.name, .code = district.code, .from = kBeforeAnyRecord});
    if (!root) return fail(root.error());
    // Without matters nobody could report anything.
    return catalogue::ship_catalogue(transaction, district.id, AccountId{},
                                     date_of(transaction.now(), district.offset));
  };
  return lookups;
}

Platform::Platform(const storage::StoreOptions& options, const std::string& url)
    : data_dir_(options.data_dir),
      store_(storage::Store::open(options, schemas(), clock_)),
      atlas_(areas::open_atlas(*store_, clock_)),
      accounts_(*store_, clock_, account_lookups(), {.origins = {url}}),
      notices_({.store = *store_, .atlas = *atlas_, .hub = hub_, .url = url}),
      cases_({.store = *store_,
              .atlas = *atlas_,
              .catalogue = catalogue_,
              .hub = hub_,
              .projections = projections(),
              .photos = {.folder = data_dir_ / "photos", .also_used = public_face::shows_photo},
              .listeners = {notices_.listener(), open311::feed_listener()}}),
      open311_({.store = *store_,
                .atlas = *atlas_,
                .catalogue = catalogue_,
                .work = cases_.work,
                .caller_of_key = [this](storage::Snapshot& snapshot,
                                        std::string_view key) { return accounts_.caller_of_key(snapshot, key); },
                .released = released_text,
                .url = url}),
      desk_({.store = *store_,
             .catalogue = catalogue_,
             .work = cases_.work,
             .hub = hub_,
             .caller_of = [this](storage::Snapshot& snapshot, DistrictId district,
                                 AccountId account) { return accounts_.caller(snapshot, district, account); },
             .folder = data_dir_ / "exports",
             .figure_cases =
                 [parts = analysis_parts()](storage::Snapshot& snapshot, const accounts::Caller& caller,
                                            std::string_view query, std::string_view cursor, int limit) {
                   return analysis::figure_cases(snapshot, parts, caller, query, cursor, limit);
                 }}),
      public_face_({.store = *store_,
                    .atlas = *atlas_,
                    .catalogue = catalogue_,
                    .work = cases_.work,
                    .read_photo = [this](std::string digest) { return cases_.photos.read(std::move(digest)); }}),
      feedback_({.store = *store_,
                 .atlas = *atlas_,
                 .calendars = cases_.context().calendars,
                 .tell = tell_of_feedback,
                 .public_url = url}),
      compliance_({.store = *store_, .atlas = *atlas_, .shelf = models_, .declared = declared_source()}),
      funds_({.store = *store_,
              .atlas = *atlas_,
              .compliance = compliance_,
              .shelf = models_,
              .folder = data_dir_ / "exports"}),
      boards_({.store = *store_, .atlas = *atlas_, .catalogue = catalogue_, .rules = cases::shipped_flow_rules()}),
      analysis_(analysis_parts()),
      governance_(analysis_parts()),
      imports_(*store_, hub_, clock_,
               {.folder = data_dir_ / "imports",
                .territory_changed = [this] { atlas_->touch(); },
                .projections = projections(),
                .pen = [this](storage::Snapshot& snapshot,
                              DistrictId district) { return cases_.context().pen(snapshot, district, kChinaOffset); }}),
      hotline_({.store = *store_, .atlas = *atlas_, .catalogue = catalogue_, .folder = data_dir_ / "exports"}),
      grid_plans_({.store = *store_,
                   .hub = hub_,
                   .clock = clock_,
                   .pen = [this](storage::Snapshot& snapshot, DistrictId district,
                                 Offset offset) { return cases_.context().pen(snapshot, district, offset); },
                   .territory_changed = [this] { atlas_->touch(); },
                   .public_url = url,
                   .review_due =
                       [this](storage::Transaction& transaction, DistrictId district, Date due) {
                         notices_.announce(transaction, review_announcement(district, format_date(due)));
                       }}),
      registers_(
          {.store = *store_, .atlas = *atlas_, .source = kind_source(models_), .folder = data_dir_ / "registers"}),
      people_(*store_, *atlas_),
      pages_(embedded_pages()),
      metrics_(std::make_shared<StoreMetrics>(*store_)) {
  add_routes(url);
}

analysis::AnalysisParts Platform::analysis_parts() {
  return {*store_, *atlas_, catalogue_, cases_.work, cases::shipped_flow_rules()};
}

void Platform::add_routes(const std::string& url) {
  accounts::register_routes(router_, accounts_);
  areas::register_routes(router_, *store_, *atlas_, url);
  bodies::register_routes(router_, *store_, *atlas_);
  catalogue::register_routes(router_, {*store_, catalogue_});
  cases::register_routes(router_, cases_);
  calendars::register_routes(
      router_, {*store_, cases_.context().calendars,
                [this](DistrictId district, std::shared_ptr<const calendars::Calendar> calendar, bool preview) {
                  return cases_.clockwork.recompute(district, std::move(calendar), preview);
                }});
  open311::register_routes(router_, open311_);
  desk::register_routes(router_, desk_);
  public_face::register_routes(router_, public_face_);
  feedback::register_routes(router_, feedback_);
  rules::register_routes(router_, *store_, models_);
  organisation::register_routes(router_, *store_, *atlas_, models_);
  compliance::register_routes(router_, compliance_);
  funds::register_routes(router_, funds_);
  indicators::register_routes(router_, boards_);
  analysis::register_routes(router_, analysis_, governance_);
  intake_files::register_routes(router_, imports_, clock_);
  hotline::register_routes(router_, hotline_);
  grid_plans::register_routes(router_, grid_plans_);
  notices::register_routes(router_, notices_);
  registers::register_routes(router_, registers_);
  people::register_routes(router_, people_);
  journal_view::register_routes(router_, *store_, subject_names(*atlas_));
  register_system_routes(router_, *store_, data_dir_);
  router_.set_fallback([this](const http::Request& request) { return pages_.serve(request); });
}

void Platform::fit(http::ServerOptions& options) {
  options.exception_mapper = map_exception;
  options.crowded = [this] { return store_->crowded(); };
  options.readiness.push_back({"store", [this] { return answers(*store_); }});
  options.collectables.push_back(metrics_);
}

http::StreamScopes Platform::stream_scopes() {
  return [](const http::Request& request) {
    const auto* caller = accounts::maybe_caller_of(request);
    if (caller == nullptr) return std::vector<std::int64_t>{};
    auto scopes = caller->scopes;
    scopes.push_back(caller->account.value);
    if (caller->whole_district) scopes.push_back(caller->district.value);
    return scopes;
  };
}

}  // namespace linli::app
