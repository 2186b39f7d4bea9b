// What people read: states and channels.
#include <utility>

#include "modules/cases/names.hpp"

namespace linli::cases {

Text label_of(State state) {
  switch (state) {
    case State::Received:
      return {"已受理", "Received"};
    case State::Dispatched:
      return {"已派单", "Dispatched"};
    case State::Accepted:
      return {"办理中", "In hand"};
    case State::Returned:
      return {"已退回", "Returned"};
    case State::Done:
      return {"已办结，待核查", "Done, to be verified"};
    case State::Verified:
      return {"已核查", "Verified"};
    case State::Closed:
      return {"已结案", "Closed"};
    case State::Withdrawn:
      return {"已撤回", "Withdrawn"};
    case State::Merged:
      return {"已并入", "Merged"};
  }
  std::unreachable();
}

Text label_of(Channel channel) {
  switch (channel) {
    case Channel::Page:
      return {"网页", "Web page"};
    case Channel::Qr:
      return {"扫码", "QR code"};
    case Channel::Phone:
      return {"电话", "Telephone"};
    case Channel::Window:
      return {"窗口", "At the window"};
    case Channel::Steward:
      return {"网格员上报", "Steward"};
    case Channel::Import:
      return {"导入", "Imported"};
    case Channel::Hotline:
      return {"12345热线", "City hotline"};
    case Channel::Open311:
      return {"Open311接口", "Open311"};
  }
  std::unreachable();
}

}  // namespace linli::cases
