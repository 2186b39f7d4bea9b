// What `linli verify` asks of this module.
#include <fmt/core.h>

#include "modules/people/api.hpp"
#include "modules/people/store.hpp"

namespace linli::people {

using storage::Snapshot;

namespace {

// Counts that must be zero, each with what it means when it is not.
struct Question {
  std::string_view sql;
  std::string_view meaning;
};
constexpr std::array kQuestions{
    Question{"SELECT COUNT(*) FROM persons p WHERE p.state <> 2 AND p.household <> (SELECT r.household FROM residences "
             "r WHERE r.district = p.district AND r.person = p.id ORDER BY r.seq DESC LIMIT 1)",
             "persons whose home is not that of their last stay"},
    Question{"SELECT COUNT(*) FROM persons p WHERE p.state = 1 AND (p.name <> '' OR p.sealed IS NOT NULL OR EXISTS "
             "(SELECT 1 FROM people_keys k WHERE k.district = p.district AND k.owner = p.id))",
             "erased persons of whom something is left"},
    Question{"SELECT COUNT(*) FROM persons p WHERE p.sealed IS NOT NULL AND NOT EXISTS (SELECT 1 FROM people_keys k "
             "WHERE k.district = p.district AND k.owner = p.id)",
             "persons whose sealed values have no key"},
    Question{"SELECT COUNT(*) FROM person_marks m WHERE NOT EXISTS (SELECT 1 FROM persons p WHERE p.district = "
             "m.district AND p.id = m.person AND p.state = 0)",
             "marks of nobody"},
    Question{"SELECT COUNT(*) FROM visit_dues d WHERE NOT EXISTS (SELECT 1 FROM visit_plans q WHERE q.district = "
             "d.district AND q.id = d.plan)",
             "visits due by no plan"},
};

std::int64_t count_of(Snapshot& snapshot, std::string_view sql) {
  auto rows = snapshot.query(sql);
  return rows.next() ? rows.integer(0) : 0;
}

}  // namespace

std::optional<std::string> person_title(Snapshot& snapshot, DistrictId district, std::int64_t person) {
  const auto found = load_person(snapshot, district, PersonId{person});
  if (!found || found->name.empty()) return std::nullopt;
  return found->name;
}

std::int64_t check_people(Snapshot& snapshot, const std::function<void(std::string)>& complain) {
  for (const auto& [sql, meaning] : kQuestions)
    if (const auto wrong = count_of(snapshot, sql); wrong > 0) complain(fmt::format("{} {}", wrong, meaning));
  return count_of(snapshot, "SELECT COUNT(*) FROM persons");
}

}  // namespace linli::people
