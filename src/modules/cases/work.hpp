#pragma once
// The desk for other modules: found cases and single steps, inside a transaction of theirs.

#include "modules/cases/desk.hpp"

namespace linli::cases {

class Work final : public CaseWork {
 public:
  Work(Context& context, Desk& desk) : context_(context), desk_(desk) {}

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

 private:
  Context& context_;
  Desk& desk_;
};

}  // namespace linli::cases
