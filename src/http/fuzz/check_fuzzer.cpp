// A JSON body against a declaration with every type: what passes the check also survives being written and read again.

#include <boost/json/serialize.hpp>
#include <cstddef>
#include <cstdint>

#include "http/json_text.hpp"
#include "http/router.hpp"

namespace {

using namespace linli;
using namespace linli::http;

Declaration everything() {
  Declaration declaration;
  declaration.body_kind = BodyKind::Json;
  declaration.query = {integer_field("n", {}).between(1, 200), date_field("d", {}), id_field("i", {})};
  declaration.body = {text_field("t", {}).must().at_most(5).at_least(1),
                      integer_field("n", {}).between(-5, 5),
                      number_field("x", {}).or_null(),
                      boolean_field("b", {}),
                      id_field("i", {}),
                      date_field("d", {}),
                      instant_field("at", {}),
                      enum_field("e", {}, {"a", "b"}),
                      object_field("o", {}, {text_field("p", {}).hidden()}),
                      array_field("a", {}, array_field("", {}, id_field("", {})))};
  return declaration;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Declaration declaration = everything();
  Request request;
  request.body.assign(reinterpret_cast<const char*>(data), size);
  request.headers = {{"content-type", "application/json"}};
  request.query = {{"n", request.body.substr(0, 20)}, {"d", request.body.substr(0, 10)}};
  const auto checked = check(request, declaration);
  if (!checked) LINLI_ASSERT(!checked.error().faults.empty());

  const auto parsed = parse_json(request.body);
  if (!parsed) return 0;
  const auto again = parse_json(boost::json::serialize(*parsed));
  LINLI_ASSERT(again.has_value());
  return 0;
}
