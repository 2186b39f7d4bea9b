#pragma once
// Child cases: part of a matter that goes its own way, under its own number and clock.

#include "modules/cases/context.hpp"
#include "modules/cases/records.hpp"

namespace linli::cases {

// Takes in the child that a SplitOff step describes, at its parent's place. Faults name the field.
Result<Case> write_child(Context& context, storage::Transaction& transaction, const Pen& pen, const Case& parent,
                         const Command& command, const Author& author);

}  // namespace linli::cases
