#include "modules/open311/document.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/json_writer.hpp"
#include "base/text.hpp"

namespace linli::open311 {
namespace {

constexpr std::string_view kDeclaration = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

std::size_t length_of(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead < 0xE0) return 2;
  if (lead >= 0xE0 && lead < 0xF0) return 3;
  return lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
}

// U+FFFE and U+FFFF are characters of UTF-8 and none of XML.
bool is_xml_sign(std::string_view sign) {
  const bool control = sign.size() == 1 && static_cast<unsigned char>(sign[0]) < 0x20;
  if (control) return sign == "\t" || sign == "\n" || sign == "\r";
  return sign != "\xEF\xBF\xBE" && sign != "\xEF\xBF\xBF";
}

void append_sign(std::string_view sign, std::string& out) {
  if (sign == "&") {
    out += "&amp;";
  } else if (sign == "<") {
    out += "&lt;";
  } else if (sign == ">") {
    out += "&gt;";
  } else if (sign == "\"") {
    out += "&quot;";
  } else if (sign == "\r") {
    out += "&#13;";  // a parser would read it as a line feed
  } else {
    out += sign;
  }
}

}  // namespace

std::string escape_xml(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 16);
  while (!text.empty()) {
    const auto length = length_of(static_cast<unsigned char>(text[0]));
    const auto sign = text.substr(0, length);
    if (length == 0 || sign.size() < length || !is_valid_utf8(sign) || !is_xml_sign(sign)) {
      out += kReplacement;
      text.remove_prefix(length > 1 && is_valid_utf8(sign) ? length : 1);
      continue;
    }
    append_sign(sign, out);
    text.remove_prefix(length);
  }
  return out;
}

Node Node::text(std::string_view value) {
  Node node;
  if (value.empty()) return node;
  node.kind_ = Kind::Text;
  node.text_ = value;
  return node;
}

Node Node::number(double value) {
  Node node;
  node.kind_ = Kind::Literal;
  node.text_ = fmt::format("{}", value);
  return node;
}

Node Node::integer(long long value) {
  Node node;
  node.kind_ = Kind::Literal;
  node.text_ = fmt::format("{}", value);
  return node;
}

Node Node::flag(bool value) {
  Node node;
  node.kind_ = Kind::Literal;
  node.text_ = value ? "true" : "false";
  return node;
}

Node Node::object() {
  Node node;
  node.kind_ = Kind::Object;
  return node;
}

Node Node::list(std::string item) {
  Node node;
  node.kind_ = Kind::List;
  node.text_ = std::move(item);
  return node;
}

Node& Node::add(std::string name, Node value) {
  members_.emplace_back(std::move(name), std::move(value));
  return *this;
}

Node& Node::push(Node value) { return add(text_, std::move(value)); }

void Node::write_xml(std::string_view name, std::string& out) const {
  if (kind_ == Kind::Empty || (kind_ == Kind::List && members_.empty())) {
    out.append("<").append(name).append("/>");
    return;
  }
  out.append("<").append(name).append(">");
  if (kind_ == Kind::Text || kind_ == Kind::Literal) out += escape_xml(text_);
  for (const auto& [member, value] : members_) value.write_xml(member, out);
  out.append("</").append(name).append(">");
}

void Node::write_json(std::string& out) const {
  switch (kind_) {
    case Kind::Empty:
      out += "null";
      return;
    case Kind::Literal:
      out += text_;
      return;
    case Kind::Text:
      out += JsonWriter().value(text_).take();
      return;
    case Kind::Object:
    case Kind::List:
      break;
  }
  out += kind_ == Kind::List ? '[' : '{';
  bool first = true;
  for (const auto& [member, value] : members_) {
    if (!std::exchange(first, false)) out += ',';
    if (kind_ == Kind::Object) out += JsonWriter().value(member).take() + ':';
    value.write_json(out);
  }
  out += kind_ == Kind::List ? ']' : '}';
}

std::string Node::to_xml(std::string_view root) const {
  std::string out(kDeclaration);
  write_xml(root, out);
  return out;
}

std::string Node::to_json() const {
  std::string out;
  write_json(out);
  return out;
}

}  // namespace linli::open311
