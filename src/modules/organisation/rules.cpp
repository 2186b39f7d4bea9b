#include "modules/organisation/rules.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"

namespace linli::organisation {
namespace {

constexpr std::size_t kMostCharacters = 60;
constexpr int kMostMonths = 60;
constexpr std::size_t kMostSeats = 60;

void check_text(std::string field, const std::string& text, bool needed, std::vector<Fault>& faults) {
  if (text.empty() && needed)
    faults.push_back({std::move(field), {}, "", {"没有填写", "It is empty"}, {"请填写", "Please fill it in"}});
  else if (length_utf8(text) > kMostCharacters)
    faults.push_back(
        {std::move(field), {}, text, {"太长", "It is too long"}, {"不超过60个字", "At most 60 characters"}});
}

}  // namespace

bool in_force(Date from, const std::optional<Date>& to, Date on) { return from <= on && (!to || on < *to); }

std::vector<Fault> check_relation(const NewRelation& relation) {
  std::vector<Fault> faults;
  if (relation.over == relation.under) {
    faults.push_back({"under_id",
                      {},
                      to_string(relation.under),
                      {"一个组织不能与自己建立关系", "A body has no relation with itself"},
                      {"请选择另一个组织", "Choose another body"}});
  }
  check_text("document", relation.document, false, faults);
  return faults;
}

bool makes_ring(const NewRelation& relation, std::span<const BodyRelation> leads) {
  std::set<BodyId> above{relation.over};
  for (bool grown = true; grown;) {
    grown = false;
    for (const auto& link : leads) {
      if (above.contains(link.under) && above.insert(link.over).second) grown = true;
    }
  }
  return above.contains(relation.under);
}

std::vector<Fault> check_appointment(const NewAppointment& appointment) {
  std::vector<Fault> faults;
  check_text("post", appointment.post, true, faults);
  check_text("holder", appointment.holder, true, faults);
  check_text("document", appointment.document, false, faults);
  if (appointment.term_ends && *appointment.term_ends < appointment.from) {
    faults.push_back({"term_ends",
                      {},
                      format_date(*appointment.term_ends),
                      {"任期届满早于任职日期", "The term ends before it begins"},
                      {"请核对两个日期", "Please check both days"}});
  }
  return faults;
}

std::vector<Fault> check_rotation(const Rotation& rotation) {
  std::vector<Fault> faults;
  if (rotation.months < 1 || rotation.months > kMostMonths) {
    faults.push_back({"months",
                      {},
                      std::to_string(rotation.months),
                      {"每届轮值的月数不对", "So many months cannot be"},
                      {"写1至60之间的整数", "Write a whole number from 1 to 60"}});
  }
  if (rotation.order.size() < 2 || rotation.order.size() > kMostSeats) {
    faults.push_back({"seats",
                      {},
                      std::to_string(rotation.order.size()),
                      {"轮值要有2至60个席位", "A chair goes round 2 to 60 seats"},
                      {"按轮值次序逐个写出", "Name them in the order of their turns"}});
  }
  for (const auto& seat : rotation.order) check_text("seats", seat, true, faults);
  return faults;
}

Date months_after(Date day, int months) {
  const auto month = day.year() / day.month() + std::chrono::months{months};
  const Date wanted = month / day.day();
  return wanted.ok() ? wanted : Date(month / std::chrono::last);
}

std::vector<Turn> turns(const Rotation& rotation, Date first, Date last) {
  std::vector<Turn> all;
  if (rotation.order.empty() || rotation.months < 1) return all;
  for (int turn = 0;; ++turn) {
    const auto from = months_after(rotation.from, turn * rotation.months);
    if (from > last || (rotation.to && from >= *rotation.to)) return all;
    auto to = months_after(rotation.from, (turn + 1) * rotation.months);
    if (rotation.to) to = std::min(to, *rotation.to);
    if (to <= first) continue;
    all.push_back({rotation.order[static_cast<std::size_t>(turn) % rotation.order.size()], from, to});
  }
}

}  // namespace linli::organisation
