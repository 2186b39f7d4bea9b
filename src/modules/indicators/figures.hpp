#pragma once
// Reading figures from counters.

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "modules/cases/api.hpp"
#include "modules/indicators/types.hpp"

namespace linli::indicators {

struct MatterFigures {
  MatterId matter;
  Figures figures;
};

// Reads the figures of scopes as of one moment. Lives as long as its snapshot.
class FigureReader {
 public:
  FigureReader(storage::Snapshot& snapshot, DistrictId district, const cases::Period& period, Offset offset,
               const cases::FlowRules& rules);

  [[nodiscard]] Figures of_scope(std::int64_t scope);
  // Of each of these matters, by what came in most; those with nothing at all are left out. `from_counters`: the scope
  // counts matters fully; otherwise its own rows are read for what the counters do not tell.
  [[nodiscard]] std::vector<MatterFigures> by_matter(std::int64_t scope, const std::vector<MatterId>& matters,
                                                     bool from_counters);
  // Sum of a flow over the keys (of days or months) from..to.
  [[nodiscard]] std::int64_t flow(std::int64_t scope, Counter counter, std::int64_t dimension, std::int64_t from,
                                  std::int64_t to);

 private:
  struct DueCounts {
    std::int64_t overdue = 0;  // as of now
    std::int64_t due_soon = 0;
    std::int64_t overdue_then = 0;  // as of now, due before the period's end
  };
  // Open cases that are due within [moment, end of its hour], all or one matter's.
  [[nodiscard]] std::int64_t rest_of_hour(std::int64_t scope, std::int64_t dimension, Instant moment);
  [[nodiscard]] std::int64_t due_from(std::int64_t scope, std::int64_t dimension, Instant moment,
                                      const std::vector<std::pair<std::int64_t, std::int64_t>>& buckets);
  [[nodiscard]] DueCounts count_due(std::int64_t scope, std::int64_t dimension, std::int64_t open);
  [[nodiscard]] Figures read(std::int64_t scope, std::int64_t dimension);
  void read_flows(std::int64_t scope, std::int64_t dimension, Figures& figures);
  [[nodiscard]] std::map<MatterId, Figures> read_rows(std::int64_t scope, const std::vector<MatterId>& matters);

  storage::Snapshot& snapshot_;
  const DistrictId district_;
  const cases::Period& period_;
  const Offset offset_;
  const cases::FlowRules& rules_;
  const Instant now_;
  const Instant until_;  // due soon up to here
  const Instant period_end_;
  // By scope and moment: open cases of each matter that are due in what is left of that hour.
  std::map<std::pair<std::int64_t, std::int64_t>, std::optional<std::vector<cases::DueOfMatter>>> rests_;
};

}  // namespace linli::indicators
