#include "modules/cases/http_fields.hpp"

namespace linli::cases {

using namespace http;

Field photo_ids_field() {
  return array_field("photo_ids", {"照片", "Photos"}, id_field("photo_id", {"照片", "Photo"})).at_most(9);
}

std::vector<Field> report_fields() {
  return {id_field("matter_id", {"事项", "Matter"}).must(),
          text_field("text", {"内容", "What is wrong"}).must().at_least(1).at_most(4000),
          id_field("area_id", {"区域", "Area"}).or_null(),
          number_field("lon", {"经度", "Longitude"}).between(-180, 180).or_null(),
          number_field("lat", {"纬度", "Latitude"}).between(-90, 90).or_null(),
          text_field("place", {"地点描述", "Place in words"}).at_most(200).or_null(),
          photo_ids_field(),
          text_field("idempotency_key", {"提交编号", "Idempotency key"}).at_most(100).or_null()};
}

NewReport report_of(const Body& body) {
  NewReport report;
  report.matter = body.id<MatterId>("matter_id");
  report.text = body.text("text");
  report.area = body.id<AreaId>("area_id");
  report.lon = body.number("lon");
  report.lat = body.number("lat");
  report.place = body.text("place");
  report.photos = body.ids<PhotoId>("photo_ids");
  report.key = body.text("idempotency_key");
  return report;
}

namespace {

Field named_field(std::string name, Text label) {
  return object_field(std::move(name), std::move(label),
                      {id_field("id", {"编号", "Id"}), text_field("name", {"名称", "Name"})});
}

Field words_field(std::string name, Text label) {
  return object_field(std::move(name), std::move(label),
                      {text_field("zh", {"中文", "Chinese"}), text_field("en", {"英文", "English"})});
}

Field lead_field(std::string name, Text label) {
  return object_field(std::move(name), std::move(label),
                      {enum_field("kind", {"类型", "Kind"}, {"grid", "body"}), id_field("id", {"编号", "Id"}),
                       text_field("name", {"名称", "Name"})});
}

Field state_field(std::string name) {
  return enum_field(
      std::move(name), {"状态", "State"},
      {"received", "dispatched", "accepted", "returned", "done", "verified", "closed", "withdrawn", "merged"});
}

Field hop_field() {
  return object_field(
      "hop", {"流转", "Hop"},
      {id_field("id", {"序号", "Number"}), instant_field("at", {"时间", "Time"}), text_field("step", {"步骤", "Step"}),
       state_field("from_state").or_null(), state_field("to_state"),
       object_field("who", {"经办", "Who"}, {text_field("name", {"姓名", "Name"})}).or_null(),
       enum_field("by", {"身份", "By"}, {"resident", "staff", "system"}), lead_field("to", {"交给", "To"}).or_null(),
       text_field("reason", {"原因", "Reason"}).or_null(), text_field("note", {"备注", "Note"}).or_null(),
       integer_field("clock_seconds", {"计时读数", "Clock reading"})});
}

Field person_field(std::string name, Text label) { return named_field(std::move(name), std::move(label)).or_null(); }

Field part_field() {
  return object_field(
      "part", {"协办", "Part"},
      {integer_field("seq", {"序号", "Number"}),
       enum_field("kind", {"类型", "Kind"}, {"co_handler", "whistle", "copy"}),
       lead_field("to", {"单位", "Unit"}).or_null(), text_field("reason", {"要求", "Request"}).or_null(),
       person_field("asked_by", {"提出人", "Asked by"}), instant_field("asked_at", {"提出时间", "Asked"}),
       instant_field("due_at", {"答复时限", "Due"}).or_null(), text_field("answer", {"答复", "Answer"}).or_null(),
       person_field("answered_by", {"答复人", "Answered by"}),
       instant_field("answered_at", {"答复时间", "Answered"}).or_null(),
       integer_field("mark_of_called", {"对应哨单位的评价", "Mark of the called"}).or_null(),
       integer_field("mark_of_caller", {"对吹哨单位的评价", "Mark of the caller"}).or_null()});
}

Field request_field() {
  return object_field(
      "request", {"申请", "Request"},
      {integer_field("seq", {"序号", "Number"}),
       enum_field("kind", {"类型", "Kind"}, {"pause", "extension", "exclusion"}),
       text_field("reason", {"原因", "Reason"}).or_null(), person_field("asked_by", {"申请人", "Asked by"}),
       instant_field("asked_at", {"申请时间", "Asked"}), instant_field("until", {"到", "Until"}).or_null(),
       text_field("limit", {"延长", "By"}).or_null(),
       enum_field("decision", {"审批", "Decision"}, {"pending", "approved", "refused"}),
       person_field("decided_by", {"审批人", "Decided by"}),
       instant_field("decided_at", {"审批时间", "Decided"}).or_null(), text_field("note", {"意见", "Note"}).or_null()});
}

Field step_offer_field() {
  const auto option = object_field("option", {"选项", "Option"},
                                   {text_field("value", {"值", "Value"}), words_field("label", {"名称", "Label"})});
  const auto field = object_field(
      "field", {"字段", "Field"},
      {text_field("name", {"字段", "Name"}),
       enum_field("kind", {"类型", "Kind"},
                  {"to", "text", "long_text", "moment", "limit", "choice", "rating", "flag", "part", "matter"}),
       words_field("label", {"名称", "Label"}), boolean_field("required", {"必填", "Required"}),
       array_field("options", {"选项", "Options"}, option)});
  return object_field("step", {"步骤", "Step"},
                      {text_field("step", {"步骤", "Step"}), words_field("label", {"名称", "Label"}),
                       array_field("needs", {"需要填写", "Needs"}, text_field("need", {"字段", "Field"})),
                       array_field("fields", {"字段", "Fields"}, field)});
}

Field ladder_field() {
  const auto rung = object_field("rung", {"级", "Rung"},
                                 {words_field("name", {"名称", "Name"}), text_field("place", {"所在", "Place"}),
                                  instant_field("at", {"到达时间", "When"}).or_null()});
  return object_field(
      "ladder", {"层级", "Ladder"},
      {words_field("name", {"名称", "Name"}), text_field("source", {"依据", "Source"}),
       integer_field("level", {"已到第几级", "Rung reached"}), array_field("rungs", {"级", "Rungs"}, rung)});
}

// As write_flow and write_steps write them.
std::vector<Field> flow_fields() {
  return {instant_field("respond_due_at", {"响应时限", "Response due"}).or_null(),
          instant_field("responded_at", {"响应时间", "Responded"}).or_null(),
          lead_field("first_contact", {"首接单位", "First contact"}).or_null(),
          boolean_field("designated", {"已指定", "Designated"}),
          integer_field("returns", {"退回次数", "Returns"}),
          boolean_field("supervised", {"督办中", "Supervised"}),
          integer_field("urges", {"催办次数", "Times urged"}),
          boolean_field("confidential", {"保密", "Confidential"}),
          boolean_field("excluded", {"不计入统计", "Left out of figures"}),
          integer_field("tries", {"未接通次数", "Calls that reached nobody"}),
          instant_field("paused_until", {"暂停至", "Paused until"}).or_null(),
          object_field("outcome", {"分流情形", "Outcome"},
                       {text_field("value", {"值", "Value"}), words_field("label", {"名称", "Label"})})
              .or_null(),
          array_field("recused", {"回避单位", "Recused"}, named_field("body", {"单位", "Body"})),
          ladder_field(),
          array_field("parts", {"协办、吹哨与抄送", "Co-handling, whistles, copies"}, part_field()),
          array_field("requests", {"申请", "Requests"}, request_field()),
          id_field("parent", {"主件", "Parent"}).or_null(),
          array_field("children", {"子件", "Children"},
                      object_field("child", {"子件", "Child"},
                                   {id_field("id", {"编号", "Id"}), text_field("number", {"受理编号", "Number"}),
                                    state_field("state")})),
          array_field("warnings", {"提醒", "Warnings"}, words_field("warning", {"提醒", "Warning"})),
          array_field("steps", {"可办步骤", "Steps"}, step_offer_field())};
}

}  // namespace

std::vector<Field> summary_fields() {
  return {id_field("id", {"编号", "Id"}),
          text_field("number", {"受理编号", "Number"}),
          text_field("title", {"标题", "Title"}),
          object_field("matter", {"事项", "Matter"},
                       {id_field("id", {"编号", "Id"}), words_field("name", {"名称", "Name"})}),
          state_field("state"),
          enum_field("channel", {"渠道", "Channel"}, {"page", "qr", "phone", "window", "steward", "import"}),
          text_field("place", {"地点描述", "Place"}),
          number_field("lon", {"经度", "Longitude"}).or_null(),
          number_field("lat", {"纬度", "Latitude"}).or_null(),
          array_field("area_path", {"所在区域", "Areas"}, named_field("area", {"区域", "Area"})),
          named_field("grid", {"网格", "Grid"}).or_null(),
          lead_field("lead", {"承办", "Lead"}).or_null(),
          named_field("handler", {"经办人", "Handler"}).or_null(),
          instant_field("received_at", {"受理时间", "Received"}),
          instant_field("due_at", {"办结时限", "Due"}).or_null(),
          instant_field("done_at", {"办结时间", "Done"}).or_null(),
          instant_field("closed_at", {"结案时间", "Closed"}).or_null(),
          enum_field("urgency", {"紧急程度", "Urgency"}, {"none", "due_soon", "overdue"}),
          integer_field("rating", {"评价", "Rating"}).or_null(),
          boolean_field("solved", {"是否解决", "Solved"}).or_null(),
          integer_field("reopened", {"重办次数", "Times reopened"})};
}

std::vector<Field> case_fields() {
  auto fields = summary_fields();
  fields.push_back(text_field("text", {"内容", "Text"}));
  fields.push_back(object_field("contact", {"联系方式", "Contact"},
                                {boolean_field("has_name", {"留有姓名", "Has a name"}),
                                 boolean_field("has_phone", {"留有电话", "Has a phone number"})})
                       .or_null());
  fields.push_back(array_field("photos", {"照片", "Photos"},
                               object_field("photo", {"照片", "Photo"},
                                            {id_field("id", {"编号", "Id"}), text_field("url", {"地址", "Address"}),
                                             text_field("thumb_url", {"缩略图", "Thumbnail"})})));
  fields.push_back(text_field("result", {"办理结果", "Result"}).or_null());
  fields.push_back(array_field("hops", {"流转", "Hops"}, hop_field()));
  const auto flow = flow_fields();
  fields.insert(fields.end(), flow.begin(), flow.end());
  fields.push_back(integer_field("version", {"版本", "Version"}));
  return fields;
}

}  // namespace linli::cases
