#include <utility>

#include "modules/desk/types.hpp"

namespace linli::desk {

std::string_view to_string(ItemKind kind) {
  switch (kind) {
    case ItemKind::View:
      return "view";
    case ItemKind::Macro:
      return "macro";
    case ItemKind::Template:
      return "template";
  }
  std::unreachable();
}

std::optional<ItemKind> parse_item_kind(std::string_view text) {
  for (const auto kind : {ItemKind::View, ItemKind::Macro, ItemKind::Template})
    if (to_string(kind) == text) return kind;
  return std::nullopt;
}

std::string_view to_string(JobKind kind) { return kind == JobKind::Bulk ? "bulk" : "export"; }

std::string_view to_string(JobState state) {
  switch (state) {
    case JobState::Waiting:
      return "waiting";
    case JobState::Running:
      return "running";
    case JobState::Finished:
      return "finished";
    case JobState::Cancelled:
      return "cancelled";
    case JobState::Failed:
      return "failed";
  }
  std::unreachable();
}

std::string_view to_string(RowState state) {
  switch (state) {
    case RowState::Waiting:
      return "waiting";
    case RowState::Done:
      return "done";
    case RowState::Refused:
      return "refused";
  }
  std::unreachable();
}

}  // namespace linli::desk
