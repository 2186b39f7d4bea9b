#include "modules/bodies/types.hpp"

#include <array>

namespace linli::bodies {
namespace {

struct KindName {
  Kind kind;
  std::string_view word;
  std::string_view zh;
  std::string_view en;
};

constexpr std::array kKinds{
    KindName{Kind::Department, "department", "部门", "Department"},
    KindName{Kind::ResidentsCommittee, "residents_committee", "居委会", "Residents' committee"},
    KindName{Kind::SubdistrictOffice, "subdistrict_office", "街道办事处", "Subdistrict office"},
    KindName{Kind::Company, "company", "企业", "Company"},
    KindName{Kind::Other, "other", "其他", "Other"},
};

const KindName& entry_of(Kind kind) {
  for (const auto& entry : kKinds) {
    if (entry.kind == kind) return entry;
  }
  return kKinds.back();
}

}  // namespace

std::string_view to_string(Kind kind) { return entry_of(kind).word; }

std::optional<Kind> parse_kind(std::string_view text) {
  for (const auto& entry : kKinds) {
    if (entry.word == text) return entry.kind;
  }
  return std::nullopt;
}

Text label(Kind kind) { return {std::string(entry_of(kind).zh), std::string(entry_of(kind).en)}; }

}  // namespace linli::bodies
