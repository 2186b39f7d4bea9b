#include <algorithm>

#include "modules/rules/file_readers.hpp"

namespace linli::rules {
namespace {

using declare::EntryReader;
using declare::Need;

// A demo is made in seconds, not in hours.
constexpr std::int64_t kMostAreas = 100'000;
constexpr std::int64_t kMostHouseholds = 10'000'000;

int count_of(EntryReader& reader, std::string_view key, std::int64_t least) {
  const auto count = reader.integer(key, Need::Must).value_or(least);
  if (count < least || count > kMostAreas)
    reader.fault(reader.at(key), {"数目不在范围内。", "The number is out of range."},
                 {"写 1 到 100000。", "Write 1 to 100000."});
  return static_cast<int>(std::clamp(count, least, kMostAreas));
}

std::optional<int> optional_count(EntryReader& reader, std::string_view key) {
  const auto count = reader.integer(key);
  if (!count) return std::nullopt;
  return static_cast<int>(std::clamp<std::int64_t>(*count, 0, kMostAreas));
}

}  // namespace

void read_demo(const ReadFile& file) {
  const auto document = declare::read_toml(file.path, file.text, file.faults);
  EntryReader reader(document, file.faults);
  Demo demo;
  demo.name = reader.text("name", Need::Must);
  demo.code = reader.text("code", Need::Must);
  if (demo.code.size() != 6 || demo.code.find_first_not_of("0123456789") != std::string::npos)
    reader.fault(reader.at("code"), {"行政区划代码是六位数字。", "A division code has six digits."},
                 {"写六位数字。", "Write six digits."});
  demo.subdistricts = count_of(reader, "subdistricts", 1);
  demo.communities = count_of(reader, "communities", 1);
  demo.courtyards = count_of(reader, "courtyards", 1);
  demo.grids = count_of(reader, "grids", 1);
  demo.households = std::clamp<std::int64_t>(reader.integer("households", Need::Must).value_or(1), 1, kMostHouseholds);
  const bool nested = demo.subdistricts <= demo.communities && demo.communities <= demo.courtyards &&
                      demo.communities <= demo.grids && demo.grids <= demo.courtyards;
  if (!nested)
    reader.fault(
        reader.at(),
        {"要满足:街道 ≤ 社区 ≤ 网格 ≤ 小区。", "There must be: subdistricts ≤ communities ≤ grids ≤ courtyards."},
        {"改正数目。", "Correct the numbers."});
  for (const auto* item : reader.tables("bodies")) {
    EntryReader body(*item, file.faults);
    demo.bodies.push_back({body.code("kind"), body.code("at"), optional_count(body, "count"),
                           optional_count(body, "first"), optional_count(body, "seats"),
                           optional_count(body, "members"), optional_count(body, "party_members"),
                           body.code("with", Need::May)});
    body.finish();
  }
  for (const auto* item : reader.tables("merge")) {
    EntryReader merge(*item, file.faults);
    demo.merges.push_back({merge.word("level", {"community", "subdistrict"}, Need::Must), count_of(merge, "before", 1),
                           count_of(merge, "after", 1), merge.date("on", Need::Must).value_or(Date{})});
    (void)merge.texts("rows");
    merge.finish();
  }
  reader.finish();
  file.model.demo = std::move(demo);
}

}  // namespace linli::rules
