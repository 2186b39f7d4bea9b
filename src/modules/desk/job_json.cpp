#include "modules/desk/job_json.hpp"

namespace linli::desk {

void write_job(JsonWriter& w, const DeskJob& job, Offset offset) {
  w.field("id", job.id).field("kind", to_string(job.kind)).field("state", to_string(job.state));
  w.field("total", job.total).field("done", job.done).field("refused", job.refused);
  w.field("ordered_at", format_instant(job.ordered_at, offset)).key("ended_at");
  job.ended_at ? w.value(format_instant(*job.ended_at, offset)) : w.value(nullptr);
  w.key("order").raw(job.order);
  const bool has_file = job.kind == JobKind::Export && job.state == JobState::Finished;
  w.key("file");
  has_file ? w.value("/api/v1/desk/jobs/" + to_string(job.id) + "/file") : w.value(nullptr);
}

std::string job_json(const DeskJob& job, Offset offset) {
  JsonWriter w;
  w.begin_object();
  write_job(w, job, offset);
  return w.end_object().take();
}

}  // namespace linli::desk
