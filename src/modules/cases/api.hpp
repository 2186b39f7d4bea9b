#pragma once
// Cases (诉求): every matter from intake to closing, whatever the channel. Other modules see only this file.

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/id.hpp"
#include "base/time.hpp"
#include "http/body.hpp"
#include "http/declare.hpp"
#include "http/events.hpp"
#include "modules/accounts/api.hpp"
#include "modules/areas/api.hpp"
#include "modules/cases/flow_rules.hpp"
#include "modules/cases/names.hpp"
#include "modules/cases/number.hpp"
#include "modules/cases/period.hpp"
#include "modules/cases/scans.hpp"
#include "modules/cases/types.hpp"
#include "modules/catalogue/api.hpp"
#include "storage/keys.hpp"
#include "storage/store.hpp"

namespace linli::cases {

extern const storage::Schema kCasesSchema;
// Tables of search; after kCasesSchema.
extern const storage::Schema kCaseSearchSchema;
// Merges, and followers of others' reports.
extern const storage::Schema kCaseLinksSchema;

struct Pen;
// Called in the transaction that changes a case, with the case as it was (null: it is new) and as it is: counters and
// whatever else must never be a moment behind. Declared in app.
using Projection = std::function<void(storage::Transaction&, const Pen&, const Case* before, const Case& after)>;

// One change of a live case: what it was (null: it is new), what it is, the steps that led there, who took them.
struct Change {
  const Case* before;
  const Case& after;
  std::span<const Hop> hops;
  storage::ActorKind by = storage::ActorKind::System;
  AccountId account;
};
// Hears of each live change in its own transaction; declared in app. Lives that come in from elsewhere are past, and
// nobody hears of them.
using Listener = std::function<void(storage::Transaction&, const Pen&, const Change&)>;

// What writing a case needs besides the transaction. References must outlive the calls.
struct Pen {
  DistrictId district;
  Offset offset = kChinaOffset;
  FlowRules rules;
  std::span<const Projection> projections;
  const storage::KeyRing* keys = nullptr;
  http::LiveHub* hub = nullptr;  // null: nobody is told (imports)
  std::span<const Listener> listeners = {};
};

// Keeps the words of cases searchable; app declares it with the other projections.
[[nodiscard]] Projection search_projection();
// Takes cases that were there before the index into it, at most that many; how many it took.
int fill_search(storage::Transaction& transaction, DistrictId district, int limit);

// One step of a life that has happened already.
struct LifeStep {
  Instant at{};
  storage::ActorKind by = storage::ActorKind::Staff;
  AccountId account;
  Command command;
};

// A whole case as it happened elsewhere or in the demo: intake, then steps in order of time.
struct CaseLife {
  CaseId id;  // none: a new one
  MatterId matter;
  std::string text;
  Channel channel = Channel::Import;
  areas::Place where;  // the district's own area at least
  std::optional<double> lon;
  std::optional<double> lat;
  std::string place;
  Contact contact;
  std::string secret;  // for whoever follows it; empty: nobody can
  Instant received_at{};
  storage::ActorKind by = storage::ActorKind::Resident;
  AccountId account;
  Lead lead;                      // where the intake sent it
  std::optional<Instant> due_at;  // empty: by the matter's limit
  std::vector<LifeStep> steps;
};

// Writes the life in one go: the row as it ends, all hops, scope rows, projections, one journal event. Steps obey the
// same rules as live ones (roles aside); a step that they refuse fails with its error, and a step earlier than the one
// before is refused too.
Result<CaseId> import_case_life(storage::Transaction& transaction, const Pen& pen, const catalogue::Matter& matter,
                                const CaseLife& life);

// `cases.dispatched`: how the journal and the notices call a step.
[[nodiscard]] std::string_view event_kind(Step step);
// Grids that took over from others on this day. Where a case lies decides which: its building or courtyard, else what
// took most of its grid.
struct Regrid {
  std::vector<GridId> closed;
  std::map<AreaId, GridId> grid_of;  // courtyard or building → its grid now
  std::map<GridId, GridId> otherwise;
  std::map<GridId, areas::GridDuty> duties;  // of the new grids
  std::string reason;                        // stands in the hop of each case
};
// Re-points the open cases of the closed grids, each with a hop that says why: a case in the hands of a steward goes to
// the new grid's, stays in hand where that is the same person, and to the community's desk where there is none. How
// many.
std::int64_t regrid_cases(storage::Transaction& transaction, const Pen& pen, const Regrid& regrid);
[[nodiscard]] std::int64_t count_open_of_grids(storage::Snapshot& snapshot, DistrictId district,
                                               std::span<const GridId> grids);

// The number that people know a case by.
[[nodiscard]] std::optional<std::string> case_number(storage::Snapshot& snapshot, DistrictId district, CaseId entry);
// The case of somebody who follows it by number and secret, both as typed. A wrong number and a wrong secret read the
// same: nothing.
[[nodiscard]] std::optional<Case> case_of_secret(storage::Snapshot& snapshot, const storage::KeyRing& keys,
                                                 DistrictId district, std::string_view number, std::string_view secret);
// What was left for answers, to send one: not for showing, so it is not logged as a reading. Nothing when none was
// left, or when it has been erased.
[[nodiscard]] std::optional<Contact> contact_to_notify(storage::Snapshot& snapshot, const storage::KeyRing& keys,
                                                       DistrictId district, CaseId entry);

// Takes an upload that no report has claimed out of the waiting list, for a module that shows the picture itself
// (PhotoOptions::also_used keeps its files). Nothing when there is none, and when a case has this very picture: what
// somebody sent is never shown as it came.
[[nodiscard]] std::optional<Photo> take_photo(storage::Transaction& transaction, DistrictId district, PhotoId photo);

// Reads all cases of all districts (`linli verify`): `complain` hears of each case whose scope rows, hops or next visit
// (under the calendar and flow in force) do not fit it. How many cases were read.
std::int64_t check_cases(storage::Snapshot& snapshot, Offset offset,
                         const std::function<void(DistrictId, CaseId, std::string)>& complain);
// Every case of a district, for recounts by projections; stops when `visit` gives false.
void each_case(storage::Snapshot& snapshot, DistrictId district, const std::function<bool(const Case&)>& visit);
[[nodiscard]] std::vector<DistrictId> districts_with_cases(storage::Snapshot& snapshot);

// Pure facts of a case, for projections and boards.
enum class Urgency { None, DueSoon, Overdue };
[[nodiscard]] Urgency urgency_of(const Case& entry, Instant now, const FlowRules& rules);
// The moment up to which an open case counts as due soon (inclusive): a full hour.
[[nodiscard]] Instant due_soon_until(Instant now, const FlowRules& rules);
// The last done that nobody rejected came before the limit; a case without a limit cannot be late.
[[nodiscard]] bool was_on_time(const Case& entry);

// Open cases of a scope by their due time within [from, until), for what counters by the hour do not tell.
[[nodiscard]] std::int64_t count_due_between(storage::Snapshot& snapshot, DistrictId district, std::int64_t scope,
                                             Instant from, Instant until);
struct DueOfMatter {
  MatterId matter;
  std::int64_t cases = 0;
};
[[nodiscard]] std::vector<DueOfMatter> count_due_by_matter(storage::Snapshot& snapshot, DistrictId district,
                                                           std::int64_t scope, Instant from, Instant until);

// What the rows of one scope say of each matter: for scopes small enough to count, so that their counters need not be
// kept matter by matter.
struct MatterCounts {
  MatterId matter;
  std::int64_t open = 0;
  std::int64_t due_soon = 0;
  std::int64_t overdue = 0;
  std::int64_t overdue_then = 0;  // open, and due before the period's end
  std::int64_t received = 0;
  std::int64_t closed = 0;
  std::int64_t on_time = 0;
  std::int64_t rated = 0;
  std::int64_t satisfied = 0;
};
struct OpenBounds {
  Instant now{};
  Instant soon_until{};
  Instant period_end{};
};
[[nodiscard]] std::vector<MatterCounts> count_open_by_matter(storage::Snapshot& snapshot, DistrictId district,
                                                             std::int64_t scope, const OpenBounds& bounds);
// Flows of one day.
[[nodiscard]] std::vector<MatterCounts> count_day_by_matter(storage::Snapshot& snapshot, DistrictId district,
                                                            std::int64_t scope, Date day, Offset offset,
                                                            const FlowRules& rules);

// Where a case came from under somebody else's number.
enum class Origin { Ledger = 1, Hotline = 2 };  // an office's own ledger; the city's 12345
struct Foreign {
  CaseId entry;
  int times = 1;  // how often the city has sent it: more than once is sent back
  Instant last_sent_at{};
  std::optional<Instant> answered_at;  // when the result was last handed out; none again once it was sent back
  std::optional<Instant> due_at;       // the deadline that the other office has set
  std::optional<Instant> own_due_at;   // what the matter's own limit would have been
};
[[nodiscard]] std::optional<Foreign> find_foreign(storage::Snapshot& snapshot, DistrictId district, Origin origin,
                                                  std::string_view number);
void put_foreign(storage::Transaction& transaction, DistrictId district, Origin origin, std::string_view number,
                 const Foreign& foreign);
// What stands under somebody else's numbers, by list.
enum class ForeignList { All, Open, ToReport, Reported, SentBack };
struct ForeignEntry {
  std::string number;
  Foreign foreign;
};
// Of one origin; `scopes`: only cases that one of these sees, all of the district's when there are none.
struct ForeignQuery {
  DistrictId district;
  Origin origin = Origin::Hotline;
  ForeignList list = ForeignList::All;
  std::vector<std::int64_t> scopes = {};
};
// In the order of numbers, after that one.
[[nodiscard]] std::vector<ForeignEntry> list_foreign(storage::Snapshot& snapshot, const ForeignQuery& query,
                                                     std::string_view after, int limit);
[[nodiscard]] std::int64_t count_foreign(storage::Snapshot& snapshot, const ForeignQuery& query);
// All of one origin by number, for files that go out.
void each_foreign(storage::Snapshot& snapshot, DistrictId district, Origin origin,
                  const std::function<void(std::string_view number, const Foreign&)>& visit);
// What one field of a step is chosen from in the district's flow (`exclude`, `divert` …): key → words.
[[nodiscard]] std::map<std::string, Text> flow_options(storage::Snapshot& snapshot, DistrictId district,
                                                       std::string_view of);
[[nodiscard]] std::vector<ForeignEntry> foreign_of(storage::Snapshot& snapshot, DistrictId district, Origin origin,
                                                   CaseId entry);
// Another office sends a case back: what was answered is taken up again, what is open hears of it; either way by a hop
// that says so. A merged one goes on in its main case. Fails with kWrongState when the resident has taken it back.
struct SentBack {
  CaseId entry;
  AccountId by;
  std::string reason;
  std::optional<Instant> due_at;  // the new deadline, if there is one
};
Result<Case> send_back(storage::Transaction& transaction, const Pen& pen, const SentBack& sent);
// When a case of that matter would be due by its own limit.
[[nodiscard]] std::optional<Instant> own_limit(const Pen& pen, const catalogue::Matter& matter, Instant received_at);
// The case that a merged one goes on in; itself otherwise.
[[nodiscard]] std::optional<Case> main_case(storage::Snapshot& snapshot, DistrictId district, CaseId entry);
[[nodiscard]] std::optional<Case> find_case(storage::Snapshot& snapshot, DistrictId district, CaseId entry);
// By the number as somebody typed it; nothing when a digit is wrong.
[[nodiscard]] std::optional<Case> find_case_by_number(storage::Snapshot& snapshot, DistrictId district,
                                                      std::string_view number);
// In the order of `ids`; those that are gone are left out. Without parts, requests and hops.
[[nodiscard]] std::vector<Case> load_cases(storage::Snapshot& snapshot, DistrictId district,
                                           std::span<const CaseId> ids);
[[nodiscard]] std::vector<Hop> hops_of(storage::Snapshot& snapshot, DistrictId district, const Case& entry);

// Cases by the time they were received, for other systems that keep in step: newest first, none that is confidential
// or withdrawn.
struct ReceivedFilter {
  Instant from{};
  Instant until{};  // exclusive
  std::span<const std::int64_t> matters;
  std::optional<bool> settled;  // verified or ended
  std::optional<Instant> changed_from;
  std::optional<Instant> changed_until;  // exclusive
  // West, south, east, north in thousandths of a degree. Positions are compared as rounded to that, so that nobody
  // learns an exact one by asking again and again.
  std::optional<std::array<std::int64_t, 4>> box;
  int skip = 0;
  int limit = 100;
};
struct ReceivedCase {
  CaseId id;
  Instant changed_at{};  // its last hop
};
[[nodiscard]] std::vector<ReceivedCase> received_cases(storage::Snapshot& snapshot, DistrictId district,
                                                       const ReceivedFilter& filter);
// Verified or ended: what other systems call closed.
[[nodiscard]] bool is_settled(const Case& entry);

// What one page of a list or search holds.
struct CasePage {
  std::vector<Case> cases;
  std::string next;      // of the next page; empty: there is none
  bool complete = true;  // false: older cases are still on their way into the index
};
// A case in words, for files that leave the program.
struct CaseLine {
  Text matter;
  Text state;
  Text channel;
  std::string path;  // `东关街道 / 解放社区 / 龙阳光世家`
  std::string grid;
  std::string lead;
  std::string handler;
};

// The desk for modules that work on many cases at once. Everything is asked on behalf of a caller: cases outside their
// scope are not found, steps that are not theirs are refused. Thread-safe.
class CaseWork {
 public:
  virtual ~CaseWork() = default;
  // `query`: filters as in the URL of a list, encoded. Fails naming the parameter.
  virtual Result<void> check_filters(std::string_view query) = 0;
  // `cursor`: `next` of the page before, or empty.
  virtual Result<CasePage> find(storage::Snapshot& snapshot, const accounts::Caller& caller, std::string_view query,
                                std::string_view cursor, int limit) = 0;
  // The named cases that the caller sees, in that order; or, when none is named, the first that the filters mean.
  virtual Result<std::vector<Case>> pick(storage::Snapshot& snapshot, const accounts::Caller& caller,
                                         std::span<const CaseId> named, std::string_view query, int limit) = 0;
  // The case as the step would leave it, or why it is refused. Writes nothing.
  virtual Result<Case> try_step(storage::Snapshot& snapshot, const accounts::Caller& caller, CaseId entry,
                                const Command& command) = 0;
  virtual Result<Case> take_step(storage::Transaction& transaction, const accounts::Caller& caller, CaseId entry,
                                 const Command& command) = 0;
  virtual CaseLine line_of(storage::Snapshot& snapshot, const accounts::Caller& caller, const Case& entry) = 0;
  // Takes a report in, as another system hands it over. Fails like Intake::receive.
  virtual Result<Received> receive(storage::Transaction& transaction, const Reporter& reporter,
                                   const NewReport& report) = 0;
  // A step of whoever reported the case: that the asker speaks for them is the caller's business.
  virtual Result<Case> take_reporters_step(storage::Transaction& transaction, const Reporter& reporter, CaseId entry,
                                           const Command& command) = 0;
};

// The members of a step as requests carry them (`version` and photos aside), and the command they mean.
[[nodiscard]] std::vector<http::Field> step_fields();
[[nodiscard]] Command command_of(const boost::json::value& step);

}  // namespace linli::cases
