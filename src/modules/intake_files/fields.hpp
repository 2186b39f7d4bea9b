#pragma once
// What each target takes, and how offices head the columns that hold it.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "modules/intake_files/types.hpp"

namespace linli::intake_files {

// What a heading speaks of, whatever the target.
enum class Concept {
  Subdistrict,
  SubdistrictCode,
  Community,
  CommunityCode,
  Courtyard,
  CourtyardCode,
  Building,
  BuildingCode,
  Grid,
  GridCode,
  Body,
  Name,
  Code,
  Households,
  Kind,
  Address,
  BuiltYear,
  Lon,
  Lat,
  Position,
  Steward,
  Deputy,
  Phone,
  SupervisionPhone,
  Members,
  Layer,
  Areas,
  CaseNumber,
  ReceivedAt,
  Channel,
  Matter,
  CaseText,
  LimitDays,
  DueAt,
  DoneAt,
  Visit,
  Rating,
  PersonName,
  IdNumber,
  Gender,
  Birth,
  Door,
  Relation,
  Stay,
  Since,
  Education,
  Tags,
  ContactName,
  SentAt,
  SentBack,
  SentReason,
};

struct FieldSpec {
  std::string_view id;
  std::string_view zh;
  std::string_view en;
  bool required = false;
  bool key = false;               // rows are matched by it
  std::span<const Concept> from;  // the first of these that a heading speaks of is proposed
};

[[nodiscard]] std::span<const FieldSpec> fields_of(Target target);
[[nodiscard]] const FieldSpec* find_field(Target target, std::string_view id);

// A heading without brackets, units, stars and spaces, as it is compared.
[[nodiscard]] std::string heading_key(std::string_view heading);
[[nodiscard]] std::optional<Concept> concept_of(std::string_view heading);

}  // namespace linli::intake_files
