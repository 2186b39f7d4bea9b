#pragma once
// Rows of residents and households → what people takes in. Read once to be checked, and again to be written.

#include <functional>
#include <optional>
#include <vector>

#include "modules/intake_files/planner.hpp"
#include "modules/people/intake.hpp"

namespace linli::intake_files {

// What is wrong with a cell; a refusal means that the row is not taken.
using CellNote = std::function<void(std::string_view field, Severity severity, Text reason, Text remedy)>;

class PeopleCells {
 public:
  explicit PeopleCells(const Check& check);
  [[nodiscard]] std::string_view cell(RowPlace place, std::string_view field) const;
  // None when the row was refused.
  [[nodiscard]] std::optional<people::Incoming> person(const PeopleRow& row, const CellNote& note) const;
  [[nodiscard]] std::optional<people::IncomingHousehold> household(const PeopleRow& row, const CellNote& note) const;

 private:
  bool id_number(RowPlace place, people::Incoming& person, const CellNote& note) const;
  void birth(RowPlace place, people::Incoming& person, const CellNote& note) const;
  void words(RowPlace place, people::Incoming& person, const CellNote& note) const;
  void tags(RowPlace place, people::Incoming& person, const CellNote& note) const;

  const Check& check_;
  std::vector<Columns> columns_;
};

// Writes the plan's residents or households in portions, each a transaction: a district's residents in one would keep
// everybody else from writing for a minute. What was checked may have changed since, so each row is judged again. Stops
// at the first portion that fails; what was written before stays, and the same file goes on from there.
[[nodiscard]] Result<void> put_people(storage::Store& store, const Check& check, const Plan& plan, AccountId actor,
                                      const std::function<void(storage::Transaction&)>& last);

}  // namespace linli::intake_files
