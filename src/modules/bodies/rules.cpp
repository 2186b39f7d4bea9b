#include "modules/bodies/rules.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "modules/bodies/errors.hpp"

namespace linli::bodies {
namespace {

constexpr std::size_t kMaxName = 60;
constexpr std::size_t kMaxPhone = 40;
constexpr int kMostPeople = 1'000'000;

bool is_phone(std::string_view phone) {
  return std::ranges::all_of(
      phone, [](char c) { return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == ' ' || c == ','; });
}

void check_count(std::string field, const std::optional<int>& count, std::vector<Fault>& faults) {
  if (!count || (*count >= 0 && *count <= kMostPeople)) return;
  faults.push_back({std::move(field),
                    {},
                    std::to_string(*count),
                    {"人数不对", "So many people cannot be"},
                    {"写 0 以上的整数", "Write a whole number from 0"}});
}

void check_model_facts(const ModelFacts& model, std::vector<Fault>& faults) {
  if (model.kind.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_.") != std::string::npos) {
    faults.push_back({"model_kind",
                      {},
                      model.kind,
                      {"没有这种组织", "There is no such kind of body"},
                      {"用模式里的代码", "Use a code of the model"}});
  }
  check_count("seats", model.seats, faults);
  check_count("members", model.members, faults);
  check_count("full_members", model.full_members, faults);
  check_count("party_members", model.party_members, faults);
}

}  // namespace

std::string plain_name(std::string_view name) {
  const auto plain = normalise_width(name);
  return std::string(trim(plain));
}

std::vector<Fault> check_body(const Body& body) {
  std::vector<Fault> faults;
  if (body.name.empty()) {
    faults.push_back({"name", {}, "", {"没有名称", "There is no name"}, {"请填写单位名称", "Give the body's name"}});
  } else if (length_utf8(body.name) > kMaxName) {
    faults.push_back(
        {"name", {}, body.name, {"名称过长", "The name is too long"}, {"不超过60个字", "At most 60 characters"}});
  }
  if (!is_phone(body.phone) || body.phone.size() > kMaxPhone) {
    faults.push_back({"phone",
                      {},
                      body.phone,
                      {"电话只能有数字、横线和加号", "A telephone number has digits, hyphens and plus signs only"},
                      {"例如 0374-9912345", "For example 0374-9912345"}});
  }
  check_model_facts(body.model, faults);
  return faults;
}

Result<Body> changed(const Body& current, const BodyChange& change) {
  if (change.from < current.from) {
    return fail(kBadBody, {{"from",
                            {},
                            format_date(change.from),
                            {"早于现行信息的生效日期 " + format_date(current.from),
                             "It lies before the version in force, of " + format_date(current.from)},
                            {"请用更晚的日期", "Use a later day"}}});
  }
  Body next = current;
  next.version = current.version + 1;
  next.from = change.from;
  if (change.name) next.name = plain_name(*change.name);
  if (change.kind) next.kind = *change.kind;
  if (change.phone) next.phone = std::string(trim(*change.phone));
  if (change.areas) next.areas = *change.areas;
  if (change.model) next.model = *change.model;
  if (auto faults = check_body(next); !faults.empty()) return fail(kBadBody, std::move(faults));
  return next;
}

}  // namespace linli::bodies
