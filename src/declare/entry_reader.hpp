#pragma once
// Reads one table of a model's file key by key; what is wrong, missing or left over becomes a fault with its line.

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "declare/document.hpp"
#include "declare/field.hpp"

namespace linli::declare {

enum class Need { Must, May };

class EntryReader {
 public:
  // `item` must outlive the reader.
  EntryReader(const Item& item, SourceFaults& faults) : item_(item), faults_(faults) {}
  EntryReader(const EntryReader&) = delete;
  EntryReader& operator=(const EntryReader&) = delete;

  [[nodiscard]] std::string text(std::string_view key, Need need = Need::May);
  // `a-z 0-9 _ .`
  [[nodiscard]] std::string code(std::string_view key, Need need = Need::Must);
  // `["中文", "English"]`
  [[nodiscard]] Text both(std::string_view key, Need need = Need::May);
  [[nodiscard]] bool flag(std::string_view key, bool otherwise);
  [[nodiscard]] std::optional<std::int64_t> integer(std::string_view key, Need need = Need::May);
  [[nodiscard]] std::optional<Number> number(std::string_view key, Need need = Need::May);
  [[nodiscard]] std::optional<Date> date(std::string_view key, Need need = Need::May);
  [[nodiscard]] std::vector<std::string> texts(std::string_view key, Need need = Need::May);
  // A number or an expression, as text.
  [[nodiscard]] std::string formula(std::string_view key);
  // One of these words; the first where it is left out and may be.
  [[nodiscard]] std::string word(std::string_view key, const std::vector<std::string_view>& words, Need need);
  // Raw, for shapes of its own; null when it is not there.
  [[nodiscard]] const Item* raw(std::string_view key, Need need = Need::May);
  // The tables of `[[key]]`.
  [[nodiscard]] std::vector<const Item*> tables(std::string_view key);
  // rows, from, to, source, certainty; what is left out comes from `otherwise`.
  [[nodiscard]] Provenance provenance(const Provenance& otherwise);
  // The same, for what is checked later.
  [[nodiscard]] Provenance unchecked_provenance(const Provenance& otherwise);

  // Names every key that nobody asked for. Call it last.
  void finish();

  [[nodiscard]] Position at() const { return item_.at; }
  [[nodiscard]] Position at(std::string_view key) const;
  void fault(Position at, Text reason, Text remedy) {
    faults_.add(std::move(at), std::move(reason), std::move(remedy));
  }

 private:
  const Item* take(std::string_view key, Need need, std::optional<Item::Kind> kind, const char* zh, const char* en);

  const Item& item_;
  SourceFaults& faults_;
  std::set<std::string, std::less<>> asked_;
};

// Checks shared by TOML and CSV entries.
[[nodiscard]] bool is_code(std::string_view text);
[[nodiscard]] bool is_row(std::string_view text);        // R001 … R999
[[nodiscard]] bool is_certainty(std::string_view text);  // L P F F-low C M
// Says what is wrong with rows, dates and certainty; `at` is the entry.
void check_provenance(const Provenance& provenance, const Position& at, SourceFaults& faults);

}  // namespace linli::declare
