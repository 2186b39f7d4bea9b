#pragma once
// Plain values of organisations (first form).

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/id.hpp"
#include "base/time.hpp"

namespace linli::bodies {

// Numbers stand in tables: only append.
enum class Kind { Department = 1, ResidentsCommittee = 2, SubdistrictOffice = 3, Company = 4, Other = 5 };

[[nodiscard]] std::string_view to_string(Kind kind);  // `residents_committee`
[[nodiscard]] std::optional<Kind> parse_kind(std::string_view text);
[[nodiscard]] Text label(Kind kind);

// What a locality's model and its rules know of a body. Numbers are counts; who the members are stands elsewhere.
struct ModelFacts {
  std::string kind;  // code of the model's kind: `grid_branch`; empty: none
  std::optional<int> seats;
  std::optional<int> members;
  std::optional<int> full_members;   // 正式党员
  std::optional<int> party_members;  // among its seats
  std::optional<Date> founded_on;
  std::optional<Date> term_ends;
  bool operator==(const ModelFacts&) const = default;
};

// An organisation as one day shows it.
struct Body {
  BodyId id;
  int version = 1;
  std::string name;
  Kind kind = Kind::Department;
  std::string phone;          // of its desk, public
  std::vector<AreaId> areas;  // it serves these and everything below; ids of grids stand among them too
  ModelFacts model;
  Date from{};             // first day of this version
  std::optional<Date> to;  // the first day it no longer holds
};

struct NewBody {
  std::string name;
  Kind kind = Kind::Department;
  std::string phone;
  std::vector<AreaId> areas;
  ModelFacts model;
  Date from{};
};

// Only what is set changes, from `from` on.
struct BodyChange {
  std::optional<std::string> name;
  std::optional<Kind> kind;
  std::optional<std::string> phone;
  std::optional<std::vector<AreaId>> areas;
  std::optional<ModelFacts> model;
  Date from{};
};

}  // namespace linli::bodies
