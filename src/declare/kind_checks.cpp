#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "declare/entry_reader.hpp"
#include "declare/expression.hpp"
#include "declare/field.hpp"

namespace linli::declare {
namespace {

struct Limit {
  std::string_view zh;  // a part of a Chinese label
  std::string_view en;  // a whole word of a name or an English label
};

// 个人信息保护法第二十八条 and the design's limits: no faces, no tracks, no watch lists, no religion, no sick lists.
constexpr std::array<Limit, 14> kNeverCollected{{{"人脸", "face"},
                                                 {"指纹", "fingerprint"},
                                                 {"虹膜", "iris"},
                                                 {"生物特征", "biometric"},
                                                 {"宗教信仰", "religion"},
                                                 {"轨迹", "track"},
                                                 {"行踪", "whereabouts"},
                                                 {"嫌疑", "suspect"},
                                                 {"重点人员", "watchlist"},
                                                 {"艾滋", "hiv"},
                                                 {"精神病", "psychiatric"},
                                                 {"吸毒", "addict"},
                                                 {"社区矫正", "corrections"},
                                                 {"政治倾向", "loyalty"}}};
// Organisations may be rated, persons not.
constexpr std::array<Limit, 4> kNeverOfPersons{
    {{"积分", "points"}, {"得分", "score"}, {"排名", "ranking"}, {"打卡", "checkin"}}};

// Parameters of every list, and what every record has.
constexpr std::array<std::string_view, 9> kReserved{"area", "cursor", "limit",   "sort", "state",
                                                    "q",    "id",     "version", "as_of"};

std::set<std::string> words_of(std::string_view name, std::string_view label) {
  std::set<std::string> words;
  std::string word;
  for (const char c : std::string(name) + ' ' + std::string(label) + ' ') {
    const char small = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if ((small >= 'a' && small <= 'z')) {
      word += small;
    } else if (!word.empty()) {
      words.insert(std::exchange(word, {}));
    }
  }
  return words;
}

template <std::size_t N>
bool names_one(const std::array<Limit, N>& limits, std::string_view name, const Text& label) {
  const auto words = words_of(name, label.en);
  return std::ranges::any_of(limits, [&](const Limit& limit) {
    return label.zh.find(limit.zh) != std::string::npos || words.contains(std::string(limit.en));
  });
}

class KindChecker {
 public:
  KindChecker(const KindDeclaration& kind, const std::vector<KindDeclaration>& kinds, const KindContext& context,
              const Shapes& shapes, SourceFaults& faults)
      : kind_(kind), kinds_(kinds), context_(context), shapes_(shapes), faults_(faults) {}

  void run() {
    if (kind_.fields.empty())
      fault(kind_.at, "没有字段。", "It has no fields.", "补写 [[kind.field]]。", "Add [[kind.field]].");
    if (kind_.label.zh.empty())
      fault(kind_.at, "缺 label。", "label is missing.", "补写 label = [\"中文\", \"English\"]。",
            "Add label = [\"中文\", \"English\"].");
    if (kind_.readers.empty() || kind_.writers.empty())
      fault(kind_.at, "缺 read 或 write。", "read or write is missing.", "写明哪些角色可以看、可以改。",
            "Say which roles may read and which may write.");
    check_provenance(kind_.provenance, kind_.at, faults_);
    check_roles(kind_.readers, kind_.at);
    check_roles(kind_.writers, kind_.at);
    check_limits(kind_.name, kind_.label, kind_.at);
    std::set<std::string, std::less<>> names;
    for (const auto& field : kind_.fields) {
      if (!names.insert(field.name).second)
        fault(field.at, fmt::format("字段 {} 写了两次。", field.name),
              fmt::format("The field {} stands twice.", field.name), "改名。", "Rename one.");
      check_field(field);
    }
    check_scope();
    if (kind_.field(kind_.title_field) == nullptr)
      fault(kind_.at, fmt::format("title 指的字段 {} 不存在。", kind_.title_field),
            fmt::format("title names {}, which is not a field.", kind_.title_field), "改成一个字段名。",
            "Name a field.");
    for (const auto& check : kind_.checks) check_expression(check.holds, Type::Bool, check.at);
  }

 private:
  void fault(const Position& at, std::string zh, std::string en, std::string remedy_zh, std::string remedy_en) {
    faults_.add(at, {std::move(zh), std::move(en)}, {std::move(remedy_zh), std::move(remedy_en)});
  }

  void check_scope() {
    const auto* scope = kind_.field(kind_.scope_field);
    const bool right = scope != nullptr && (scope->type == FieldType::Area || scope->type == FieldType::Grid ||
                                            scope->type == FieldType::Body);
    if (!right)
      fault(kind_.at, "scope 要是一个 area、grid 或 body 字段。", "scope must name an area, grid or body field.",
            "它决定谁看得到这条记录。", "It says who may see a record.");
    else if (!scope->required)
      fault(scope->at, "scope 字段必须必填。", "The scope field must be required.", "补写 required = true。",
            "Add required = true.");
  }

  void check_roles(const std::vector<std::string>& roles, const Position& at) {
    for (const auto& role : roles) {
      if (std::ranges::find(context_.roles, role) != context_.roles.end()) continue;
      fault(at, fmt::format("没有角色 {}。", role), fmt::format("There is no role {}.", role), "改正角色名。",
            "Correct the role.");
    }
  }

  void check_limits(std::string_view name, const Text& label, const Position& at) {
    const bool of_persons = kind_.about == "person" || std::ranges::any_of(kind_.fields, [](const auto& field) {
                              return field.type == FieldType::Person || field.type == FieldType::IdNumber;
                            });
    if (!names_one(kNeverCollected, name, label) && !(of_persons && names_one(kNeverOfPersons, name, label))) return;
    fault(at, fmt::format("“{}”不得采集。", label.zh), fmt::format("\"{}\" must not be collected.", label.en),
          "人脸、行踪、信仰、嫌疑和对个人的评分不能申报,请去掉(个人信息保护法第二十八条)。",
          "Faces, whereabouts, religion, suspicion and scores of persons cannot be declared; leave it out.");
  }

  void check_field(const FieldDeclaration& field) {
    check_limits(field.name, field.label, field.at);
    check_roles(field.readers, field.at);
    check_roles(field.writers, field.at);
    if (std::ranges::find(kReserved, field.name) != kReserved.end())
      fault(field.at, fmt::format("字段名 {} 另有用处。", field.name),
            fmt::format("The name {} is used for something else.", field.name), "改名。", "Rename the field.");
    if (field.type == FieldType::File)
      fault(field.at, "记录里还不能存文件。", "Records cannot hold files yet.", "改用 text,写文件的编号。",
            "Use a text with the file's number.");
    if (field.type == FieldType::Choice || field.type == FieldType::Choices) check_choice(field);
    if (field.type == FieldType::Record) check_target(field);
    if (field.type == FieldType::Area && !field.level.empty() && shapes_.find(field.level) == nullptr)
      fault(field.at, fmt::format("没有层级 {}。", field.level), fmt::format("There is no level {}.", field.level),
            "用 district subdistrict community courtyard building 之一。",
            "Use one of district subdistrict community courtyard building.");
    if (field.in_years && field.type != FieldType::Date)
      fault(field.at, "in_years 只用于日期。", "in_years is for dates only.", "去掉,或改成 date。",
            "Leave it out, or make it a date.");
    if (field.least && field.greatest && *field.least > *field.greatest)
      fault(field.at, "least 大于 greatest。", "least is above greatest.", "改正其一。", "Correct one of them.");
    if (!field.computed.empty()) check_expression(field.computed, expression_type(field.type), field.at);
    if (field.is_protected && (field.purpose.zh.empty() || field.basis.empty() || !field.keep_months))
      fault(field.at, "受保护的字段要写 purpose、basis 和 keep_months。",
            "A protected field says purpose, basis and keep_months.",
            "写明用途、依据和保存月数(个人信息保护法第十三、十七、十九条)。",
            "Say why, on what basis and for how many months.");
  }

  void check_choice(const FieldDeclaration& field) {
    if (field.dictionary.empty() == field.choices.empty())
      return fault(field.at, "选项要写 dictionary 或 choices 之一。", "A choice has either dictionary or choices.",
                   "补写或去掉一个。", "Add or leave out one.");
    if (!field.dictionary.empty() &&
        std::ranges::find(context_.dictionaries, field.dictionary) == context_.dictionaries.end())
      fault(field.at, fmt::format("没有词典 {}。", field.dictionary),
            fmt::format("There is no dictionary {}.", field.dictionary),
            fmt::format("补写 dictionaries/{}.csv。", field.dictionary),
            fmt::format("Add dictionaries/{}.csv.", field.dictionary));
  }

  void check_target(const FieldDeclaration& field) {
    if (std::ranges::find(kinds_, field.target, &KindDeclaration::name) != kinds_.end()) return;
    fault(field.at, fmt::format("没有记录种类“{}”。", field.target),
          fmt::format("There is no kind of record \"{}\".", field.target), "改正 target。", "Correct target.");
  }

  void check_expression(const std::string& text, Type wanted, const Position& at) {
    const auto compiled =
        compile(text, {.shapes = &shapes_, .kind = kind_.name, .constants = {}, .knows_value = {}}, wanted);
    if (compiled) return;
    const auto& wrong = compiled.error();
    faults_.add(at,
                {fmt::format("表达式第 {} 个字符处:{}", wrong.offset + 1, wrong.reason.zh),
                 fmt::format("At character {} of the expression: {}", wrong.offset + 1, wrong.reason.en)},
                wrong.remedy);
  }

  const KindDeclaration& kind_;
  const std::vector<KindDeclaration>& kinds_;
  const KindContext& context_;
  const Shapes& shapes_;
  SourceFaults& faults_;
};

}  // namespace

void check_kinds(const std::vector<KindDeclaration>& kinds, const KindContext& context, Shapes& shapes,
                 SourceFaults& faults) {
  std::set<std::string, std::less<>> names;
  for (const auto& kind : kinds) {
    if (!names.insert(kind.name).second || (shapes.find(kind.name) != nullptr && context.built_in.contains(kind.name)))
      faults.add(kind.at,
                 {fmt::format("记录种类 {} 写了两次或与内置种类同名。", kind.name),
                  fmt::format("The kind {} stands twice or bears a built-in name.", kind.name)},
                 {"改名。", "Rename it."});
    shapes.put(shape_of(kind));
  }
  for (const auto& kind : kinds) KindChecker(kind, kinds, context, shapes, faults).run();
}

}  // namespace linli::declare
