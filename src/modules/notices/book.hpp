#pragma once
// Who is told what: models/base/notices.toml, read and checked once.

#include <map>
#include <memory>
#include <string_view>
#include <vector>

#include "modules/notices/types.hpp"

namespace linli::notices {

class Book {
 public:
  // Asserts that the text is well formed: the shipped file is a part of the program.
  static std::shared_ptr<const Book> shipped();
  // What is wrong with it otherwise: the first fault, in both languages.
  static Result<std::shared_ptr<const Book>> parse(std::string_view toml);

  // What is told of an event: nothing, or one notice for each way of putting it (staff, residents).
  [[nodiscard]] const std::vector<Notice>* of(std::string_view event) const;
  [[nodiscard]] const Kind* kind(std::string_view key) const;
  [[nodiscard]] const std::vector<Kind>& kinds() const { return kinds_; }
  [[nodiscard]] int keep_days() const { return keep_days_; }
  [[nodiscard]] int call_tries() const { return call_tries_; }
  [[nodiscard]] const Quiet& quiet() const { return quiet_; }

 private:
  std::vector<Kind> kinds_;
  std::map<std::string, std::vector<Notice>, std::less<>> notices_;
  int keep_days_ = 90;
  int call_tries_ = 3;
  Quiet quiet_;
};

}  // namespace linli::notices
