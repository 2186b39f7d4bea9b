// Steps as requests carry them.
#include "modules/cases/api.hpp"
#include "modules/cases/http_fields.hpp"
#include "modules/cases/names.hpp"
#include "modules/catalogue/api.hpp"

namespace linli::cases {

std::vector<http::Field> step_fields() {
  return {http::enum_field(
              "step", {"步骤", "Step"},
              {"dispatch",      "accept",        "return",  "hand_on",   "done",    "verify",    "close",   "reopen",
               "note",          "designate",     "confer",  "co_handle", "answer",  "whistle",   "assess",  "urge",
               "supervise",     "release",       "copy",    "divert",    "conceal", "recuse",    "revisit", "ask_pause",
               "ask_extension", "ask_exclusion", "approve", "refuse",    "resume",  "split_off", "contact"})
              .must(),
          http::object_field("to", {"交给", "To"},
                             {http::enum_field("kind", {"类型", "Kind"}, {"grid", "body"}).must(),
                              http::id_field("id", {"编号", "Id"}).must()})
              .or_null(),
          http::boolean_field("passed", {"核查通过", "Settled"}).or_null(),
          http::text_field("reason", {"原因", "Reason"}).at_most(1000).or_null(),
          http::text_field("note", {"备注", "Note"}).at_most(2000).or_null(),
          http::text_field("result", {"办理结果", "Result"}).at_most(4000).or_null(),
          http::text_field("choice", {"选项", "Choice"}).at_most(40).or_null(),
          http::instant_field("until", {"到什么时候", "Until"}).or_null(),
          http::text_field("limit", {"时限，如 5wd", "Limit, as 5wd"}).at_most(8).or_null(),
          http::integer_field("part", {"哪一项", "Part"}).between(1, 1000).or_null(),
          http::integer_field("mark", {"评价", "Mark"}).between(1, 5).or_null(),
          http::integer_field("rating", {"满意度", "Rating"}).between(1, 5).or_null(),
          http::boolean_field("reached", {"联系上了", "Reached"}).or_null(),
          http::boolean_field("solved", {"已解决", "Solved"}).or_null(),
          http::id_field("matter_id", {"事项", "Matter"}).or_null()};
}

Command command_of(const boost::json::value& step) {
  const http::Body body(step);
  Command command;
  command.step = parse_step(body.text("step")).value_or(Step::Note);
  if (command.step == Step::Verify && !body.flag("passed").value_or(true)) command.step = Step::Reject;
  command.version = static_cast<int>(body.integer("version").value_or(0));
  const auto to = body.object("to");
  command.to = {parse_lead_kind(to.text("kind")).value_or(LeadKind::None), to.id<GridId>("id").value};
  if (command.to.id == 0) command.to = {};
  command.reason = body.text("reason");
  command.note = body.text("note");
  command.result = body.text("result");
  command.photos = body.ids<PhotoId>("photo_ids");
  command.choice = body.text("choice");
  if (const auto until = body.maybe_text("until")) command.until = parse_instant(*until);
  if (const auto limit = body.maybe_text("limit"))
    command.limit = catalogue::parse_limit(*limit).value_or(catalogue::Limit{});
  command.part = static_cast<int>(body.integer("part").value_or(0));
  command.mark = static_cast<int>(body.integer("mark").value_or(0));
  command.rating = static_cast<int>(body.integer("rating").value_or(0));
  command.reached = body.flag("reached").value_or(true);
  command.solved = body.flag("solved").value_or(false);
  command.matter = body.id<MatterId>("matter_id");
  return command;
}

}  // namespace linli::cases
