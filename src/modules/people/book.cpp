#include "modules/people/book.hpp"

#include <fmt/core.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>

#include "base/text_tokens.hpp"
#include "modules/people/errors.hpp"

namespace linli::people {

// Written by CMake from models/base/people.toml.
extern const std::string_view kBookFile;

namespace {

// PIPL 13, and 29 for what is sensitive.
constexpr std::array<std::string_view, 7> kBases{"consent",         "separate_consent", "contract",   "statutory_duty",
                                                 "public_interest", "emergency",        "public_data"};

const Entry* entry_of(const std::vector<Entry>& entries, std::string_view code) {
  const auto found = std::ranges::find(entries, code, &Entry::code);
  return found == entries.end() ? nullptr : &*found;
}

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

// A word of Latin letters stands for itself only: `hiv` forbids no archive.
bool names_word(std::string_view text, std::string_view word) {
  const bool latin = is_letter(word.front());
  for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const auto end = at + word.size();
    const bool inside = (at > 0 && is_letter(text[at - 1])) || (end < text.size() && is_letter(text[end]));
    if (!latin || !inside) return true;
  }
  return false;
}

}  // namespace

// Keeps the first fault, so that callers read on and look once.
class BookLoader {
 public:
  explicit BookLoader(Book& book) : book_(book) {}

  void load(const toml::table& root) {
    book_.lookups_per_hour = number(root, "people", "lookups_per_hour");
    book_.minor_age = number(root, "people", "minor_age");
    book_.code_hours = number(root, "people", "code_hours");
    book_.code_tries = number(root, "people", "code_tries");
    book_.request_days = number(root, "people", "request_days");
    each(root, "never", [this](const toml::table& table) { add_never(table); });
    each(root, "field", [this](const toml::table& table) { add_field(table); });
    each(root, "tag", [this](const toml::table& table) { add_entry(table, "tag", book_.tags_); });
    each(root, "education", [this](const toml::table& table) { add_entry(table, "education", book_.educations_); });
  }
  [[nodiscard]] const std::optional<Fault>& fault() const { return fault_; }

 private:
  template <class F>
  static void each(const toml::table& root, std::string_view key, F take) {
    if (const auto* list = root[key].as_array())
      for (const auto& item : *list)
        if (const auto* table = item.as_table()) take(*table);
  }

  void wrong(const toml::table& at, std::string where, std::string value, Text reason, Text remedy) {
    if (!fault_)
      fault_ = Fault{std::move(where), std::int64_t{at.source().begin.line}, std::move(value), std::move(reason),
                     std::move(remedy)};
  }

  std::string text(const toml::table& table, std::string_view where, std::string_view key) {
    auto value = table[key].value_or(std::string());
    if (value.empty())
      wrong(table, fmt::format("{}.{}", where, key), {}, {"缺少或为空", "is missing or empty"},
            {"补写这一项", "Fill it in"});
    return value;
  }

  int number(const toml::table& table, std::string_view where, std::string_view key) {
    const auto value = table[key].value<int>();
    if (!value || *value < 1)
      wrong(table, fmt::format("{}.{}", where, key), {}, {"应为正整数", "must be a whole number above 0"},
            {"改为正整数", "Write a whole number"});
    return value.value_or(1);
  }

  std::vector<std::string> texts(const toml::table& table, std::string_view key) {
    std::vector<std::string> all;
    if (const auto* list = table[key].as_array())
      for (const auto& item : *list) all.push_back(item.value_or(std::string()));
    return all;
  }

  Text twins(const toml::table& table, std::string_view where, std::string_view key) {
    const auto both = texts(table, key);
    if (both.size() == 2 && !both[0].empty() && !both[1].empty()) return {both[0], both[1]};
    wrong(table, fmt::format("{}.{}", where, key), {}, {"要有中文和英文", "needs Chinese and English"},
          {"写成 [\"中文\", \"English\"]", "Write [\"中文\", \"English\"]"});
    return {};
  }

  void add_never(const toml::table& table) {
    Never never{texts(table, "words"), twins(table, "never", "reason"), text(table, "never", "source")};
    for (auto& word : never.words) word = fold_text(word);
    book_.never_.push_back(std::move(never));
  }

  void refuse_forbidden(const toml::table& table, std::string where, const std::string& name, const Text& label) {
    for (const auto& words : {name, label.zh, label.en}) {
      const auto* never = book_.forbids(words);
      if (never == nullptr) continue;
      wrong(table, std::move(where), words,
            {fmt::format("不得收集：{}（{}）", never->reason.zh, never->source),
             fmt::format("must not be collected: {} ({})", never->reason.en, never->source)},
            {"删除这一项", "Take it out"});
      return;
    }
  }

  void add_field(const toml::table& table) {
    FieldRule rule{.name = text(table, "field", "name"),
                   .label = twins(table, "field", "label"),
                   .purpose = twins(table, "field", "purpose"),
                   .basis = text(table, "field", "basis"),
                   .law = text(table, "field", "law"),
                   .keep_months = number(table, "field", "keep_months"),
                   .sealed = table["protected"].value_or(false),
                   .certainty = text(table, "field", "certainty")};
    if (std::ranges::find(kBases, rule.basis) == kBases.end())
      wrong(table, "field." + rule.name + ".basis", rule.basis,
            {"不是个人信息保护法 13 条的依据", "is no basis of PIPL 13"},
            {"选 consent、separate_consent、statutory_duty 等", "Choose consent, separate_consent, statutory_duty …"});
    refuse_forbidden(table, "field." + rule.name, rule.name, rule.label);
    book_.fields_.push_back(std::move(rule));
  }

  void add_entry(const toml::table& table, std::string_view kind, std::vector<Entry>& into) {
    Entry entry{text(table, kind, "code"), twins(table, kind, "label"), table["source"].value_or(std::string())};
    if (entry_of(into, entry.code) != nullptr)
      wrong(table, fmt::format("{}.{}", kind, entry.code), entry.code, {"重复", "stands twice"},
            {"只留一项", "Keep one"});
    refuse_forbidden(table, fmt::format("{}.{}", kind, entry.code), entry.code, entry.label);
    into.push_back(std::move(entry));
  }

  Book& book_;
  std::optional<Fault> fault_;
};

Result<std::shared_ptr<const Book>> Book::parse(std::string_view text) {
  toml::table root;
  try {
    root = toml::parse(text);
  } catch (const toml::parse_error& error) {
    const std::string said(error.description());
    return fail(kBadBook, {{"toml", std::int64_t{error.source().begin.line}, {}, {said, said}, {}}});
  }
  auto book = std::make_shared<Book>();
  BookLoader loader(*book);
  loader.load(root);
  if (loader.fault()) return fail(kBadBook, {*loader.fault()});
  return book;
}

std::shared_ptr<const Book> Book::shipped() {
  static const std::shared_ptr<const Book> kShipped = [] {
    auto book = parse(kBookFile);
    LINLI_ASSERT(book.has_value());
    return *book;
  }();
  return kShipped;
}

const FieldRule* Book::field(std::string_view name) const {
  const auto found = std::ranges::find(fields_, name, &FieldRule::name);
  return found == fields_.end() ? nullptr : &*found;
}
const Entry* Book::tag(std::string_view code) const { return entry_of(tags_, code); }
const Entry* Book::education(std::string_view code) const { return entry_of(educations_, code); }

const Never* Book::forbids(std::string_view text) const {
  const auto folded = fold_text(text);
  for (const auto& never : never_)
    for (const auto& word : never.words)
      if (!word.empty() && names_word(folded, word)) return &never;
  return nullptr;
}

}  // namespace linli::people
