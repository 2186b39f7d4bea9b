// Every shipped kind is entered, found, exported and imported again, from its declaration alone.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "modules/registers/testing/world.hpp"

namespace linli::registers {
namespace {

using declare::FieldType;
using ::testing::HasSubstr;
using testing::OnBoth;

class Shipped : public OnBoth {
 protected:
  [[nodiscard]] std::string area_of(const Field& field) const {
    return std::to_string(field.declared.level == "courtyard" ? world.yard_a.value : world.north.value);
  }
  // The least that the declaration asks for; optional dates and references stay out.
  [[nodiscard]] std::string values_of(const Kind& kind) const {
    std::string values;
    for (const auto& field : kind.fields) {
      const bool needed = field.declared.required || &field == kind.scope();
      if (!needed || !field.asked()) continue;
      values += fmt::format(R"({}"{}":{})", values.empty() ? "" : ",", field.name(), sample(field));
    }
    return "{" + values + "}";
  }
  [[nodiscard]] std::string sample(const Field& field) const {
    switch (field.declared.type) {
      case FieldType::Integer:
      case FieldType::Decimal:
      case FieldType::Money: {
        const auto most = field.declared.greatest.value_or(2024);
        return std::to_string(std::min<std::int64_t>(most.floor(), 2024));
      }
      case FieldType::Date:
        return R"("2024-05-06")";
      case FieldType::Boolean:
        return "true";
      case FieldType::Choice:
        return '"' + field.choices.front().code + '"';
      case FieldType::Choices:
        return "[\"" + field.choices.front().code + "\"]";
      case FieldType::Area:
        return '"' + area_of(field) + '"';
      case FieldType::Grid:
        return '"' + std::to_string(world.grid_a.value) + '"';
      case FieldType::Phone:
        return R"("13900004704")";
      default:
        return R"("示例条目")";
    }
  }
};

TEST_P(Shipped, EachKindIsEnteredListedExportedAndTakenBack) {
  const auto book = world.store->read_now(
      [&](storage::Snapshot& snapshot) { return world.registers->context().shelf.book(snapshot, world.district); });
  for (const auto& kind : book->kinds) {
    SCOPED_TRACE(kind->name());
    const auto path = "/api/v1/registers/" + kind->name();
    ASSERT_NE(world.add("chief", kind->name(), values_of(*kind)), "");
    auto client = world.client("chief");
    EXPECT_EQ(client.get(path + "/records").json().at("items").as_array().size(), 1U);
    EXPECT_EQ(client.get(path + "/count").text("/count"), "1");
    const auto exported = client.get(path + "/export.csv");
    EXPECT_EQ(exported.status, 200);
    const auto taken = client.send("POST", path + "/imports", exported.body,
                                   {{"Content-Type", "text/csv"}, {"X-File-Name", "list.csv"}});
    EXPECT_EQ(taken.text("/summary/same"), "1") << taken.body;
    EXPECT_EQ(client.get(path + "/openapi.json").status, 200);
  }
}

INSTANTIATE_TEST_SUITE_P(Engines, Shipped, ::testing::Values(storage::Engine::Sqlite, storage::Engine::Postgres),
                         testing::engine_name);

}  // namespace
}  // namespace linli::registers
