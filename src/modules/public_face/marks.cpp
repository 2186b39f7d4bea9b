#include "modules/public_face/marks.hpp"

#include <unicode/regex.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/error.hpp"
#include "base/text.hpp"

namespace linli::public_face {
namespace {

struct Pattern {
  MarkKind kind;
  std::string_view text;
};

// The hundred most frequent family names cover about six in seven people; in front of a form of address they are a
// name.
#define LINLI_FAMILY                                                                                                  \
  "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭" \
  "陆汪"                                                                                                              \
  "范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤]"
#define LINLI_NUMERAL "[\\p{Nd}一二三四五六七八九十百零〇]"

// In order of precedence: what an earlier one took, a later one leaves.
constexpr std::array kPatterns{
    Pattern{MarkKind::Mail, R"([\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+)"},
    Pattern{MarkKind::Number, R"((?<!\p{Nd})(?:\p{Nd}{17}[\p{Nd}XxＸｘ]|\p{Nd}{15,19})(?!\p{Nd}))"},
    Pattern{MarkKind::Phone, R"((?<!\p{Nd})(?:\+?86[\- ]?)?[1１][3-9３-９](?:[ \-－]?\p{Nd}){9}(?!\p{Nd}))"},
    Pattern{MarkKind::Phone, R"((?<!\p{Nd})(?:[0０]\p{Nd}{2,3}[ \-－]?)?[2-8２-８]\p{Nd}{6,7}(?!\p{Nd}))"},
    Pattern{MarkKind::Number, R"(\p{Nd}{9,})"},
    Pattern{MarkKind::Plate,
            R"([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·• ]?[A-Z0-9]{5,6}(?![A-Z0-9]))"},
    Pattern{MarkKind::Door,
            R"(\p{Nd}{1,4}[\-－]\p{Nd}{1,4}(?:[\-－]\p{Nd}{1,4})+|\p{Nd}{1,3}[\-－]\p{Nd}{3,4}(?!\p{Nd}))"},
    Pattern{MarkKind::Door, "(?:(?:" LINLI_NUMERAL
                            "+|[A-Za-z甲乙丙丁])(?:号楼|号院|栋|幢|单元|层|楼|室|号门|号房|号)|\\p{Nd}{3,4}(?:户|房)|"
                            "[\\p{Nd}A-Za-z]+座|[东西南北中][边侧]?户)+"},
    Pattern{
        MarkKind::Name, LINLI_FAMILY
        "[\\p{Han}]{0,2}(?:先生|女士|小姐|大爷|大妈|大娘|大叔|大姐|大哥|阿姨|叔叔|奶奶|爷爷|师傅|老师|老人|同志|某某)"},
    Pattern{MarkKind::Name, "[老小]" LINLI_FAMILY "(?=家|说|反映|的|，|。|$)"},
};

const icu::RegexPattern& compiled(std::size_t i) {
  static const auto kCompiled = [] {
    std::vector<std::unique_ptr<icu::RegexPattern>> list;
    for (const auto& pattern : kPatterns) {
      UErrorCode status = U_ZERO_ERROR;
      UParseError where{};
      list.emplace_back(icu::RegexPattern::compile(
          icu::UnicodeString::fromUTF8(icu::StringPiece(pattern.text.data(), static_cast<int>(pattern.text.size()))), 0,
          where, status));
      LINLI_ASSERT(U_SUCCESS(status));
    }
    return list;
  }();
  return *kCompiled[i];
}

// A stretch of UTF-16 units.
struct Span {
  MarkKind kind{};
  int from = 0;
  int to = 0;
};

void add_span(std::vector<Span>& spans, Span span) {
  const bool taken =
      std::ranges::any_of(spans, [&](const Span& other) { return span.from < other.to && other.from < span.to; });
  if (!taken) spans.push_back(span);
}

void add_names(std::vector<Span>& spans, const icu::UnicodeString& text, std::span<const std::string> names) {
  for (const auto& given : names) {
    const auto name = icu::UnicodeString::fromUTF8(std::string(trim(given)));
    if (name.countChar32() < 2) continue;
    for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length()))
      add_span(spans, {MarkKind::Name, at, at + name.length()});
  }
}

// No day of a month and no number of a bus: `12号` counts as a door only with more behind it.
bool is_bare_number(const icu::UnicodeString& found) {
  return found.endsWith(icu::UnicodeString(u"号")) && found.indexOf(u'号') == found.length() - 1;
}

std::vector<Span> spans_in(const icu::UnicodeString& text, std::span<const std::string> names) {
  std::vector<Span> spans;
  add_names(spans, text, names);
  for (std::size_t i = 0; i < kPatterns.size(); ++i) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::RegexMatcher> matcher(compiled(i).matcher(text, status));
    while (U_SUCCESS(status) && matcher->find()) {
      const Span span{kPatterns[i].kind, matcher->start(status), matcher->end(status)};
      if (span.kind == MarkKind::Door && is_bare_number(text.tempSubStringBetween(span.from, span.to))) continue;
      add_span(spans, span);
    }
  }
  std::ranges::sort(spans, {}, &Span::from);
  return spans;
}

std::string_view stand_in(MarkKind kind) {
  switch (kind) {
    case MarkKind::Number:
      return "[号码]";
    case MarkKind::Phone:
      return "[电话]";
    case MarkKind::Mail:
      return "[邮箱]";
    case MarkKind::Plate:
      return "[车牌]";
    case MarkKind::Door:
      return "[门牌]";
    case MarkKind::Name:
      break;
  }
  return "[姓名]";
}

}  // namespace

std::string_view to_string(MarkKind kind) {
  switch (kind) {
    case MarkKind::Number:
      return "number";
    case MarkKind::Phone:
      return "phone";
    case MarkKind::Mail:
      return "mail";
    case MarkKind::Plate:
      return "plate";
    case MarkKind::Door:
      return "door";
    case MarkKind::Name:
      break;
  }
  return "name";
}

std::vector<Mark> marks_in(std::string_view text, std::span<const std::string> names) {
  const auto wide = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size())));
  std::vector<Mark> marks;
  for (const auto& span : spans_in(wide, names)) {
    Mark mark{span.kind,
              static_cast<std::size_t>(wide.countChar32(0, span.from)),
              static_cast<std::size_t>(wide.countChar32(span.from, span.to - span.from)),
              {}};
    wide.tempSubStringBetween(span.from, span.to).toUTF8String(mark.text);
    marks.push_back(std::move(mark));
  }
  return marks;
}

std::string masked(std::string_view text, std::span<const std::string> names) {
  const auto wide = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size())));
  std::string out;
  int at = 0;
  for (const auto& span : spans_in(wide, names)) {
    wide.tempSubStringBetween(at, span.from).toUTF8String(out);
    out += stand_in(span.kind);
    at = span.to;
  }
  wide.tempSubStringBetween(at, wide.length()).toUTF8String(out);
  return out;
}

}  // namespace linli::public_face
