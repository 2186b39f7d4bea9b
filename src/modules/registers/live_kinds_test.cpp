// Kinds and fields that come, change and go while the server runs.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "modules/registers/testing/world.hpp"

namespace linli::registers {
namespace {

using testing::OnBoth;

class LiveKinds : public OnBoth {
 protected:
  static std::string path(std::string_view kind, std::string_view id) {
    return fmt::format("/api/v1/registers/{}/records/{}", kind, id);
  }
};

constexpr std::string_view kOwnKind = R"(
[[kind]]
name = "bench"
label = ["长椅", "Bench"]
scope = "place"
title = "name"
read = ["community_worker", "district"]
write = ["community_worker", "district"]
[[kind.field]]
name = "place"
type = "area"
label = ["社区", "Community"]
required = true
[[kind.field]]
name = "name"
type = "text"
label = ["名称", "Name"]
required = true
)";

std::string with_field(std::string_view name, std::string_view more) {
  return std::string(kOwnKind) + "[[kind.field]]\nname = \"" + std::string(name) + "\"\n" + std::string(more);
}

TEST_P(LiveKinds, AKindAndAFieldAreAddedWhileTheServerRuns) {
  auto client = world.client("worker");
  EXPECT_EQ(client.get("/api/v1/registers/bench").status, 404);
  world.adopt(std::string(kOwnKind));
  EXPECT_EQ(client.get("/api/v1/registers/bench").text("/label/zh"), "长椅");
  const auto first = world.add("worker", "bench", fmt::format(R"({{"name":"一号","place":"{}"}})", world.north.value));

  const auto colour =
      "type = \"choice\"\nlabel = [\"颜色\", \"Colour\"]\nfilter = true\nchoices = [[\"red\", \"红\", \"Red\"], "
      "[\"blue\", \"蓝\", \"Blue\"]]\n";
  world.adopt(with_field("colour", colour));
  EXPECT_EQ(client.patch(path("bench", first), R"({"version":1,"values":{"colour":"red"}})").status, 200);
  world.add("worker", "bench", fmt::format(R"({{"name":"二号","place":"{}","colour":"blue"}})", world.north.value));
  // Until older records are sorted in, the list says so instead of leaving them out.
  EXPECT_EQ(world.titles("worker", "bench", "?colour=red"), "registers.filter_not_ready");
  world.settle();
  EXPECT_EQ(world.titles("worker", "bench", "?colour=red"), "一号");
}

TEST_P(LiveKinds, OlderRecordsAreFoundByANewFilter) {
  const std::string plain = "type = \"text\"\nlabel = [\"颜色\", \"Colour\"]\n";
  world.adopt(with_field("colour", plain));
  for (int i = 0; i < 3; ++i)
    world.add(
        "worker", "bench",
        fmt::format(R"({{"name":"椅{}","place":"{}","colour":"{}"}})", i, world.north.value, i == 1 ? "红" : "蓝"));
  world.adopt(with_field("colour", plain + "filter = true\n"));
  EXPECT_EQ(world.titles("worker", "bench", "?colour=%E7%BA%A2"), "registers.filter_not_ready");
  world.settle();
  EXPECT_EQ(world.titles("worker", "bench", "?colour=%E7%BA%A2"), "椅1");
  // Taken back and declared again: rows of the time before do not come back wrong.
  world.adopt(with_field("colour", plain));
  world.settle();
  const auto found = world.client("worker").get("/api/v1/registers/bench/records").text("/items/1/id");
  EXPECT_EQ(world.client("worker").patch(path("bench", found), R"({"version":1,"values":{"colour":"绿"}})").status,
            200);
  world.adopt(with_field("colour", plain + "filter = true\n"));
  world.settle();
  EXPECT_EQ(world.titles("worker", "bench", "?colour=%E7%BA%A2"), "");
}

TEST_P(LiveKinds, AFieldThatIsRemovedKeepsItsDataReadable) {
  world.adopt(with_field("colour", "type = \"text\"\nlabel = [\"颜色\", \"Colour\"]\n"));
  const auto id =
      world.add("worker", "bench", fmt::format(R"({{"name":"一号","place":"{}","colour":"红"}})", world.north.value));
  world.settle();
  for (const auto& model : {with_field("colour", "type = \"text\"\nlabel = [\"颜色\", \"Colour\"]\nremoved = true\n"),
                            std::string(kOwnKind)}) {
    world.adopt(model);
    world.settle();
    const auto shown = world.client("worker").get(path("bench", id));
    EXPECT_EQ(shown.text("/former/0/label/zh"), "颜色") << shown.body;
    EXPECT_EQ(shown.text("/former/0/value"), "红");
    EXPECT_EQ(world.client("worker").patch(path("bench", id), R"({"version":1,"values":{"colour":"蓝"}})").status, 422);
  }
  const auto changed = world.client("worker").patch(path("bench", id), R"({"version":1,"values":{"name":"甲"}})");
  EXPECT_EQ(changed.status, 200) << changed.body;
  EXPECT_EQ(world.client("worker").get(path("bench", id)).text("/former/0/value"), "红");
}

INSTANTIATE_TEST_SUITE_P(Engines, LiveKinds, ::testing::Values(storage::Engine::Sqlite, storage::Engine::Postgres),
                         testing::engine_name);

}  // namespace
}  // namespace linli::registers
