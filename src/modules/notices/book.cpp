#include "modules/notices/book.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <utility>

#include "modules/notices/rules.hpp"

namespace linli::notices {

// Written by CMake from models/base/notices.toml.
extern const std::string_view kNoticesFile;

namespace {

constexpr ErrorSpec kBadBook{ErrorKind::Invalid, "notices.bad_book", "通知清单有错。", "The list of notices is wrong."};

// Reads one table and keeps the first fault, so that callers can read on and look once.
class BookReader {
 public:
  explicit BookReader(const toml::table& table, std::string where) : table_(table), where_(std::move(where)) {}

  std::string text(std::string_view key, bool must = true) {
    auto value = table_[key].value_or(std::string());
    if (must && value.empty()) wrong(key, {"缺少或为空", "is missing or empty"});
    return value;
  }
  int number(std::string_view key) {
    const auto value = table_[key].value<int>();
    if (!value || *value < 1) wrong(key, {"应为正整数", "must be a whole number above 0"});
    return value.value_or(1);
  }
  [[nodiscard]] bool flag(std::string_view key) const { return table_[key].value_or(false); }
  std::vector<std::string> texts(std::string_view key) {
    std::vector<std::string> list;
    if (const auto* items = table_[key].as_array())
      for (const auto& item : *items) list.push_back(item.value_or(std::string()));
    if (list.empty()) wrong(key, {"缺少或为空", "is missing or empty"});
    return list;
  }
  template <class T, std::size_t N>
  T one_of(std::string_view key, std::string_view word, const std::array<std::pair<std::string_view, T>, N>& words) {
    const auto found = std::ranges::find(words, word, &std::pair<std::string_view, T>::first);
    if (found != words.end()) return found->second;
    wrong(key, {"没有这个词：" + std::string(word), "no such word: " + std::string(word)});
    return words.front().second;
  }
  void wrong(std::string_view key, Text reason) {
    if (!fault_)
      fault_ = Fault{where_ + "." + std::string(key),
                     std::nullopt,
                     {},
                     std::move(reason),
                     {"改正 models 里的文件", "Correct the file in models"}};
  }
  [[nodiscard]] const std::optional<Fault>& fault() const { return fault_; }

 private:
  const toml::table& table_;
  const std::string where_;
  std::optional<Fault> fault_;
};

using AudienceWord = std::pair<std::string_view, Audience>;
constexpr std::array kAudiences{
    AudienceWord{"lead", Audience::Lead},          AudienceWord{"handler", Audience::Handler},
    AudienceWord{"desk", Audience::Desk},          AudienceWord{"subdistrict", Audience::Subdistrict},
    AudienceWord{"district", Audience::District},  AudienceWord{"watch", Audience::Watch},
    AudienceWord{"parts", Audience::Parts},        AudienceWord{"resident", Audience::Resident},
    AudienceWord{"receivers", Audience::Receivers}};
using OnlyWord = std::pair<std::string_view, Only>;
constexpr std::array kOnly{OnlyWord{"", Only::Always}, OnlyWord{"without_lead", Only::WithoutLead},
                           OnlyWord{"by_resident", Only::ByResident}, OnlyWord{"not_by_resident", Only::NotByResident}};

Kind kind_of_table(BookReader& reader) {
  Kind kind;
  kind.key = reader.text("key");
  const auto name = reader.texts("name");
  if (name.size() == 2)
    kind.name = {name[0], name[1]};
  else
    reader.wrong("name", {"要有中文和英文", "needs a Chinese and an English name"});
  kind.duty = reader.flag("duty");
  for (const auto& word : reader.texts("ways")) {
    const auto way = parse_way(word);
    if (way && *way != Way::Call)
      kind.ways.add(*way);
    else
      reader.wrong("ways", {"只能是 page、mail、sms", "must be page, mail or sms"});
  }
  return kind;
}

Notice notice_of_table(BookReader& reader) {
  Notice notice;
  notice.event = reader.text("event");
  notice.kind = reader.text("kind");
  for (const auto& word : reader.texts("to")) notice.to.push_back(reader.one_of("to", word, kAudiences));
  notice.only = reader.one_of("only", reader.text("only", false), kOnly);
  notice.urgent = reader.flag("urgent");
  notice.text = {reader.text("zh"), reader.text("en")};
  notice.source = reader.text("source");
  if (!is_impersonal(notice.text.zh) || !is_impersonal(notice.text.en))
    reader.wrong("zh",
                 {"文字里只能用 {number}，不能带其他内容", "a text may hold {number} and nothing else in braces"});
  return notice;
}

}  // namespace

Result<std::shared_ptr<const Book>> Book::parse(std::string_view text) {
  toml::table root;
  try {
    root = toml::parse(text);
  } catch (const toml::parse_error& error) {
    return fail(kBadBook, {{"toml",
                            std::int64_t{error.source().begin.line},
                            {},
                            {std::string(error.description()), std::string(error.description())},
                            {}}});
  }
  auto book = std::make_shared<Book>();
  BookReader top(root, "notices");
  book->keep_days_ = top.number("keep_days");
  book->call_tries_ = top.number("call_tries");
  const auto from = parse_minute(root["quiet"]["from"].value_or(std::string_view()));
  const auto to = parse_minute(root["quiet"]["to"].value_or(std::string_view()));
  if (!from || !to) top.wrong("quiet", {"时间写作 21:00", "times are written 21:00"});
  book->quiet_ = {from.value_or(0), to.value_or(0)};
  if (top.fault()) return fail(kBadBook, {*top.fault()});
  const toml::array none;
  const auto entries = [&](std::string_view key) -> const toml::array& {
    const auto* list = root[key].as_array();
    return list != nullptr ? *list : none;
  };
  for (const auto& entry : entries("kind")) {
    BookReader reader(*entry.as_table(), "kind");
    book->kinds_.push_back(kind_of_table(reader));
    if (reader.fault()) return fail(kBadBook, {*reader.fault()});
  }
  for (const auto& entry : entries("notice")) {
    BookReader reader(*entry.as_table(), "notice." + entry.as_table()->at_path("event").value_or(std::string()));
    auto notice = notice_of_table(reader);
    if (book->kind(notice.kind) == nullptr) reader.wrong("kind", {"没有这一类", "there is no such kind"});
    if (reader.fault()) return fail(kBadBook, {*reader.fault()});
    book->notices_[notice.event].push_back(std::move(notice));
  }
  return std::shared_ptr<const Book>(std::move(book));
}

std::shared_ptr<const Book> Book::shipped() {
  auto book = parse(kNoticesFile);
  LINLI_ASSERT(book.has_value());
  return std::move(*book);
}

const std::vector<Notice>* Book::of(std::string_view event) const {
  const auto found = notices_.find(event);
  return found == notices_.end() ? nullptr : &found->second;
}

const Kind* Book::kind(std::string_view key) const {
  const auto found = std::ranges::find(kinds_, key, &Kind::key);
  return found == kinds_.end() ? nullptr : &*found;
}

}  // namespace linli::notices
