#pragma once
// Plain values of cases. The words stand in glossary order: a case, its hops, what people send.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"
#include "modules/areas/api.hpp"
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
};
[[nodiscard]] constexpr bool has_ended(State state) { return state == State::Closed || state == State::Withdrawn; }

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
};

enum class Channel { Page = 1, Qr = 2, Phone = 3, Window = 4, Steward = 5, Import = 6 };

// Who a case lies with. None: the desk of its community (or of the area above), which nobody can overlook: the state is
// then received or returned and the desk's list shows it.
enum class LeadKind { None = 0, Grid = 1, Body = 2 };
struct Lead {
  LeadKind kind = LeadKind::None;
  std::int64_t id = 0;
  bool operator==(const Lead&) const = default;
  explicit operator bool() const { return kind != LeadKind::None; }
};
[[nodiscard]] inline Lead lead_of(GridId grid) { return {LeadKind::Grid, grid.value}; }
[[nodiscard]] inline Lead lead_of(BodyId body) { return {LeadKind::Body, body.value}; }

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
};

struct Reading {
  Instant at{};
  AccountId account;
  std::string reason;
};

}  // namespace linli::cases
