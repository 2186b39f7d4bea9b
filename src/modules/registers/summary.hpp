#pragma once
// Figures of a register as of a day: how many of each choice, sums, averages, ages. Pure.

#include <boost/json/object.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json_writer.hpp"
#include "declare/number.hpp"
#include "modules/registers/kinds.hpp"
#include "modules/registers/types.hpp"

namespace linli::registers {

// Of fewer persons a figure would tell about one of them.
inline constexpr std::int64_t kFewestPersons = 5;

struct SummaryPart {
  std::string code;  // of a choice; `true` and `false` of a flag
  Text label;
  std::optional<std::int64_t> count;  // none: withheld
};

struct FieldSummary {
  const Field* field = nullptr;
  std::int64_t known = 0;  // records that say something
  bool withheld = false;   // too few of them
  std::optional<declare::Number> sum;
  std::optional<declare::Number> average;
  std::vector<SummaryPart> parts;
};

struct Summary {
  std::int64_t records = 0;
  bool withheld = false;  // too few persons: nothing but their number is told
  std::vector<FieldSummary> fields;
};

class Summariser {
 public:
  // Only fields that the caller may read are looked at.
  Summariser(const Kind& kind, const accounts::Caller& caller, Date as_of);
  // Are any of them sealed, so that records must be opened?
  [[nodiscard]] bool wants_sealed() const;
  void take(const boost::json::object& values, const boost::json::object& sealed);
  [[nodiscard]] Summary result() const;

 private:
  struct Tally {
    const Field* field = nullptr;
    std::int64_t known = 0;
    std::optional<declare::Number> sum = declare::Number(0);
    std::map<std::string, std::int64_t, std::less<>> counts;
  };

  void take_one(Tally& tally, const boost::json::value& value) const;
  [[nodiscard]] bool about_persons() const { return kind_.declared.about == "person"; }

  const Kind& kind_;
  const Date as_of_;
  std::int64_t records_ = 0;
  std::vector<Tally> tallies_;
};

// Hides counts of one to four persons, and another where a hidden one would follow from the total.
void withhold_small(std::vector<SummaryPart>& parts);

void write_summary(JsonWriter& w, const Summary& summary, Date as_of);

}  // namespace linli::registers
