#pragma once
// The desk for other modules: found cases and single steps, inside a transaction of theirs.

#include "modules/cases/desk.hpp"
#include "modules/cases/intake.hpp"

namespace linli::cases {

class Work final : public CaseWork {
 public:
  Work(Context& context, Desk& desk, const Intake& intake) : context_(context), desk_(desk), intake_(intake) {}

  Result<void> check_filters(std::string_view query) override;
  Result<CasePage> find(storage::Snapshot& snapshot, const accounts::Caller& caller, std::string_view query,
                        std::string_view cursor, int limit) override;
  Result<std::vector<Case>> pick(storage::Snapshot& snapshot, const accounts::Caller& caller,
                                 std::span<const CaseId> named, std::string_view query, int limit) override;
  Result<Case> try_step(storage::Snapshot& snapshot, const accounts::Caller& caller, CaseId entry,
                        const Command& command) override;
  Result<Case> take_step(storage::Transaction& transaction, const accounts::Caller& caller, CaseId entry,
                         const Command& command) override;
  CaseLine line_of(storage::Snapshot& snapshot, const accounts::Caller& caller, const Case& entry) override;
  Result<Received> receive(storage::Transaction& transaction, const Reporter& reporter,
                           const NewReport& report) override;
  Result<Case> take_reporters_step(storage::Transaction& transaction, const Reporter& reporter, CaseId entry,
                                   const Command& command) override;

 private:
  Context& context_;
  Desk& desk_;
  const Intake& intake_;
};

}  // namespace linli::cases
