#include "modules/desk/jobs.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <utility>

#include "base/text.hpp"
#include "modules/desk/errors.hpp"
#include "modules/desk/job_json.hpp"
#include "modules/desk/rules.hpp"
#include "modules/desk/store.hpp"

namespace linli::desk {

namespace asio = boost::asio;
using storage::Snapshot;
using storage::Transaction;

namespace {

constexpr std::size_t kTitleLength = 60;
constexpr int kRowsOfPage = 200;
constexpr int kJobsShown = 30;

std::vector<Fault> order_faults(std::size_t cases, const cases::Command& command) {
  std::vector<Fault> faults;
  if (cases == 0)
    faults.push_back({"cases", std::nullopt, {}, {"没有选中诉求", "No case is chosen"}, {"至少选一件", "Choose one"}});
  if (cases > kMostBulk)
    faults.push_back({"cases",
                      std::nullopt,
                      std::to_string(cases),
                      {"一次最多五百件", "At most five hundred at a time"},
                      {"请缩小筛选范围，分几次办", "Narrow the filters and do it in parts"}});
  if (!may_be_bulk(command.step))
    faults.push_back({"step",
                      std::nullopt,
                      {},
                      {"这一步要逐件看过才能做", "This step needs a look at each case"},
                      {"请打开诉求逐件办理", "Open the cases one by one"}});
  return faults;
}

void write_preview(JsonWriter& w, const cases::Case& entry, const Result<cases::Case>& outcome) {
  w.begin_object().field("id", entry.id).field("number", entry.number);
  w.field("title", prefix_utf8(entry.text, kTitleLength)).field("version", entry.version);
  w.field("ok", outcome.has_value()).key("reason");
  if (outcome) {
    w.value(nullptr);
  } else {
    const auto& error = outcome.error();
    w.value(error.faults.empty() ? error.message : error.faults.front().reason);
  }
  w.end_object();
}

}  // namespace

asio::awaitable<Result<std::string>> Jobs::preview(const accounts::Caller& caller, std::vector<CaseId> ids,
                                                   std::string query, std::string step) {
  const auto command = cases::command_of(boost::json::parse(step));
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    auto found = parts_.work.pick(snapshot, caller, ids, query, static_cast<int>(kMostBulk) + 1);
    if (!found) return fail(found.error());
    const bool more = found->size() > kMostBulk;
    if (more) found->resize(kMostBulk);
    if (auto faults = order_faults(found->size(), command); !faults.empty()) return fail(kBadOrder, std::move(faults));
    std::int64_t good = 0;
    JsonWriter w;
    w.begin_object().key("items").begin_array();
    for (const auto& entry : *found) {
      const auto outcome = parts_.work.try_step(snapshot, caller, entry.id, command);
      good += outcome ? 1 : 0;
      write_preview(w, entry, outcome);
    }
    w.end_array().field("next", nullptr).field("good", good);
    return w.field("refused", static_cast<std::int64_t>(found->size()) - good).field("more", more).end_object().take();
  };
  co_return co_await parts_.store.read(work);
}

Result<std::string> Jobs::order(Transaction& transaction, const accounts::Caller& caller, DeskJob job,
                                const std::string& key, const std::vector<BulkCase>& entries) {
  std::optional<storage::Digest> request;
  if (!key.empty()) {
    request = parts_.store.keys().secret_digest("desk.job", to_string(caller.account) + '/' + key);
    if (const auto earlier = find_job(transaction, caller.district, *request)) {
      const auto known = load_job(transaction, caller.district, *earlier);
      if (!known || known->order != job.order || known->kind != job.kind) return fail(kKeyReused);
      return job_json(*known, caller.offset);
    }
  }
  job.id = transaction.new_id_as<JobId>();
  job.owner = caller.account;
  job.ordered_at = transaction.now();
  job.total = static_cast<std::int64_t>(entries.size());
  insert_job(transaction, caller.district, job, request);
  for (std::size_t i = 0; i < entries.size(); ++i)
    insert_row(transaction, caller.district, job.id,
               {entries[i].entry, static_cast<int>(i) + 1, entries[i].version, RowState::Waiting, {}});
  storage::Event event;
  event.district = caller.district;
  event.kind = job.kind == JobKind::Bulk ? "desk.bulk_ordered" : "desk.export_ordered";
  event.actor_kind = storage::ActorKind::Staff;
  event.actor = caller.account;
  event.subject_kind = "desk_job";
  event.subject_id = job.id.value;
  JsonWriter w;
  w.begin_object().field("cases", job.total).key("order").raw(job.order);
  event.after = w.end_object().take();
  transaction.record(event);
  transaction.after_commit([this] { wake(); });
  return job_json(job, caller.offset);
}

asio::awaitable<Result<std::string>> Jobs::order_bulk(const accounts::Caller& caller, BulkOrder wanted) {
  const auto command = cases::command_of(boost::json::parse(wanted.step));
  if (auto faults = order_faults(wanted.cases.size(), command); !faults.empty())
    co_return fail(kBadOrder, std::move(faults));
  auto work = [&](Transaction& transaction) {
    return order(transaction, caller, {.kind = JobKind::Bulk, .order = wanted.step}, wanted.key, wanted.cases);
  };
  co_return co_await parts_.store.write(work);
}

asio::awaitable<Result<std::string>> Jobs::order_export(const accounts::Caller& caller, ExportOrder wanted,
                                                        std::string key) {
  const auto check = [&](Snapshot& snapshot) -> Result<void> {
    if (auto page = pages_of(wanted)(snapshot, caller, wanted.query, {}, 1); !page) return fail(page.error());
    return {};
  };
  if (auto good = co_await parts_.store.read(check); !good) co_return fail(good.error());
  JsonWriter w;
  w.begin_object().field("query", wanted.query).field("english", wanted.english);
  auto text = w.field("figure", wanted.figure).end_object().take();
  auto work = [&](Transaction& transaction) {
    return order(transaction, caller, {.kind = JobKind::Export, .order = text}, key, {});
  };
  co_return co_await parts_.store.write(work);
}

CasePages Jobs::pages_of(const ExportOrder& order) const {
  return order.figure ? parts_.figure_cases : pages_of_list(parts_.work);
}

Result<DeskJob> Jobs::own_job(Snapshot& snapshot, const accounts::Caller& caller, JobId id) {
  auto job = load_job(snapshot, caller.district, id);
  if (!job || job->owner != caller.account) return fail(kNoJob);
  return std::move(*job);
}

asio::awaitable<std::string> Jobs::list(const accounts::Caller& caller) {
  auto work = [&](Snapshot& snapshot) {
    JsonWriter w;
    w.begin_object().key("items").begin_array();
    for (const auto& job : jobs_of(snapshot, caller.district, caller.account, kJobsShown)) {
      w.begin_object();
      write_job(w, job, caller.offset);
      w.end_object();
    }
    return w.end_array().field("next", nullptr).end_object().take();
  };
  co_return co_await parts_.store.read(work);
}

asio::awaitable<Result<std::string>> Jobs::show(const accounts::Caller& caller, JobId id) {
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    const auto job = own_job(snapshot, caller, id);
    if (!job) return fail(job.error());
    return job_json(*job, caller.offset);
  };
  co_return co_await parts_.store.read(work);
}

asio::awaitable<Result<std::string>> Jobs::rows(const accounts::Caller& caller, JobId id, int after,
                                                bool refused_only) {
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    const auto job = own_job(snapshot, caller, id);
    if (!job) return fail(job.error());
    const auto found = rows_after(snapshot, caller.district, id, after, kRowsOfPage, refused_only);
    JsonWriter w;
    w.begin_object().key("items").begin_array();
    for (const auto& row : found) {
      w.begin_object().field("seq", row.seq).field("case_id", row.entry);
      w.field("number", cases::case_number(snapshot, caller.district, row.entry).value_or(""));
      w.field("state", to_string(row.state)).key("reason");
      row.reason.zh.empty() ? w.value(nullptr) : w.value(row.reason);
      w.end_object();
    }
    w.end_array().key("next");
    found.size() < kRowsOfPage ? w.value(nullptr) : w.value(std::to_string(found.back().seq));
    return w.end_object().take();
  };
  co_return co_await parts_.store.read(work);
}

asio::awaitable<Result<std::string>> Jobs::cancel(const accounts::Caller& caller, JobId id) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    auto job = own_job(transaction, caller, id);
    if (!job) return fail(job.error());
    if (job->state == JobState::Waiting || job->state == JobState::Running) {
      job->state = JobState::Cancelled;
      job->ended_at = transaction.now();
      update_job(transaction, caller.district, *job);
    }
    return job_json(*job, caller.offset);
  };
  co_return co_await parts_.store.write(work);
}

asio::awaitable<Result<std::filesystem::path>> Jobs::file(const accounts::Caller& caller, JobId id) {
  auto work = [&](Snapshot& snapshot) { return own_job(snapshot, caller, id); };
  const auto job = co_await parts_.store.read(work);
  if (!job) co_return fail(job.error());
  auto path = file_of(id);
  std::error_code ignored;
  if (job->state != JobState::Finished || !std::filesystem::exists(path, ignored)) co_return fail(kNoFile);
  co_return path;
}

}  // namespace linli::desk
