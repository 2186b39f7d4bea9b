#pragma once
// What the planners of all targets share. Only plan*.cpp include this.

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "modules/intake_files/fields.hpp"
#include "modules/intake_files/known.hpp"
#include "modules/intake_files/plan.hpp"
#include "modules/intake_files/values.hpp"

namespace linli::intake_files {

// Columns of the fields of one sheet, by their place in fields_of(target); -1 when no column holds it.
class Columns {
 public:
  Columns(Target target, const SheetUse& use);
  [[nodiscard]] int of(std::string_view field) const;

 private:
  std::vector<std::pair<std::string_view, int>> columns_;
};

class Planner {
 public:
  Planner(storage::Snapshot& snapshot, const Check& check);

  // Every row of data of the sheets in use, in order. False when cancelled.
  bool each_row(const std::function<void(RowPlace)>& take);
  [[nodiscard]] std::string_view cell(RowPlace place, std::string_view field) const;
  // Like cell; a blank one under a merged cell reads as the value above when the sender said so.
  [[nodiscard]] std::string_view parent_cell(RowPlace place, std::string_view field);
  [[nodiscard]] bool has_column(RowPlace place, std::string_view field) const;

  void refuse(RowPlace place, std::string_view field, Text reason, Text remedy);
  void unknown(RowPlace place, std::string_view field, Text reason, Text remedy);
  void warn(RowPlace place, std::string_view field, Text reason, Text remedy);
  // The value when there is one; its note becomes a fault of this severity when there is none, a warning when there is.
  template <class T>
  std::optional<T> take(RowPlace place, std::string_view field, const Reading<T>& reading,
                        Severity missing = Severity::Unknown) {
    if (reading.note) {
      const Text remedy = reading.remedy.value_or(Text{});
      if (reading.value) {
        warn(place, field, *reading.note, remedy);
      } else if (missing == Severity::Refuse) {
        refuse(place, field, *reading.note, remedy);
      } else {
        unknown(place, field, *reading.note, remedy);
      }
    }
    return reading.value;
  }

  // The answer to a question, or empty. It is put once; every call counts one more row that it is about.
  std::string_view ask(const std::string& id, const std::function<Question()>& make);
  void count_row_of(const std::string& question_id);
  // `小区台账.xlsx / 东关街道 第 58 行`
  [[nodiscard]] Text where(RowPlace place) const;
  [[nodiscard]] const Sheet& sheet(RowPlace place) const { return check.sheets[static_cast<std::size_t>(place.sheet)]; }

  const Check& check;
  const Settings& settings;
  Known known;
  Plan plan;

 private:
  FileFault fault(RowPlace place, Severity severity, std::string_view field, Text reason, Text remedy) const;
  bool fill_down(int sheet, int column, std::string_view field);

  std::vector<Columns> columns_;
  std::unordered_map<std::string, std::size_t> question_index_;
  std::unordered_map<std::string, bool> filled_;        // sheet and column → take the value above
  std::unordered_map<std::string, std::string> above_;  // … and that value
};

// Finds the area a row belongs to, by code, else by name; remembers what it found, since rows of one parent stand
// together.
class Parents {
 public:
  Parents(Planner& planner, areas::Level wanted) : planner_(planner), wanted_(wanted) {}
  // Null when there is none; then the row has been refused.
  [[nodiscard]] const KnownArea* find(RowPlace place);

 private:
  struct Texts {
    std::string_view subdistrict, subdistrict_code, community, community_code, courtyard;
  };
  // Either an area, or what is wrong and the question that would mend it.
  struct Outcome {
    const KnownArea* area = nullptr;
    std::string_view field;
    Text reason;
    Text remedy;
    std::string question;
  };
  Outcome look_up(int sheet, const Texts& texts);
  Outcome subdistrict(int sheet, const Texts& texts);
  Outcome community(int sheet, const Texts& texts);
  Outcome courtyard(int sheet, const Texts& texts);
  Outcome by_name(std::string_view field, areas::Level level, std::string_view text, const KnownArea* within);
  Outcome by_nearest(std::string_view field, areas::Level level, std::string_view text, const KnownArea* within);
  // The subdistrict that a sheet's name or title speaks of.
  const KnownArea* context(int sheet);

  Planner& planner_;
  areas::Level wanted_;
  std::unordered_map<std::string, Outcome> found_;
  std::unordered_map<int, const KnownArea*> contexts_;
};

// Each plans one target; the summary's rows and skipped are counted by each_row.
void plan_areas(Planner& planner, areas::Level level);
void plan_outlines(Planner& planner);
void plan_grids(Planner& planner);
void plan_bodies(Planner& planner);
void plan_cases(Planner& planner);
void plan_persons(Planner& planner);
void plan_households(Planner& planner);
void plan_hotline(Planner& planner);

}  // namespace linli::intake_files
