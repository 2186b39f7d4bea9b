// The SQLite library alone, writing the same residents: what people_import is measured against.
//   people_baseline write DB PERSONS FILE   a CSV of that many persons, three a household, for the courtyards of DB
//   people_baseline import DB               the persons of DB, again, into a fresh file: values encrypted and tokens
//                                           made beforehand, prepared statements, one transaction
#include <fmt/core.h>
#include <sqlite3.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <stdexcept>
#include <string>
#include <unordered_set>
#include <variant>
#include <vector>

#include "modules/people/id_number.hpp"
#include "modules/people/search.hpp"

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
using Blob = std::vector<unsigned char>;
using Value = std::variant<std::monostate, std::int64_t, std::string, Blob>;
using Row = std::vector<Value>;

struct Closer {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, Closer>;
using Statement = std::unique_ptr<sqlite3_stmt, Closer>;

Database open_file(const std::string& file, int flags) {
  sqlite3* raw = nullptr;
  const int result = sqlite3_open_v2(file.c_str(), &raw, flags, nullptr);
  Database database(raw);
  if (result != SQLITE_OK) throw std::runtime_error("cannot open " + file);
  return database;
}

void run(sqlite3* database, const std::string& sql) {
  if (sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
    throw std::runtime_error(sqlite3_errmsg(database));
}

Statement prepare(sqlite3* database, const std::string& sql) {
  sqlite3_stmt* raw = nullptr;
  if (sqlite3_prepare_v2(database, sql.c_str(), -1, &raw, nullptr) != SQLITE_OK)
    throw std::runtime_error(sqlite3_errmsg(database));
  return Statement(raw);
}

std::string text_at(sqlite3_stmt* row, int column) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(row, column));
  return text == nullptr ? std::string() : std::string(text);
}

Row row_of(sqlite3_stmt* statement) {
  Row row;
  for (int i = 0; i < sqlite3_column_count(statement); ++i) {
    const int type = sqlite3_column_type(statement, i);
    if (type == SQLITE_INTEGER) {
      row.emplace_back(sqlite3_column_int64(statement, i));
    } else if (type == SQLITE_TEXT) {
      row.emplace_back(text_at(statement, i));
    } else if (type == SQLITE_BLOB) {
      const auto* bytes = static_cast<const unsigned char*>(sqlite3_column_blob(statement, i));
      row.emplace_back(Blob(bytes, bytes + sqlite3_column_bytes(statement, i)));
    } else {
      row.emplace_back();
    }
  }
  return row;
}

void write(sqlite3* database, sqlite3_stmt* statement, const Row& row) {
  for (int i = 0; i < static_cast<int>(row.size()); ++i) {
    const auto& value = row[static_cast<std::size_t>(i)];
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      sqlite3_bind_int64(statement, i + 1, *number);
    } else if (const auto* text = std::get_if<std::string>(&value)) {
      sqlite3_bind_text(statement, i + 1, text->data(), static_cast<int>(text->size()), SQLITE_STATIC);
    } else if (const auto* blob = std::get_if<Blob>(&value)) {
      sqlite3_bind_blob(statement, i + 1, blob->data(), static_cast<int>(blob->size()), SQLITE_STATIC);
    } else {
      sqlite3_bind_null(statement, i + 1);
    }
  }
  if (sqlite3_step(statement) != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(database));
  sqlite3_reset(statement);
}

// One table's rows of a run of persons, and how they are written.
struct Part {
  std::string table;
  std::string select;  // ?1 and ?2: ids from, to
  std::string insert;
};

const std::vector<Part>& parts() {
  static const std::vector<Part> kParts{
      {"households", "SELECT * FROM households WHERE id > ?1 AND id <= ?2", ""},
      {"persons", "SELECT * FROM persons WHERE id > ?1 AND id <= ?2", ""},
      {"people_keys", "SELECT * FROM people_keys WHERE owner > ?1 AND owner <= ?2", ""},
      {"person_marks",
       "SELECT m.* FROM person_marks m JOIN (SELECT id FROM persons WHERE id > ?1 AND id <= ?2) p ON p.id = m.person",
       ""},
      {"residences", "SELECT * FROM residences WHERE person > ?1 AND person <= ?2", ""},
      {"search_person_index",
       "SELECT p.id, p.name, p.name_sealed, h.place FROM persons p JOIN households h ON h.district = p.district AND "
       "h.id = p.household WHERE p.id > ?1 AND p.id <= ?2",
       "INSERT INTO search_person_index (rowid, tokens) VALUES (?, ?)"},
  };
  return kParts;
}

std::vector<Row> rows_between(sqlite3* source, const std::string& sql, std::int64_t from, std::int64_t to) {
  const auto statement = prepare(source, sql);
  sqlite3_bind_int64(statement.get(), 1, from);
  sqlite3_bind_int64(statement.get(), 2, to);
  std::vector<Row> rows;
  while (sqlite3_step(statement.get()) == SQLITE_ROW) rows.push_back(row_of(statement.get()));
  return rows;
}

void copy_schema(sqlite3* source, sqlite3* target, const std::string& table) {
  const auto statement =
      prepare(source, fmt::format("SELECT sql FROM sqlite_master WHERE tbl_name = '{}' AND sql IS NOT NULL ORDER BY "
                                  "type DESC",
                                  table));
  while (sqlite3_step(statement.get()) == SQLITE_ROW) run(target, text_at(statement.get(), 0));
}

std::string insert_into(const std::string& table, std::size_t columns) {
  std::string marks;
  for (std::size_t i = 0; i < columns; ++i) marks += i == 0 ? "?" : ",?";
  return fmt::format("INSERT INTO {} VALUES ({})", table, marks);
}

// Tokens are made before the clock runs; the yard's token stands for the place.
void tokenise(std::vector<Row>& documents) {
  for (auto& row : documents) {
    const auto tokens = linli::people::person_tokens(std::get<std::string>(row[1]), std::get<std::int64_t>(row[2]) != 0,
                                                     linli::AreaId{std::get<std::int64_t>(row[3])});
    row = {row[0], tokens};
  }
}

int import(const std::string& file) {
  const auto source = open_file(file, SQLITE_OPEN_READONLY);
  const auto folder = fs::temp_directory_path() / fmt::format("linli-people-baseline-{}", getpid());
  fs::create_directories(folder);
  double seconds = 0;
  std::int64_t persons = 0;
  {
    const auto target = open_file((folder / "bare.db").string(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    run(target.get(), "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536");
    for (const auto& part : parts()) copy_schema(source.get(), target.get(), part.table);
    copy_schema(source.get(), target.get(), "journal");
    const auto timed = [&](auto work) {
      const auto began = Clock::now();
      work();
      seconds += std::chrono::duration<double>(Clock::now() - began).count();
    };
    timed([&] { run(target.get(), "BEGIN IMMEDIATE"); });
    // A few tens of thousands at a time, so that the rows fit beside what SQLite keeps.
    constexpr std::int64_t kRun = 30'000;
    std::int64_t from = 0;
    while (true) {
      const auto ends = rows_between(
          source.get(), fmt::format("SELECT id FROM persons WHERE id > ?1 AND ?2 > 0 ORDER BY id LIMIT {}", kRun), from,
          1);
      if (ends.empty()) break;
      const auto to = std::get<std::int64_t>(ends.back()[0]);
      persons += static_cast<std::int64_t>(ends.size());
      for (const auto& part : parts()) {
        auto rows = rows_between(source.get(), part.select, from, to);
        if (rows.empty()) continue;
        if (!part.insert.empty()) tokenise(rows);
        const auto statement =
            prepare(target.get(), part.insert.empty() ? insert_into(part.table, rows.front().size()) : part.insert);
        timed([&] {
          for (const auto& row : rows) write(target.get(), statement.get(), row);
        });
      }
      from = to;
    }
    auto events =
        rows_between(source.get(), "SELECT * FROM journal WHERE kind = 'people.persons_imported' AND ?1 < ?2", 0, 1);
    if (!events.empty()) {
      const auto statement = prepare(target.get(), insert_into("journal", events.front().size()));
      timed([&] {
        for (const auto& row : events) write(target.get(), statement.get(), row);
      });
    }
    timed([&] { run(target.get(), "COMMIT"); });
  }
  fs::remove_all(folder);
  fmt::print("{{\"per_second\": {:.1f}, \"persons\": {}}}\n", static_cast<double>(persons) / seconds, persons);
  return 0;
}

constexpr std::string_view kSurnames[] = {"王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴",
                                          "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马", "罗",
                                          "梁", "宋", "郑", "谢", "韩", "唐", "冯", "于", "董", "萧",
                                          "程", "曹", "袁", "邓", "许", "傅", "沈", "曾", "彭", "吕"};
constexpr std::string_view kGiven[] = {
    "伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明", "超", "秀", "霞",
    "平", "刚", "桂", "英", "华", "玉", "兰", "建", "国", "红", "梅", "文", "海", "波", "宁", "晨", "欣", "怡", "佳",
    "俊", "浩", "宇", "轩", "子", "涵", "雨", "桐", "思", "远", "志", "鹏", "春", "燕", "晓", "东", "林", "新"};

int write_csv(const std::string& file, std::int64_t persons, const std::string& csv) {
  const auto source = open_file(file, SQLITE_OPEN_READONLY);
  const auto statement =
      prepare(source.get(),
              "SELECT c.name, y.name FROM area_versions y JOIN area_versions c ON c.district = y.district AND c.id = "
              "y.parent AND c.valid_to IS NULL WHERE y.level = 3 AND y.valid_to IS NULL ORDER BY y.id");
  std::vector<Row> yards;
  while (sqlite3_step(statement.get()) == SQLITE_ROW) yards.push_back(row_of(statement.get()));
  if (yards.empty()) throw std::runtime_error("no courtyards");
  std::mt19937_64 random(20261130);
  std::unordered_set<std::string> used;
  const auto pick = [&](const auto& list) { return list[random() % std::size(list)]; };
  const auto households = (persons + 2) / 3;
  const auto a_yard =
      (households + static_cast<std::int64_t>(yards.size()) - 1) / static_cast<std::int64_t>(yards.size());
  std::ofstream out(csv);
  out << "所属社区,小区名称,单元门牌,姓名,身份证号,联系电话,与户主关系,居住方式\n";
  for (std::int64_t i = 0; i < persons; ++i) {
    const auto household = i / 3;
    const auto& yard = yards.at(static_cast<std::size_t>(household / a_yard));
    const auto door = household % a_yard;
    std::string name(pick(kSurnames));
    name += pick(kGiven);
    if (random() % 4 != 0) name += pick(kGiven);
    const bool child = i % 3 == 2 && random() % 2 == 0;
    const auto year = child ? 2013 + static_cast<int>(random() % 12) : 1935 + static_cast<int>(random() % 70);
    std::string number;
    do {
      number = fmt::format("41100{}{}{:02}{:02}{:03}", 2 + random() % 8, year, 1 + random() % 12, 1 + random() % 28,
                           random() % 1000);
    } while (!used.insert(number).second);
    number += linli::people::id_check_digit(number);
    out << fmt::format("{},{},{}号楼{}单元{:02}{:02},{},{},{},{},{}\n", std::get<std::string>(yard[0]),
                       std::get<std::string>(yard[1]), door / 60 + 1, door / 20 % 3 + 1, door % 20 / 2 + 1,
                       door % 2 + 1, name, number,
                       child ? std::string() : fmt::format("139{:08}", random() % 100'000'000),
                       i % 3 == 0   ? "户主"
                       : i % 3 == 1 ? "配偶"
                                    : "子女",
                       random() % 5 == 0 ? "租住" : "户籍");
  }
  return out.good() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> args(argv + 1, argv + argc);
  try {
    if (args.size() == 2 && args[0] == "import") return import(args[1]);
    if (args.size() == 4 && args[0] == "write") return write_csv(args[1], std::stoll(args[2]), args[3]);
  } catch (const std::exception& error) {
    fmt::print(stderr, "people_baseline: {}\n", error.what());
    return 3;
  }
  fmt::print(stderr, "usage: people_baseline write DB PERSONS FILE | import DB\n");
  return 2;
}
