#include "modules/people/upkeep.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <ostream>

#include "modules/people/care.hpp"

namespace linli::people {

using storage::Snapshot;
using storage::Transaction;

namespace {

constexpr int kPortionOfPeople = 500;

Pen system_pen(const storage::Store& store, const Snapshot& snapshot, DistrictId district, Offset offset) {
  return {store.keys(), *Book::shipped(), district, {}, date_of(snapshot.now(), offset)};
}

std::vector<Expiring> due_people(storage::Store& store, DistrictId district, Offset offset) {
  return store.read_now([&](Snapshot& snapshot) {
    return expiring(snapshot, system_pen(store, snapshot, district, offset), kPortionOfPeople);
  });
}

void print_expiring(const Expiring& one, std::ostream& out) {
  const auto& book = *Book::shipped();
  out << fmt::format("{}  {}  {} {}\n", to_string(one.person), format_date(one.left_on),
                     one.whole ? "整条删除 erased" : "到期字段 fields", one.name);
  for (const auto& field : book.fields()) {
    const bool named = std::ranges::find(one.fields, field.name) != one.fields.end();
    if (!named && !(one.whole && field.name == "name")) continue;
    out << fmt::format("    {} {}: 搬离后 {} 个月 months after leaving, {}\n", field.label.zh, field.label.en,
                       field.keep_months, field.law);
  }
}

}  // namespace

std::int64_t expire_people(storage::Store& store, DistrictId district, Offset offset) {
  const auto due = due_people(store, district, offset);
  if (due.empty()) return 0;
  return store.write_now([&](Transaction& transaction) {
    return let_go(transaction, system_pen(store, transaction, district, offset), due);
  });
}

int run_people_command(std::span<const std::string> arguments, const PeopleWiring& wiring, std::ostream& out,
                       std::ostream& err) {
  bool dry_run = false;
  bool known = !arguments.empty() && arguments.front() == "retention";
  for (const auto& argument : arguments.subspan(known ? 1 : 0)) {
    if (argument == "--dry-run")
      dry_run = true;
    else
      known = false;
  }
  if (!known) {
    err << "linli people retention [--dry-run]\n";
    return 2;
  }
  std::int64_t persons = 0;
  while (true) {
    const auto due = due_people(wiring.store, wiring.district, wiring.offset);
    for (const auto& one : due) print_expiring(one, out);
    persons += static_cast<std::int64_t>(due.size());
    if (dry_run || due.empty()) break;
    wiring.store.write_now([&](Transaction& transaction) {
      return let_go(transaction, system_pen(wiring.store, transaction, wiring.district, wiring.offset), due);
    });
  }
  out << fmt::format(
      fmt::runtime(dry_run ? "试运行：{} 人到期，没有改动 / a dry run: {} persons are due, nothing was changed\n"
                           : "已处理 {} 人 / {} persons let go\n"),
      persons, persons);
  return 0;
}

}  // namespace linli::people
