#include "modules/notices/message.hpp"

#include <boost/json/parse.hpp>

#include "base/json_writer.hpp"
#include "modules/notices/rules.hpp"

namespace linli::notices {

namespace json = boost::json;

namespace {

std::string_view word_of(Recipient to) {
  switch (to) {
    case Recipient::Account:
      return "account";
    case Recipient::Resident:
      return "resident";
    case Recipient::Channel:
      break;
  }
  return "channel";
}

std::optional<std::int64_t> integer_in(const json::object& object, std::string_view name) {
  const auto* found = object.if_contains(name);
  if (found == nullptr || !found->is_int64()) return std::nullopt;
  return found->get_int64();
}

std::optional<std::string> string_in(const json::object& object, std::string_view name) {
  const auto* found = object.if_contains(name);
  if (found == nullptr || !found->is_string()) return std::nullopt;
  return std::string(found->get_string());
}

}  // namespace

std::string payload_of(const Message& message) {
  JsonWriter w;
  w.begin_object().field("to", word_of(message.to)).field("id", message.id).field("kind", message.kind);
  w.field("event", message.event).field("number", message.number);
  w.field("subject_kind", message.subject_kind).field("subject", message.subject);
  if (message.to == Recipient::Resident) {
    w.field("community", message.community.value).field("subdistrict", message.subdistrict.value);
    w.field("has_phone", message.has_phone);
  }
  return w.end_object().take();
}

std::optional<Message> read_message(std::string_view payload) {
  boost::system::error_code failed;
  const auto value = json::parse(payload, failed);
  const auto* object = failed ? nullptr : value.if_object();
  if (object == nullptr) return std::nullopt;
  const auto to = string_in(*object, "to");
  const auto id = integer_in(*object, "id");
  const auto kind = string_in(*object, "kind");
  const auto event = string_in(*object, "event");
  if (!to || !id || !kind || !event) return std::nullopt;
  Message message;
  message.to = *to == "account" ? Recipient::Account : *to == "resident" ? Recipient::Resident : Recipient::Channel;
  if (*to != word_of(message.to)) return std::nullopt;
  message.id = *id;
  message.kind = *kind;
  message.event = *event;
  message.number = string_in(*object, "number").value_or("");
  message.subject_kind = string_in(*object, "subject_kind").value_or("");
  message.subject = integer_in(*object, "subject").value_or(0);
  message.community = AreaId{integer_in(*object, "community").value_or(0)};
  message.subdistrict = AreaId{integer_in(*object, "subdistrict").value_or(0)};
  const auto* has_phone = object->if_contains("has_phone");
  message.has_phone = has_phone != nullptr && has_phone->is_bool() && has_phone->get_bool();
  return message;
}

Words words_of(const Message& message, const Text& text, std::string_view url) {
  Words words;
  words.text = {fill(text.zh, message.number), fill(text.en, message.number)};
  words.number = message.number;
  words.event = message.event;
  words.kind = message.kind;
  words.link = std::string(url);
  if (message.subject_kind == "grid_plan_review") words.link += "/admin/plans/review";
  if (message.subject_kind == "case")
    words.link +=
        message.to == Recipient::Resident ? "/r/" + message.number : "/desk/cases/" + std::to_string(message.subject);
  if (message.subject_kind == "feedback") words.link += "/desk/feedback/" + std::to_string(message.subject);
  return words;
}

}  // namespace linli::notices
