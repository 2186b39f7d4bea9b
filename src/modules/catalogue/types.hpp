#pragma once
// Plain values of the catalogue.

#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/id.hpp"
#include "base/time.hpp"

namespace linli::catalogue {

// The units of the glossary: a limit is stated in one of them and mixed with others within one case.
enum class LimitUnit { WorkingHours, WorkingDays, CalendarHours, CalendarDays };

struct Limit {
  int amount = 0;
  LimitUnit unit = LimitUnit::CalendarDays;
  bool operator==(const Limit&) const = default;
};

// Who a matter goes to when it comes in.
enum class Handler { Grid, Community, Body };

struct Matter {
  MatterId id;
  MatterId parent;
  std::string code;
  Text name;
  std::string kind;  // service | component | event
  Handler handler = Handler::Grid;
  BodyId body;  // whom it goes to when handler is Body; else whom the desk is offered first
  std::optional<Limit> respond;
  std::optional<Limit> settle;
  bool leaf = true;
  bool open_to_residents = true;
  bool active = true;
  bool diverts = false;     // never taken as a case: `emergency` says whom to call
  Text guide;               // empty: none
  Text emergency;           // empty: none
  std::string departments;  // names that offices use, separated by 、; found among the bodies when these come in
  std::string source;
  int position = 0;
  int version = 0;
  std::string valid_from;
};

struct NewMatter {
  std::string code;
  MatterId parent;
  Text name;
  std::string kind;  // of a class without parent; matters take their parent's
  Handler handler = Handler::Grid;
  BodyId body;
  std::optional<Limit> respond;
  std::optional<Limit> settle;
  bool open_to_residents = true;
  bool diverts = false;
  Text guide;
  Text emergency;
  std::string departments;
  std::string source;
  Date from{};
};

// Only what is set changes, from `from` on.
struct MatterChange {
  std::optional<Text> name;
  std::optional<Text> guide;
  std::optional<Handler> handler;
  std::optional<BodyId> body;
  std::optional<std::optional<Limit>> respond;
  std::optional<std::optional<Limit>> settle;
  std::optional<bool> open_to_residents;
  std::optional<bool> active;
  std::optional<std::string> source;
  Date from{};
};

struct Alias {
  std::int64_t id = 0;
  std::string alias;
  MatterId matter;
};

}  // namespace linli::catalogue
