#include "modules/desk/rules.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace linli::desk {

std::vector<Fault> check_item(const Item& item) {
  std::vector<Fault> faults;
  if (trim(item.name).empty())
    faults.push_back({"name", std::nullopt, {}, {"没有名称", "It has no name"}, {"写一个名称", "Give it a name"}});
  if (item.kind == ItemKind::Template && item.content == R"({"text":""})")
    faults.push_back(
        {"text", std::nullopt, {}, {"没有内容", "There are no words"}, {"写上答复的话", "Write the answer"}});
  return faults;
}

int fit_of(const Item& item, MatterId matter, std::string_view state, const catalogue::Book& book) {
  int fit = 0;
  if (item.matter) {
    const auto below = book.with_children(item.matter);
    if (std::ranges::find(below, matter) == below.end()) return -1;
    fit += item.matter == matter ? 4 : 2;
  }
  if (!item.state.empty()) {
    if (item.state != state) return -1;
    fit += 1;
  }
  return fit;
}

bool may_be_bulk(cases::Step step) {
  using cases::Step;
  // What was done, and whether it is, has to be said of each case.
  return step == Step::Dispatch || step == Step::Accept || step == Step::Return || step == Step::HandOn ||
         step == Step::Close || step == Step::Note;
}

}  // namespace linli::desk
