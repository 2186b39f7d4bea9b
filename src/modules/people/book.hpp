#pragma once
// What is collected about residents, what for, on what basis and for how long: models/base/people.toml, read and
// checked once. A locality adds to the dictionaries; what must not be collected cannot be declared.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace linli::people {

struct FieldRule {
  std::string name;
  Text label;
  Text purpose;
  std::string basis;  // consent, separate_consent, statutory_duty …
  std::string law;
  int keep_months = 0;  // after the person no longer lives here
  bool sealed = false;
  std::string certainty;
};

struct Entry {
  std::string code;
  Text label;
  std::string source;
};

struct Never {
  std::vector<std::string> words;  // in small letters
  Text reason;
  std::string source;
};

class Book {
 public:
  // Asserts that the text is well formed: the shipped file is a part of the program.
  static std::shared_ptr<const Book> shipped();
  // kBadBook with what is wrong and where; a field or tag that must not be collected is refused with the source.
  static Result<std::shared_ptr<const Book>> parse(std::string_view toml);

  [[nodiscard]] const FieldRule* field(std::string_view name) const;
  [[nodiscard]] const Entry* tag(std::string_view code) const;
  [[nodiscard]] const Entry* education(std::string_view code) const;
  [[nodiscard]] const std::vector<FieldRule>& fields() const { return fields_; }
  [[nodiscard]] const std::vector<Entry>& tags() const { return tags_; }
  [[nodiscard]] const std::vector<Entry>& educations() const { return educations_; }
  // The entry that forbids a name or label; null: nothing does.
  [[nodiscard]] const Never* forbids(std::string_view text) const;

  int lookups_per_hour = 0;
  int minor_age = 0;
  int code_hours = 0;
  int code_tries = 0;
  int request_days = 0;

 private:
  friend class BookLoader;

  std::vector<FieldRule> fields_;
  std::vector<Entry> tags_;
  std::vector<Entry> educations_;
  std::vector<Never> never_;
};

}  // namespace linli::people
