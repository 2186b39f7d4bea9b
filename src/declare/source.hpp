#pragma once
// Where something stands in a model's files, and what is wrong with it: every fault names file and line.

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace linli::declare {

struct Position {
  std::string file;  // as it stands below the model's folder: `rules.toml`
  int line = 0;      // one-based; 0: the file as a whole
  int column = 0;    // one-based, in code points; 0: the line as a whole
  bool operator==(const Position&) const = default;
};

struct SourceFault {
  Position at;
  Text reason;
  Text remedy;
};

// Faults in the order of files and lines; nothing is taken from a model that has any.
class SourceFaults {
 public:
  void add(Position at, Text reason, Text remedy) {
    faults_.push_back({std::move(at), std::move(reason), std::move(remedy)});
  }
  [[nodiscard]] bool empty() const { return faults_.empty(); }
  [[nodiscard]] std::size_t size() const { return faults_.size(); }
  [[nodiscard]] std::vector<SourceFault> sorted() const;

 private:
  std::vector<SourceFault> faults_;
};

// `rules.toml:12: 规则没有来源 / the rule has no source. 补写 source / add source`.
[[nodiscard]] std::string to_line(const SourceFault& fault);

}  // namespace linli::declare
