#pragma once
// Writes JSON straight into a string: answers are built from rows, and a tree of values in between costs more than the
// query.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/id.hpp"

namespace linli {

// Usage: `JsonWriter w; w.begin_object().field("id", id).key("hops").begin_array() … .end_array().end_object();`
// Commas are its own business; balance is the caller's (asserted when taken).
class JsonWriter {
 public:
  // How long the document will be, in bytes, more or less: growing there in steps copies it several times.
  explicit JsonWriter(std::size_t expected = 256) { out_.reserve(expected); }

  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();
  JsonWriter& key(std::string_view name);

  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(const std::string& text) { return value(std::string_view(text)); }
  JsonWriter& value(std::int64_t number);
  JsonWriter& value(int number) { return value(std::int64_t{number}); }
  JsonWriter& value(double number);
  JsonWriter& value(bool flag);
  JsonWriter& value(std::nullptr_t);
  JsonWriter& value(const Text& text);  // {"zh":…,"en":…}
  template <class Tag>
  JsonWriter& value(Id<Tag> id) {  // as a decimal string; no id is null
    if (!id) return value(nullptr);
    return value(std::string_view(std::to_string(id.value)));
  }
  template <class T>
  JsonWriter& value(const std::optional<T>& maybe) {
    return maybe ? value(*maybe) : value(nullptr);
  }
  // Text that is JSON already.
  JsonWriter& raw(std::string_view json);

  template <class T>
  JsonWriter& field(std::string_view name, const T& content) {
    return key(name).value(content);
  }

  // The finished document; the writer is empty afterwards.
  [[nodiscard]] std::string take();

 private:
  void separate();
  void append_escaped(std::string_view text, std::string_view then = {});
  void append_with_escapes(std::string_view text, std::size_t plain);

  std::string out_;
  int depth_ = 0;
  bool need_comma_ = false;
};

}  // namespace linli
