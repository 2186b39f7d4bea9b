#pragma once
#include <string>

#include "base/json_writer.hpp"
#include "modules/desk/types.hpp"

namespace linli::desk {

// The members of a job, into an object that is open.
void write_job(JsonWriter& w, const DeskJob& job, Offset offset);
[[nodiscard]] std::string job_json(const DeskJob& job, Offset offset);

}  // namespace linli::desk
