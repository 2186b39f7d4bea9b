#include "app/projections.hpp"

#include "modules/indicators/api.hpp"

namespace linli::app {

std::vector<cases::Projection> projections() { return {indicators::count_case, cases::search_projection()}; }

}  // namespace linli::app
