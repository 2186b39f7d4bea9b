#pragma once
// Plain values of cases. The words stand in glossary order: a case, its hops, what people send.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"
#include "modules/areas/api.hpp"
#include "modules/catalogue/types.hpp"
#include "storage/journal.hpp"

namespace linli::cases {

// Numbers stand in tables: only append.
enum class State {
  Received = 1,
  Dispatched = 2,
  Accepted = 3,
  Returned = 4,
  Done = 5,
  Verified = 6,
  Closed = 7,
  Withdrawn = 8,
  Merged = 20,  // another report of the same thing goes on for it
};
[[nodiscard]] constexpr bool has_ended(State state) {
  return state == State::Closed || state == State::Withdrawn || state == State::Merged;
}

enum class Step {
  Receive = 1,
  Dispatch = 2,
  Accept = 3,
  Return = 4,
  HandOn = 5,
  Done = 6,
  Verify = 7,  // looked at by another person: it is settled
  Reject = 8,  // looked at by another person: it is not
  Close = 9,
  Reopen = 10,
  Withdraw = 11,
  Rate = 12,
  Note = 13,
  Designate = 14,  // from above: ends a dispute over competence, no return after it
  Confer = 15,     // a conference decided
  CoHandle = 16,   // another unit helps, with its own limit and answer
  Answer = 17,     // a co-handler's or a whistled department's
  Whistle = 18,    // a subdistrict calls a department
  Assess = 19,     // of a whistle, by both sides
  Urge = 20,
  Supervise = 21,
  Release = 22,  // ends the supervision
  Copy = 23,     // for the knowledge of another level
  Divert = 24,   // not an ordinary case: told where it belongs
  Conceal = 25,  // confidential from here on
  Recuse = 26,   // it is about that unit, which does not handle it
  Revisit = 27,
  AskPause = 28,
  AskExtension = 29,
  AskExclusion = 30,  // from figures
  Approve = 31,
  Refuse = 32,
  Resume = 33,
  Escalate = 34,
  Warn = 35,
  SplitOff = 36,  // a child case
  Contact = 37,   // the resident was called, or somebody is on site
  Retime = 38,    // the calendar changed, and the due time with it
  Merge = 40,     // with another report of the same thing; a hop on both sides
  Split = 41,
};
inline constexpr int kLastStep = 38;

enum class Channel { Page = 1, Qr = 2, Phone = 3, Window = 4, Steward = 5, Import = 6, Hotline = 20, Open311 = 21 };

// Who a case lies with. None: the desk of its community (or of the area above), which nobody can overlook: the state is
// then received or returned and the desk's list shows it.
// An area is only ever told (copies), never a lead.
enum class LeadKind { None = 0, Grid = 1, Body = 2, Area = 3 };
struct Lead {
  LeadKind kind = LeadKind::None;
  std::int64_t id = 0;
  bool operator==(const Lead&) const = default;
  explicit operator bool() const { return kind != LeadKind::None; }
};
[[nodiscard]] inline Lead lead_of(GridId grid) { return {LeadKind::Grid, grid.value}; }
[[nodiscard]] inline Lead lead_of(BodyId body) { return {LeadKind::Body, body.value}; }

// A unit besides the lead, with its own limit and answer.
enum class PartKind { CoHandler = 1, Whistle = 2, Copy = 3 };
struct Part {
  int seq = 0;  // from 1
  PartKind kind = PartKind::CoHandler;
  Lead to;
  std::string choice;  // what kind of whistle
  std::string reason;
  AccountId asked_by;
  Instant asked_at{};
  std::optional<Instant> due_at;  // a copy wants no answer
  std::string answer;
  AccountId answered_by;
  std::optional<Instant> answered_at;
  int mark_of_called = 0;  // 1 … 5, by who whistled; 0: none yet
  int mark_of_caller = 0;  // by who was called
  bool told = false;       // that it is overdue
  bool operator==(const Part&) const = default;
};

// What only another person may grant.
enum class RequestKind { Pause = 1, Extension = 2, Exclusion = 3 };
enum class Decision { Pending = 0, Approved = 1, Refused = 2 };
struct CaseRequest {
  int seq = 0;  // from 1
  RequestKind kind = RequestKind::Pause;
  std::string choice;
  std::string reason;
  AccountId asked_by;
  Instant asked_at{};
  std::optional<Instant> until;  // of a pause: its end; earlier when it was resumed
  std::string limit;             // of an extension, such as 5wd
  Decision decision = Decision::Pending;
  AccountId decided_by;
  std::optional<Instant> decided_at;  // a pause runs from here, an extension is added here
  std::string note;
  bool operator==(const CaseRequest&) const = default;
};

// What the system has told about a case already; bits of Case::told.
inline constexpr int kToldNoResponse = 1;
inline constexpr int kToldDueSoon = 2;
inline constexpr int kToldUnverified = 4;

// One matter from intake to closing.
struct Case {
  CaseId id;
  std::string number;
  MatterId matter;
  State state = State::Received;
  Channel channel = Channel::Page;
  std::string text;   // as typed
  std::string place;  // as typed
  areas::Place where;
  std::optional<double> lon;
  std::optional<double> lat;
  Lead lead;
  AccountId handler;  // who accepted or did it
  AccountId done_by;
  Instant received_at{};
  std::optional<Instant> respond_due_at;
  std::optional<Instant> due_at;
  std::optional<Instant> done_at;  // the last done that nobody rejected
  std::optional<Instant> verified_at;
  std::optional<Instant> ended_at;
  std::string result;
  int rating = 0;  // 1 … 5; 0: none yet
  std::optional<Instant> rated_at;
  std::optional<bool> solved;
  int reopened = 0;
  int photos = 0;
  bool has_name = false;
  bool has_phone = false;
  int hops = 0;
  int version = 1;
  std::optional<Instant> responded_at;
  std::string settle_limit;  // such as 5wd; empty: the due time was given, no calendar moves it
  std::string ladder;        // key of the plan's ladder
  Lead first;                // who took it first and answers for it to the end
  bool designated = false;
  int returns = 0;
  int level = 0;           // rung reached
  std::int64_t watch = 0;  // area or grid whose desk watches it; 0: none
  int told = 0;
  std::optional<Instant> next_at;  // when the engine looks at it next
  std::optional<Instant> paused_until;
  bool supervised = false;
  int urges = 0;
  std::optional<Instant> urged_at;  // by the resident
  std::string outcome;              // how it was diverted; empty: an ordinary case
  bool confidential = false;
  std::vector<std::int64_t> recused;  // bodies that do not handle it
  int tries = 0;                      // calls that reached nobody
  bool excluded = false;              // from figures
  CaseId parent;
  int children = 0;
  int part_count = 0;
  int request_count = 0;
  std::vector<Part> parts;            // read with a single case, not with lists
  std::vector<CaseRequest> requests;  // likewise
  // Ids of the areas, the grid and every body that took part: who may see it, whose lists and boards it stands in.
  std::vector<std::int64_t> scopes;
  // The hops, packed (trail.hpp); only where one case was loaded. Empty: written before there were trails.
  std::string trail;
};

// One hand-over: from, to, who, why, clock reading.
struct Hop {
  int seq = 0;
  Instant at{};
  Step step = Step::Receive;
  std::optional<State> from;
  State to_state = State::Received;
  storage::ActorKind by = storage::ActorKind::System;
  AccountId account;
  Lead to;
  std::string reason;
  std::string note;
  std::int64_t clock_seconds = 0;  // since the case was received; no return stops it
  bool operator==(const Hop&) const = default;
};

struct Photo {
  PhotoId id;
  CaseId case_id;      // none: not claimed yet
  std::string digest;  // SHA-256 of the stored picture, in hex; names its file
  std::string thumb_digest;
  int width = 0;
  int height = 0;
};

struct Contact {
  std::string name;
  std::string phone;
};

// What somebody reports, on whatever channel.
struct NewReport {
  MatterId matter;
  std::string text;
  Channel channel = Channel::Page;
  AreaId area;  // the place by the most exact of grid, area and point that is given
  GridId grid;
  std::optional<double> lon;
  std::optional<double> lat;
  std::string place;
  Contact contact;
  std::vector<PhotoId> photos;
  std::string key;  // idempotency key; empty: none
  bool confidential = false;
  // What another system has settled already, such as the city's hotline; none: by matter, place and clock.
  std::optional<Instant> received_at;
  std::optional<Instant> due_at;
  Lead lead;
};

// Who sends a report in.
struct Reporter {
  DistrictId district;
  Offset offset = kChinaOffset;
  storage::ActorKind kind = storage::ActorKind::Resident;
  AccountId account;
};

struct Received {
  Case entry;
  std::string secret;     // shown once; empty when an earlier try with the same key cannot be proven the same
  bool repeated = false;  // the key came again: this is the case of the first time
};

// What somebody wants to do with a case.
struct Command {
  Step step = Step::Note;
  int version = 0;  // the version that the person looked at; 0: whatever it is
  Lead to;
  std::string reason;
  std::string note;
  std::string result;
  int rating = 0;
  bool solved = false;
  std::vector<PhotoId> photos;
  std::string choice;                     // one of what the offer listed
  std::optional<Instant> until;           // of a pause
  std::optional<catalogue::Limit> limit;  // of an extension or of a part's answer
  int part = 0;                           // which part is answered or assessed
  int mark = 0;                           // 1 … 5
  bool reached = true;                    // did somebody answer the call
  MatterId matter;                        // of a child case
};

struct Reading {
  Instant at{};
  AccountId account;
  std::string reason;
};

}  // namespace linli::cases
