// Values and statements of a connection, on both engines.

#include "storage/database.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <limits>

#include "storage/row_stream.hpp"
#include "storage/testing/notes.hpp"
#include "storage/testing/test_store.hpp"

namespace linli::storage {
namespace {

using namespace testing;

class Values : public ::testing::TestWithParam<Engine> {
 protected:
  TestStore world{{kNotes}, GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Engines, Values, ::testing::Values(Engine::Sqlite, Engine::Postgres),
                         [](const auto& info) { return info.param == Engine::Sqlite ? "Sqlite" : "Postgres"; });

std::string clean(std::string text) {  // PostgreSQL takes UTF-8 without NUL only; ASCII is enough to shuffle
  for (auto& c : text) c = static_cast<char>(c & 0x7f) == 0 ? 'x' : static_cast<char>(c & 0x7f);
  return text;
}

TEST_P(Values, ComeBackAsTheyWere) {
  std::int64_t id = 0;
  const bool good = rc::check([&](std::string body, const std::vector<std::uint8_t>& raw, double weight) {
    body = clean(body);
    Bytes sealed(raw.size());
    std::transform(raw.begin(), raw.end(), sealed.begin(), [](auto b) { return std::byte{b}; });
    ++id;
    world->write_now([&](Transaction& t) {
      return t.execute("INSERT INTO notes (district, id, body, weight, sealed) VALUES ($1, $2, $3, $4, $5)", kDistrict,
                       id, body, weight, sealed);
    });
    world->read_now([&](Snapshot& s) {
      auto rows = s.query("SELECT body, weight, sealed, id FROM notes WHERE district = $1 AND id = $2", kDistrict, id);
      RC_ASSERT(rows.next());
      RC_ASSERT(rows.text(0) == body);
      RC_ASSERT(rows.real(1) == weight);
      RC_ASSERT(std::ranges::equal(rows.bytes(2), sealed));
      RC_ASSERT(rows.kind(0) == ValueKind::Text);
      RC_ASSERT(rows.kind(1) == ValueKind::Real);
      RC_ASSERT(rows.kind(2) == ValueKind::Bytes);
      RC_ASSERT(rows.kind(3) == ValueKind::Integer);
      RC_ASSERT(!rows.next());
      return 0;
    });
  });
  EXPECT_TRUE(good);
}

TEST_P(Values, KeepTheLimitsOfTheirTypes) {
  for (const auto number : {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max(),
                            std::int64_t{9007199254740993}}) {
    world->write_now([&](Transaction& t) { return t.execute("INSERT INTO plain (id) VALUES ($1)", number); });
    EXPECT_EQ(world->read_now([&](Snapshot& s) {
      auto rows = s.query("SELECT id FROM plain WHERE id = $1", number);
      return rows.next() ? rows.integer(0) : 0;
    }),
              number);
  }
}

TEST_P(Values, NullIsTold) {
  world->write_now(
      [](Transaction& t) { return t.execute("INSERT INTO plain (id, note) VALUES (1, $1)", std::nullopt); });
  world->write_now([](Transaction& t) { return t.execute("INSERT INTO plain (id, note) VALUES (2, $1)", ""); });
  world->read_now([](Snapshot& s) {
    auto rows = s.query("SELECT note FROM plain ORDER BY id");
    EXPECT_TRUE(rows.next());
    EXPECT_TRUE(rows.is_null(0));
    EXPECT_EQ(rows.kind(0), ValueKind::Null);
    EXPECT_EQ(rows.text(0), "");
    EXPECT_EQ(rows.integer(0), 0);
    EXPECT_FALSE(rows.maybe_string(0));
    EXPECT_TRUE(rows.next());
    EXPECT_EQ(rows.maybe_string(0), "");
    return 0;
  });
}

TEST_P(Values, ParametersMayComeInAnyOrderAndTwice) {
  world->write_now(
      [](Transaction& t) { return t.execute("INSERT INTO plain (note, id, parent) VALUES ($2, $1, $1)", 5, "five"); });
  EXPECT_EQ(integer_of(*world, "SELECT parent FROM plain WHERE note = 'five'"), 5);
}

TEST_P(Values, TheSameStatementMayRunInsideItself) {
  world->write_now([](Transaction& t) { return t.execute("INSERT INTO plain (id) VALUES (1), (2), (3)"); });
  world->read_now([](Snapshot& s) {
    static constexpr std::string_view kSql = "SELECT id FROM plain WHERE id > $1 ORDER BY id";
    std::vector<std::int64_t> seen;
    auto outer = s.query(kSql, 0);
    while (outer.next()) {
      auto inner = s.query(kSql, outer.integer(0));
      while (inner.next()) seen.push_back(outer.integer(0) * 10 + inner.integer(0));
    }
    EXPECT_EQ(seen, (std::vector<std::int64_t>{12, 13, 23}));
    return 0;
  });
}

TEST_P(Values, ArgumentsMayGoBeforeTheRowsAreRead) {
  world->write_now([](Transaction& t) {
    return t.execute("INSERT INTO plain (id, note) VALUES (1, 'a long enough text to be on the heap'), (2, 'b')");
  });
  world->read_now([](Snapshot& s) {
    auto text = std::make_unique<std::string>("a long enough text to be on the heap");
    auto rows = s.query("SELECT id FROM plain WHERE note = $1 OR id = 2 ORDER BY id DESC", *text);
    text.reset();
    EXPECT_TRUE(rows.next());
    EXPECT_TRUE(rows.next());
    EXPECT_EQ(rows.integer(0), 1);
    return 0;
  });
}

TEST_P(Values, StatementsBeyondTheCacheStillWork) {
  world->read_now([](Snapshot& s) {
    for (int i = 0; i < 2'100; ++i) {
      auto rows = s.query("SELECT " + std::to_string(i % 1'050));
      EXPECT_TRUE(rows.next());
      EXPECT_EQ(rows.integer(0), i % 1'050);
    }
    return 0;
  });
}

TEST_P(Values, AStreamGivesEveryRowOnce) {
  world->write_now([](Transaction& t) {
    for (int i = 1; i <= 4'500; ++i) t.execute("INSERT INTO plain (id) VALUES ($1)", i);
    return 0;
  });
  world->read_now([](Snapshot& s) {
    std::int64_t next = 1;
    RowStream rows(s, "SELECT id FROM plain ORDER BY id");
    while (rows.next()) EXPECT_EQ(rows.row().integer(0), next++);
    EXPECT_EQ(next, 4'501);
    return 0;
  });
}

}  // namespace
}  // namespace linli::storage
