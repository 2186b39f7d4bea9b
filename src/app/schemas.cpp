#include "app/schemas.hpp"

#include <array>

#include "modules/accounts/schema.hpp"
#include "modules/analysis/api.hpp"
#include "modules/areas/api.hpp"
#include "modules/bodies/api.hpp"
#include "modules/calendars/api.hpp"
#include "modules/cases/api.hpp"
#include "modules/catalogue/schema.hpp"
#include "modules/desk/api.hpp"
#include "modules/feedback/api.hpp"
#include "modules/funds/api.hpp"
#include "modules/grid_plans/api.hpp"
#include "modules/hotline/api.hpp"
#include "modules/indicators/api.hpp"
#include "modules/intake_files/schema.hpp"
#include "modules/notices/api.hpp"
#include "modules/open311/api.hpp"
#include "modules/organisation/api.hpp"
#include "modules/people/api.hpp"
#include "modules/public_face/api.hpp"
#include "modules/registers/api.hpp"
#include "modules/rules/api.hpp"

namespace linli::app {

std::span<const storage::Schema> schemas() {
  static const std::array kSchemas{accounts::kAccountsSchema,
                                   areas::kAreasSchema,
                                   bodies::kBodiesSchema,
                                   catalogue::kCatalogueSchema,
                                   calendars::kCalendarsSchema,
                                   cases::kCasesSchema,
                                   cases::kCaseSearchSchema,
                                   cases::kCaseLinksSchema,
                                   desk::kDeskSchema,
                                   intake_files::kImportsSchema,
                                   grid_plans::kGridPlansSchema,
                                   notices::kNoticesSchema,
                                   organisation::kOrganisationSchema,
                                   registers::kRegistersSchema,
                                   rules::kRulesSchema,
                                   people::kPeopleSchema,
                                   people::kPeopleSearchSchema,
                                   public_face::kPublicFaceSchema,
                                   feedback::kFeedbackSchema,
                                   funds::kFundsSchema,
                                   indicators::indicators_schema(),
                                   analysis::kAnalysisSchema,
                                   open311::kOpen311Schema,
                                   hotline::kHotlineSchema};
  return kSchemas;
}

}  // namespace linli::app
