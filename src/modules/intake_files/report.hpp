#pragma once
// What a command says about an import: for people, and as JSON.

#include <iosfwd>
#include <string>
#include <vector>

#include "base/json_writer.hpp"
#include "modules/intake_files/plan.hpp"

namespace linli::intake_files {

class Report {
 public:
  Report(std::ostream& out, bool english) : out_(out), english_(english) {}

  void sheets(const std::vector<Sheet>& sheets, const std::vector<SheetUse>& uses, Target target) const;
  void plan(const std::vector<Sheet>& sheets, const Plan& plan, Target target) const;
  void error(const Error& error) const;
  void line(const Text& text) const;

 private:
  [[nodiscard]] const std::string& pick(const Text& text) const { return english_ ? text.en : text.zh; }
  void faults(const std::vector<Sheet>& sheets, const Plan& plan, Target target) const;
  void questions(const Plan& plan) const;

  std::ostream& out_;
  bool english_;
};

// `{"severity","file","sheet","row","column","field","value","reason","remedy"}`
void write_fault(JsonWriter& writer, const std::vector<Sheet>& sheets, const FileFault& fault);
void write_question(JsonWriter& writer, const Question& question);
// The member `"error": {"code","message","faults"}`.
void write_error(JsonWriter& writer, const Error& error);

}  // namespace linli::intake_files
