#include "app/checks.hpp"

#include "modules/cases/api.hpp"
#include "modules/indicators/api.hpp"

namespace linli::app {

std::vector<storage::CounterCheck> counter_checks() {
  return {indicators::counter_check(kChinaOffset, cases::shipped_flow_rules())};
}

}  // namespace linli::app
