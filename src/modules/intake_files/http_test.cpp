// The routes of imports over the wire.

#include "modules/intake_files/http.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "http/testing/client.hpp"
#include "modules/intake_files/testing/world.hpp"

namespace linli::intake_files {
namespace {

using testing::World;

class ImportRoutes : public ::testing::Test {
 protected:
  ImportRoutes() {
    EXPECT_TRUE(
        world_.put(world_.cells(Target::Subdistricts, {{"街道名称", "街道代码"}, {"东关街道", "411099001"}})).done);
    EXPECT_TRUE(
        world_.put(world_.cells(Target::Communities, {{"社区名称", "所属街道"}, {"解放社区", "东关街道"}})).done);
    desk_ = std::make_unique<ImportDesk>(*world_.store, hub_, world_.store.clock,
                                         DeskOptions{.folder = world_.store.folder() / "imports"});
    register_routes(router_, *desk_, world_.store.clock);
    server_ = std::make_unique<http::testing::TestServer>(router_, gate());
    client_ = std::make_unique<http::testing::TestClient>(server_->port());
  }

  // Lets everybody in as the district's clerk, and says which right was asked for.
  http::Gate gate() {
    return [this](http::Request& request, const http::Declaration& declaration) -> http::asio::awaitable<Result<void>> {
      auto caller = std::make_shared<accounts::Caller>();
      caller->district = world_.district;
      caller->account = AccountId{77};
      caller->whole_district = true;
      request.principal = std::move(caller);
      right_ = declaration.permission;
      co_return Result<void>{};
    };
  }

  std::string begin(const std::string& bytes, const http::testing::Headers& headers) {
    const auto answer = client_->send("POST", "/api/v1/imports?into=courtyards", bytes, headers);
    EXPECT_EQ(answer.status, 201) << answer.body;
    return answer.text("/id");
  }
  http::testing::TestResponse reach(const std::string& id, const std::string& state) {
    for (int i = 0; i < 600; ++i) {
      auto seen = client_->get("/api/v1/imports/" + id);
      if (seen.text("/state") == state) return seen;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    ADD_FAILURE() << "never " << state;
    return {};
  }

  World world_;
  http::LiveHub hub_;
  http::Router router_;
  std::string right_;
  std::unique_ptr<ImportDesk> desk_;
  std::unique_ptr<http::testing::TestServer> server_;
  std::unique_ptr<http::testing::TestClient> client_;
};

constexpr auto kFile = "归属,小区名称,户数\n解放社区,甲院,30\n解放社区居委会,乙院,约40\n";

TEST_F(ImportRoutes, BringAFileFromTheUploadToTheCommit) {
  const auto id = begin(kFile, {{"Content-Type", "text/csv"}, {"X-File-Name", "%E5%B0%8F%E5%8C%BA.csv"}});
  EXPECT_EQ(right_, "import.run");
  const auto read = reach(id, "mapping");
  EXPECT_EQ(read.text("/files"), "小区.csv");
  EXPECT_EQ(read.text("/sheets/0/columns/0/heading"), "归属");
  const auto path = "/api/v1/imports/" + id;
  const std::string sheets =
      R"({"sheets":[{"name":"小区","use":true,"header_rows":[1],"columns":[{"index":0,"field":"community"},)"
      R"({"index":1,"field":"name"},{"index":2,"field":"households"}]}],"mode":"update")";
  EXPECT_EQ(client_->put(path + "/mapping", sheets + "}").status, 202);
  const auto open = reach(id, "checked");
  EXPECT_EQ(open.text("/questions/0/id"), "name:解放社区居委会");
  EXPECT_EQ(client_->post(path + "/commit", R"({"only_good":false})").error_code(), "imports.has_faults");
  EXPECT_EQ(client_->put(path + "/mapping", sheets + R"(,"answers":{"name:解放社区居委会":"yes"}})").status, 202);
  EXPECT_EQ(reach(id, "checked").text("/summary/add"), "2");
  EXPECT_EQ(client_->get(path + "/faults").text("/items/0/severity"), "warn");
  EXPECT_TRUE(client_->get(path + "/faults.xlsx").body.starts_with("PK"));
  EXPECT_EQ(client_->post(path + "/commit", "{}").status, 202);
  reach(id, "done");
  EXPECT_EQ(world_.areas_now(areas::Level::Courtyard).size(), 2U);
  EXPECT_EQ(client_->get("/api/v1/imports").text("/items/0/id"), id);
}

TEST_F(ImportRoutes, TakeAFormOfTheBrowser) {
  const std::string body =
      "--xx\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello\r\n--xx\r\n"
      "Content-Disposition: form-data; name=\"file\"; filename=\"C:\\\\dir\\\\小区.csv\"\r\n"
      "Content-Type: text/csv\r\n\r\n" +
      std::string(kFile) + "\r\n--xx--\r\n";
  const auto id = begin(body, {{"Content-Type", "multipart/form-data; boundary=xx"}});
  EXPECT_EQ(reach(id, "mapping").text("/files"), "小区.csv");
}

TEST_F(ImportRoutes, RefuseWhatCannotBe) {
  const http::testing::Headers csv{{"Content-Type", "text/csv"}, {"X-File-Name", "a.csv"}};
  EXPECT_EQ(client_->send("POST", "/api/v1/imports?into=houses", kFile, csv).error_code(), "imports.bad_target");
  EXPECT_EQ(client_->send("POST", "/api/v1/imports?into=grids", "", csv).error_code(), "imports.no_file");
  EXPECT_EQ(
      client_->send("POST", "/api/v1/imports?into=grids", "x", {{"Content-Type", "multipart/form-data; boundary=q"}})
          .error_code(),
      "imports.no_file");
  EXPECT_EQ(client_->get("/api/v1/imports/123").error_code(), "imports.not_found");
  EXPECT_EQ(client_->post("/api/v1/imports/123/commit", "{}").error_code(), "imports.not_found");
}

}  // namespace
}  // namespace linli::intake_files
