#pragma once
// The case desk, built once by app.

#include "modules/cases/clockwork.hpp"
#include "modules/cases/desk.hpp"
#include "modules/cases/follow.hpp"
#include "modules/cases/intake.hpp"
#include "modules/cases/links.hpp"
#include "modules/cases/photos.hpp"
#include "modules/cases/work.hpp"

namespace linli::cases {

// References must outlive the service.
struct CasesParts {
  storage::Store& store;
  const areas::Atlas& atlas;
  catalogue::Catalogue& catalogue;
  http::LiveHub& hub;
  FlowRules rules = shipped_flow_rules();
  std::vector<Projection> projections;
  PhotoOptions photos;
  std::vector<Listener> listeners;
};

class Cases {
 public:
  explicit Cases(CasesParts parts)
      : context_{parts.store,
                 parts.atlas,
                 parts.catalogue,
                 parts.hub,
                 parts.rules,
                 std::move(parts.projections),
                 std::move(parts.listeners),
                 {},
                 {},
                 {},
                 {}},
        clockwork(context_),
        intake(context_),
        desk(context_),
        follow(context_),
        photos(context_, std::move(parts.photos)),
        work(context_, desk, intake),
        links(context_) {}

 private:
  Context context_;

 public:
  Clockwork clockwork;
  Intake intake;
  Desk desk;
  Follow follow;
  Photos photos;
  Work work;
  Links links;

  [[nodiscard]] Context& context() { return context_; }
};

}  // namespace linli::cases
