#pragma once
// `linli verify`: whether anybody touched the database behind Linli's back. Walks the journal's chains, compares every
// vouched table with the digests in the journal, and counters with a recount. Takes one snapshot, so it runs while
// serving; what it must remember it keeps in temporary files, not in memory.

#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/store.hpp"

namespace linli::storage {

enum class FindingKind {
  ChangedEvent,  // an event's own HMAC does not fit
  BrokenLink,    // an event does not follow from the one before, or from the anchor
  MissingEvent,  // a gap in the sequence
  CutTail,       // the anchor outside has seen more events
  ChangedRow,
  MissingRow,
  InsertedRow,
  WrongCounter,
};
[[nodiscard]] std::string_view to_string(FindingKind kind);

struct Finding {
  FindingKind kind{};
  DistrictId district;
  std::string table;              // `journal` and `counters` too
  std::vector<std::int64_t> key;  // after the district
  std::string column;             // comma separated; empty where it cannot be told
  Text message;
};

struct VerifyReport {
  std::int64_t events = 0;
  std::int64_t rows = 0;
  std::int64_t counters = 0;
  std::int64_t found = 0;         // all of them
  std::vector<Finding> findings;  // the first of them
  std::vector<Text> notes;        // what could not be checked
  [[nodiscard]] bool good() const { return found == 0; }
};

// How a module counts anew what it keeps as counters. `recount` gives every counter of `indicators` in any order, in
// as many parts as it likes.
struct CounterCheck {
  std::string_view name;
  std::vector<int> indicators;
  std::function<void(Snapshot&, const std::function<void(const CounterKey&, std::int64_t)>&)> recount;
};

struct VerifyOptions {
  std::size_t most_findings = 1'000;
  std::filesystem::path scratch;  // a folder for temporary files; empty: the system's
  // stage, done, total (0: not known)
  std::function<void(std::string_view stage, std::int64_t done, std::int64_t total)> progress;
};

// `schemas` as the store was opened with. Links the journal first where that is a job of its own.
[[nodiscard]] VerifyReport verify(Store& store, std::span<const Schema> schemas, std::span<const CounterCheck> checks,
                                  const VerifyOptions& options = {});

}  // namespace linli::storage
