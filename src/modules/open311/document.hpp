#pragma once
// An answer that can be written as XML and as JSON, so that the two never differ: the "Spark convention" of GeoReport
// v2. A list is a bare array in JSON, an empty element is null.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace linli::open311 {

class Node {
 public:
  [[nodiscard]] static Node empty() { return {}; }
  // An empty text is an empty element.
  [[nodiscard]] static Node text(std::string_view value);
  [[nodiscard]] static Node number(double value);
  [[nodiscard]] static Node integer(long long value);
  [[nodiscard]] static Node flag(bool value);
  [[nodiscard]] static Node object();
  // `item`: the name of each element in XML.
  [[nodiscard]] static Node list(std::string item);

  Node& add(std::string name, Node value);
  Node& add(std::string name, std::string_view value) { return add(std::move(name), text(value)); }
  Node& push(Node value);

  // With the XML declaration; no namespaces. What XML 1.0 cannot hold becomes U+FFFD.
  [[nodiscard]] std::string to_xml(std::string_view root) const;
  [[nodiscard]] std::string to_json() const;

 private:
  enum class Kind { Empty, Text, Literal, Object, List };
  void write_xml(std::string_view name, std::string& out) const;
  void write_json(std::string& out) const;

  Kind kind_ = Kind::Empty;
  std::string text_;  // of a list: the name of its items
  std::vector<std::pair<std::string, Node>> members_;
};

// Escaped for element content and attributes.
[[nodiscard]] std::string escape_xml(std::string_view text);

}  // namespace linli::open311
