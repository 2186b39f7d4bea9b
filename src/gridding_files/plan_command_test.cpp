#include "gridding_files/plan_command.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "gridding/planner.hpp"
#include "gridding/testing/checker.hpp"
#include "gridding_files/csv.hpp"
#include "gridding_files/read_instance.hpp"

namespace linli::gridding_files {
namespace {

namespace fs = std::filesystem;

struct PlanCommandTest : ::testing::Test {
  PlanCommandTest() {
    std::string name = (fs::temp_directory_path() / "linli-plan-XXXXXX").string();
    folder = mkdtemp(name.data());
  }
  ~PlanCommandTest() override { fs::remove_all(folder); }

  std::string file(const std::string& name, const std::string& text) {
    std::ofstream(folder / name) << text;
    return (folder / name).string();
  }
  int run(std::vector<std::string> args) {
    out.str(""), err.str("");
    return run_plan_command(args, out, err);
  }
  // Plans two small files.
  int plan(const std::string& nodes, const std::string& edges) {
    return run({"--nodes", file("n.csv", nodes), "--edges", file("e.csv", edges), "--threshold", "300", "--json"});
  }
  boost::json::object report() const { return boost::json::parse(out.str()).as_object(); }

  fs::path folder;
  std::ostringstream out, err;
};

const std::string kSyn1063 = std::string(LINLI_TEST_REGIONS) + "/syn1063";

TEST_F(PlanCommandTest, PlansTheSyntheticDistrictToItsProvenOptimum) {
  const std::string labels = (folder / "labels.csv").string();
  ASSERT_EQ(run({"--nodes", kSyn1063 + "/nodes.csv", "--edges", kSyn1063 + "/edges.csv", "--mode", "grid",
                 "--threshold", "300", "--hi", "400", "--threads", "2", "--labels", labels, "--json", "--geojson",
                 (folder / "g.json").string(), "--xlsx", (folder / "g.xlsx").string()}),
            0)
      << err.str();
  const auto json = report();
  EXPECT_EQ(json.at("value").at("valid").as_int64(), 268);
  EXPECT_EQ(json.at("value").at("undersize").as_int64(), 21);
  EXPECT_EQ(json.at("proof").as_string(), "proven optimal");
  EXPECT_EQ(json.at("communities").as_array().size(), 89U);
  EXPECT_EQ(boost::json::parse(*read_file((folder / "g.json").string())).at("features").as_array().size(), 1063U);
  EXPECT_TRUE(read_file((folder / "g.xlsx").string())->starts_with("PK"));
}

TEST_F(PlanCommandTest, TheLabelsReadBackAreTheGridsInForce) {
  const std::string labels = (folder / "labels.csv").string();
  ASSERT_EQ(run({"--nodes", kSyn1063 + "/nodes.csv", "--edges", kSyn1063 + "/edges.csv", "--threshold", "300",
                 "--labels", labels}),
            0);
  std::string nodes = "id,weight,type,community,x,y,grid\n";
  CsvReader before(*read_file(kSyn1063 + "/nodes.csv")), grids(*read_file(labels));
  before.next(), grids.next();
  while (before.next() && grids.next()) {
    const auto& f = before.fields();
    for (const auto column : {f[0], f[3], f[4], f[5], f[1], f[2]}) nodes += std::string(column) + ",";
    nodes += "g" + std::string(grids.fields()[1]) + "\n";
  }
  ASSERT_EQ(run({"--nodes", file("again.csv", nodes), "--edges", kSyn1063 + "/edges.csv", "--threshold", "300",
                 "--replan", "--json"}),
            0);
  EXPECT_EQ(report().at("value").at("moved").as_int64(), 0);
  EXPECT_EQ(report().at("value").at("valid").as_int64(), 268);
}

TEST_F(PlanCommandTest, EveryAnswerOnTheSyntheticDistrictPassesTheIndependentRules) {
  const auto instance = read_instance({kSyn1063 + "/nodes.csv", kSyn1063 + "/edges.csv"}).value();
  for (const gridding::Households threshold : {100, 300, 700}) {
    const gridding::GridRules rules{.threshold = threshold, .upper = threshold * 4 / 3};
    const auto plan = gridding::plan_grids(instance, rules).value();
    EXPECT_EQ(gridding::testing::violations(instance, rules, plan), std::vector<std::string>{});
  }
}

TEST_F(PlanCommandTest, GeneratesADistrictThatItCanPlan) {
  const std::string made = (folder / "made").string();
  ASSERT_EQ(run({"--generate", "600", "--out", made, "--seed", "3"}), 0);
  EXPECT_EQ(run({"--nodes", made + "/nodes.csv", "--edges", made + "/edges.csv", "--threshold", "300", "--json"}), 0);
  EXPECT_EQ(report().at("proof").as_string(), "proven optimal");
}

TEST_F(PlanCommandTest, ReadsChineseHeadingsInAnyOrder) {
  EXPECT_EQ(plan("户数,社区,小区编号\n200,东,甲\n150,东,乙\n", "小区,相邻小区\n甲,乙\n"), 0) << err.str();
  EXPECT_EQ(report().at("value").at("valid").as_int64(), 1);
}

TEST_F(PlanCommandTest, EmptyFilesMakeAnEmptyPlan) {
  EXPECT_EQ(plan("", ""), 0) << err.str();
  EXPECT_EQ(plan("id,weight\n", "u,v\n"), 0) << err.str();
  EXPECT_EQ(report().at("grids").as_int64(), 0);
}

TEST_F(PlanCommandTest, FaultsNameTheirLines) {
  EXPECT_EQ(plan("id,weight\na,many\n", "u,v\n"), 1);
  EXPECT_NE(err.str().find("n.csv:2: "), std::string::npos);
  EXPECT_EQ(plan("id,weight\na,1.5\n", "u,v\n"), 1);
  EXPECT_EQ(plan("id,weight\na,1\na,2\n", "u,v\n"), 1);
  EXPECT_NE(err.str().find("n.csv:3: "), std::string::npos);
  EXPECT_EQ(plan("id,weight\na,1\n", "u,v\na,b\n"), 1);
  EXPECT_NE(err.str().find("e.csv:2: "), std::string::npos);
  EXPECT_EQ(plan("name,weight\na,1\n", "u,v\n"), 1);
  EXPECT_EQ(plan("id,weight\n\xff\xfe,1\n", "u,v\n"), 1);
}

TEST_F(PlanCommandTest, NoFeasibleRegionsIsAFault) {
  const auto nodes = file("n.csv", "id,weight,vap\na,5,1\nb,5,2\n"), edges = file("e.csv", "u,v\na,b\n");
  EXPECT_EQ(run({"--nodes", nodes, "--edges", edges, "--mode", "maxp", "--threshold", "20", "--attr", "vap", "--json"}),
            1);
  EXPECT_EQ(run({"--nodes", nodes, "--edges", edges, "--mode", "maxp", "--threshold", "10", "--attr", "vap", "--json"}),
            0);
  EXPECT_EQ(
      run({"--nodes", nodes, "--edges", edges, "--mode", "maxp", "--threshold", "10", "--attr", "gone", "--json"}), 1);
}

// Four courtyards of 160 in a row, one large one, of one community.
const std::string kRowNodes = "id,weight,community\na,160,k\nb,160,k\nc,160,k\nd,160,k\nbig,1200,k\n";
const std::string kRowEdges = "u,v,barrier\na,b,\nb,c,\nc,d,\nd,big,\n";

struct PlanRulesTest : PlanCommandTest {
  int with(std::vector<std::string> more) {
    std::vector<std::string> args{
        "--nodes",  file("n.csv", kRowNodes),    "--edges", file("e.csv", kRowEdges), "--threshold", "300",
        "--labels", (folder / "l.csv").string(), "--json"};
    args.insert(args.end(), more.begin(), more.end());
    return run(args);
  }
  std::int64_t value(const char* name) const { return report().at("value").at(name).as_int64(); }
  std::string labels() const { return *read_file((folder / "l.csv").string()); }
};

TEST_F(PlanRulesTest, GroupsStayTogetherAndPairsApart) {
  ASSERT_EQ(with({}), 0) << err.str();
  EXPECT_EQ(value("valid"), 3);
  ASSERT_EQ(with({"--together", file("t.csv", "group,id\n1,b\n1,c\n")}), 0) << err.str();
  EXPECT_EQ(value("valid"), 2);  // a and d are left, each with b and c between them
  ASSERT_EQ(with({"--apart", file("a.csv", "u,v\na,b\n")}), 0) << err.str();
  EXPECT_EQ(value("undersize"), 1);
}

TEST_F(PlanRulesTest, FaultsOfRulesNameFileAndLine) {
  EXPECT_EQ(with({"--together", file("t.csv", "group,id\n1,b\n1,nobody\n")}), 1);
  EXPECT_NE(err.str().find("t.csv:3: "), std::string::npos) << err.str();
  EXPECT_EQ(with({"--apart", file("a.csv", "u,v\na,nobody\n")}), 1);
  EXPECT_NE(err.str().find("a.csv:2: "), std::string::npos) << err.str();
  EXPECT_EQ(
      with({"--together", file("t.csv", "group,id\n1,b\n1,c\n2,c\n2,d\n"), "--apart", file("a.csv", "u,v\n\nb,c\n")}),
      1);
  EXPECT_NE(err.str().find("a.csv:3: "), std::string::npos) << err.str();
  EXPECT_EQ(with({"--apart", file("a.csv", "from\n")}), 1);
  EXPECT_EQ(with({"--apart", "/nowhere/a.csv"}), 3);
  EXPECT_EQ(with({"--present", file("p.csv", "id,region\na,1\nnobody,2\n")}), 1);
  EXPECT_NE(err.str().find("p.csv:3: "), std::string::npos) << err.str();
}

TEST_F(PlanRulesTest, LargeCourtyardsAreSplitByBuildings) {
  const std::string rows = "courtyard,id,weight\nbig,1,400\nbig,2,400\nbig,3,400\n";
  ASSERT_EQ(with({"--buildings", file("b.csv", rows)}), 0) << err.str();
  EXPECT_EQ(value("valid"), 5);
  EXPECT_NE(labels().find("big/3,"), std::string::npos) << labels();
  ASSERT_EQ(with({"--buildings", file("b.csv", rows), "--split-above", "1200"}), 0);
  EXPECT_EQ(value("valid"), 3);
  ASSERT_EQ(with({"--buildings", file("b.csv", rows), "--together", file("t.csv", "group,id\n1,big\n1,d\n")}), 0);
  EXPECT_EQ(value("valid"), 2);  // bound to a neighbour it stays whole
  EXPECT_EQ(with({"--buildings", file("b.csv", rows + "gone,1,5\n")}), 1);
  EXPECT_NE(err.str().find("b.csv:5: "), std::string::npos) << err.str();
  EXPECT_EQ(with({"--buildings", file("b.csv", "courtyard,id,weight\nbig,1,x\n")}), 1);
  EXPECT_NE(err.str().find("b.csv:2: "), std::string::npos) << err.str();
}

TEST_F(PlanRulesTest, LeftoversMayJoinALargeNeighbour) {
  ASSERT_EQ(with({"--apart", file("a.csv", "u,v\nc,d\n")}), 0);
  EXPECT_EQ(value("undersize"), 1);
  ASSERT_EQ(with({"--apart", file("a.csv", "u,v\nc,d\n"), "--leftovers", "join"}), 0);
  EXPECT_EQ(value("undersize"), 0);
}

TEST_F(PlanRulesTest, WhatLabelsWroteIsReadAsTheGridsInForce) {
  ASSERT_EQ(with({}), 0);
  const std::string before = labels();
  ASSERT_EQ(with({"--present", file("p.csv", before), "--replan"}), 0) << err.str();
  EXPECT_EQ(value("moved"), 0);
  ASSERT_EQ(with({"--present", file("p.csv", "id,region\na,1\nb,2\nc,2\nd,1\n"), "--replan"}), 0) << err.str();
  EXPECT_EQ(value("moved"), 320);
}

TEST_F(PlanRulesTest, ObjectivesComeInTheOrderAskedFor) {
  EXPECT_EQ(with({"--order", "compactness,excess"}), 0) << err.str();
  EXPECT_EQ(with({"--order", "excess,excess"}), 2);
  EXPECT_EQ(with({"--order", "beauty"}), 2);
  EXPECT_EQ(with({"--split-above", "900"}), 2);
  EXPECT_EQ(with({"--mode", "maxp", "--together", "t.csv"}), 2);
}

TEST_F(PlanCommandTest, WrongUseAndUnreadableFilesAreToldApart) {
  EXPECT_EQ(run({}), 2);
  EXPECT_EQ(run({"--nonsense"}), 2);
  EXPECT_EQ(run({"--nodes", "n", "--edges", "e", "--threshold", "-1", "--json"}), 2);
  EXPECT_EQ(run({"--generate", "10"}), 2);
  EXPECT_EQ(run({"--nodes", "/nowhere/n.csv", "--edges", "/nowhere/e.csv", "--threshold", "300", "--json"}), 3);
  EXPECT_EQ(run({"--help"}), 0);
}

}  // namespace
}  // namespace linli::gridding_files
