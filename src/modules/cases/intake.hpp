#pragma once
// Intake: a report becomes a case, goes to who can settle it, and is on disk before anybody is told.

#include <boost/asio/awaitable.hpp>
#include <string>

#include "modules/cases/context.hpp"

namespace linli::cases {

class Intake {
 public:
  explicit Intake(Context& context) : context_(context) {}
  // Fails with kBadReport (faults name the fields), kKeyReused, kNoPhoto.
  boost::asio::awaitable<Result<Received>> receive(NewReport report, Reporter reporter);
  // The same in a transaction of the caller's.
  [[nodiscard]] Result<Received> receive_in(storage::Transaction& transaction, const NewReport& report,
                                            const Reporter& reporter) const;

 private:
  [[nodiscard]] Result<areas::Place> find_place(const NewReport& report, DistrictId district) const;
  [[nodiscard]] Result<Received> write(storage::Transaction& transaction, const NewReport& report,
                                       const Reporter& reporter, const areas::Place& place,
                                       const std::string& secret) const;
  [[nodiscard]] Result<Received> repeat(storage::Snapshot& snapshot, const NewReport& report, DistrictId district,
                                        CaseId earlier, const std::string& secret) const;

  Context& context_;
};

}  // namespace linli::cases
