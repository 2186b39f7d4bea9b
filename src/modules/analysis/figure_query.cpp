// A figure by its address: which cases are meant, from a request or from what a page hands over for a file.
#include <charconv>
#include <cmath>

#include "base/id.hpp"
#include "http/target.hpp"
#include "modules/analysis/api.hpp"
#include "modules/analysis/errors.hpp"
#include "modules/analysis/rules.hpp"

namespace linli::analysis {
namespace {

Fault bad_value(std::string_view field, std::string_view value) {
  return {std::string(field),
          std::nullopt,
          std::string(value),
          {"无法识别", "Not understood"},
          {"请按接口说明填写", "See the description of the interface"}};
}

class Reader {
 public:
  explicit Reader(const QueryValue& value) : value_(value) {}

  [[nodiscard]] std::string text(std::string_view name) const { return std::string(value_(name).value_or("")); }
  template <class Number>
  std::optional<Number> number(std::string_view name) {
    const auto sent = text(name);
    if (sent.empty()) return std::nullopt;
    Number number{};
    const auto* const end = sent.data() + sent.size();
    const auto read = std::from_chars(sent.data(), end, number);
    if (read.ec == std::errc{} && read.ptr == end) return number;
    faults.push_back(bad_value(name, sent));
    return std::nullopt;
  }
  template <class IdType>
  IdType id(std::string_view name) {
    const auto sent = text(name);
    const auto id = sent.empty() ? std::optional<std::int64_t>(0) : parse_id(sent);
    if (!id) faults.push_back(bad_value(name, sent));
    return IdType{id.value_or(0)};
  }
  std::optional<Square> square() {
    const auto metres = number<int>("metres");
    const auto lon = number<double>("lon");
    const auto lat = number<double>("lat");
    if (!metres && !lon && !lat) return std::nullopt;
    const bool good = metres && lon && lat && *metres >= kLeastMetres && *metres <= kMostMetres &&
                      std::abs(*lon) <= kMostLongitude && std::abs(*lat) <= kMostLatitude;
    if (!good && faults.empty()) faults.push_back(bad_value("metres", text("metres")));
    return good ? std::optional(Square{*metres, *lon, *lat}) : std::nullopt;
  }

  std::vector<Fault> faults;

 private:
  static constexpr double kMostLongitude = 180;
  static constexpr double kMostLatitude = 85;
  const QueryValue& value_;
};

}  // namespace

Result<RowsRequest> rows_request_of(const QueryValue& value) {
  Reader reader(value);
  RowsRequest wanted;
  wanted.of.place = {reader.id<AreaId>("area"), reader.id<GridId>("grid"), reader.id<BodyId>("body")};
  wanted.of.period = reader.text("period");
  wanted.of.matter = reader.id<MatterId>("matter");
  if (const auto name = reader.text("measure"); !name.empty()) {
    const auto measure = parse_measure(name);
    if (!measure) reader.faults.push_back(bad_value("measure", name));
    wanted.measure = measure.value_or(Measure::Closed);
  }
  wanted.from = reader.number<std::int64_t>("from");
  wanted.to = reader.number<std::int64_t>("to");
  wanted.square = reader.square();
  // Squares are drawn of what was received; of other figures they mean nothing.
  if (wanted.square && wanted.measure != Measure::Received)
    reader.faults.push_back(bad_value("measure", to_string(wanted.measure)));
  if (!reader.faults.empty()) return fail(kBadFigure, std::move(reader.faults));
  return wanted;
}

Result<RowsRequest> rows_request_of(std::string_view query) {
  const auto target = http::parse_target("/?" + std::string(query));
  if (!target) return fail(kBadFigure);
  const QueryValue value = [&](std::string_view name) -> std::optional<std::string_view> {
    for (const auto& [key, sent] : target->query)
      if (key == name) return sent;
    return std::nullopt;
  };
  return rows_request_of(value);
}

}  // namespace linli::analysis
