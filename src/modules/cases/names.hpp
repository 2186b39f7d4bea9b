#pragma once
// Names of states, steps and channels: in the interface, and as people read them.

#include <optional>
#include <string_view>

#include "base/error.hpp"
#include "modules/cases/types.hpp"

namespace linli::cases {

[[nodiscard]] std::string_view to_string(State state);
[[nodiscard]] std::string_view to_string(Step step);
[[nodiscard]] std::string_view to_string(Channel channel);
[[nodiscard]] std::string_view to_string(LeadKind kind);
[[nodiscard]] std::string_view to_string(storage::ActorKind kind);
[[nodiscard]] std::optional<State> parse_state(std::string_view text);
[[nodiscard]] std::optional<Step> parse_step(std::string_view text);
[[nodiscard]] std::optional<Channel> parse_channel(std::string_view text);
[[nodiscard]] std::optional<LeadKind> parse_lead_kind(std::string_view text);
// What the button says.
[[nodiscard]] Text label_of(Step step);
[[nodiscard]] Text label_of(State state);
[[nodiscard]] Text label_of(Channel channel);

}  // namespace linli::cases
