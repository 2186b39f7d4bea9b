#include "storage/search_index.hpp"

#include <gtest/gtest.h>

#include <array>

#include "storage/testing/test_store.hpp"

namespace linli::storage {
namespace {

constexpr std::array kSearchMigrations{
    Migration{1, "an index", LINLI_SEARCH_TABLES("note"), LINLI_SEARCH_TABLES_POSTGRES("note")}};
const Schema kSearchSchema{"searching", kSearchMigrations, {}};

class SearchIndexOn : public ::testing::TestWithParam<Engine> {
 protected:
  void put(std::int64_t id, std::string_view tokens, std::optional<std::string_view> before = std::nullopt) {
    world->write_now([&](Transaction& transaction) {
      index.put(transaction, district, id, before, tokens);
      return true;
    });
  }
  int fold(int limit = 1000) {
    return world->write_now([&](Transaction& transaction) { return index.fold(transaction, limit); });
  }
  std::vector<std::int64_t> find(const SearchQuery& query, std::int64_t below = INT64_MAX, int limit = 100) {
    return world->read_now([&](Snapshot& snapshot) { return index.find(snapshot, district, query, below, limit); });
  }
  static SearchAny one(std::string token, bool begins = false) { return {{{std::move(token), begins}}}; }

  testing::TestStore world{{kSearchSchema}, GetParam()};
  DistrictId district{7};
  SearchIndex index{"note"};
  using Ids = std::vector<std::int64_t>;
};
INSTANTIATE_TEST_SUITE_P(Engines, SearchIndexOn, ::testing::Values(Engine::Sqlite, Engine::Postgres),
                         [](const auto& info) { return info.param == Engine::Sqlite ? "Sqlite" : "Postgres"; });

TEST_P(SearchIndexOn, FindsTheSameBeforeAndAfterFolding) {
  put(1, "停水 水 \uE000a");
  put(2, "停水 水管 漏水 \uE000b");
  put(3, "led 路灯");
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(find({one("停水")}), (Ids{2, 1}));
    EXPECT_EQ(find({one("停水"), one("漏水")}), (Ids{2}));
    EXPECT_EQ(find({one("停水"), one("\uE000a")}), (Ids{1}));
    EXPECT_EQ(find({one("水", true)}), (Ids{2, 1}));
    EXPECT_EQ(find({one("le", true)}), (Ids{3}));
    EXPECT_EQ(find({{{{"led"}}, {{"停水"}, {"漏水"}}}}), (Ids{3, 2}));
    EXPECT_EQ(find({one("停")}), Ids{});
    fold();
  }
}

TEST_P(SearchIndexOn, AChangedDocumentIsFoundUnderItsNewTokensOnly) {
  put(1, "停水");
  put(2, "停水");
  fold();
  put(1, "停水 \uE000x", "停水");
  put(1, "漏水 \uE000x", "停水 \uE000x");
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(find({one("停水")}), (Ids{2}));
    EXPECT_EQ(find({one("\uE000x")}), (Ids{1}));
    fold();
  }
}

TEST_P(SearchIndexOn, PagesGoDownByKey) {
  for (std::int64_t id = 1; id <= 9; ++id) put(id, "水");
  fold(4);
  EXPECT_EQ(find({one("水")}, INT64_MAX, 4), (Ids{9, 8, 7, 6}));
  EXPECT_EQ(find({one("水")}, 6, 4), (Ids{5, 4, 3, 2}));
  EXPECT_EQ(find({one("水")}, 2, 4), (Ids{1}));
}

TEST_P(SearchIndexOn, NoneOfNothingIsNothing) {
  put(1, "水");
  EXPECT_EQ(find({one("水"), {}}), Ids{});
}

TEST_P(SearchIndexOn, QuotesAndOperatorsAreOnlyCharacters) {
  put(1, "水");
  for (const auto* rubbish : {"\"", "'", "水\" OR \"x", "a' | 'b", "\\", "AND", "*", "tokens:水", "^水"})
    EXPECT_EQ(find({one(rubbish)}), Ids{}) << rubbish;
  EXPECT_EQ(find({one("水")}), (Ids{1}));
}

TEST_P(SearchIndexOn, WhatWasRolledBackIsNotFound) {
  world->write_now([&](Transaction& transaction) -> Result<int> {
    index.put(transaction, district, 5, std::nullopt, "水");
    index.fold(transaction, 10);
    return fail(ErrorSpec{ErrorKind::Conflict, "test.no", "否", "no"});
  });
  EXPECT_EQ(find({one("水")}), Ids{});
}

}  // namespace
}  // namespace linli::storage
