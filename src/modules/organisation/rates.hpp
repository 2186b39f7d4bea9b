#pragma once
// How often two posts that the model wants together are held by one person (一肩挑), over many places. Pure.

#include <map>
#include <span>
#include <vector>

#include "modules/bodies/types.hpp"
#include "modules/organisation/types.hpp"
#include "modules/rules/api.hpp"

namespace linli::organisation {

// The texts publish a rate without saying of what it is one, so each denominator stands for itself.
struct TogetherRate {
  const rules::Together* together = nullptr;
  std::vector<const rules::Post*> posts;  // the two
  int places = 0;                         // places where bodies with both posts stand
  int filled = 0;                         // of them, where somebody (if asked for, a member) holds each of the two
  int one_person = 0;                     // of them, where one person holds both
};

// In the model's order; pairs of posts that no place has are left out.
[[nodiscard]] std::vector<TogetherRate> together_rates(const rules::Model& model, std::span<const bodies::Body> bodies,
                                                       std::span<const Appointment> appointments, Date on);

}  // namespace linli::organisation
