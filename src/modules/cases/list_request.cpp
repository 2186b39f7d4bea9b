#include "modules/cases/list_request.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.hpp"
#include "http/target.hpp"
#include "modules/cases/errors.hpp"
#include "modules/cases/names.hpp"

namespace linli::cases {
namespace {

constexpr std::size_t kLongestWords = 100;

Fault bad_filter(std::string_view field, std::string_view value) {
  return {std::string(field),
          std::nullopt,
          std::string(value),
          {"无法识别", "Not understood"},
          {"请按接口说明填写", "See the description of the interface"}};
}

class Reader {
 public:
  explicit Reader(const Parameters& query) : query_(query) {}

  [[nodiscard]] std::string_view value(std::string_view name) const {
    const auto found = std::ranges::find(query_, name, &Parameters::value_type::first);
    return found == query_.end() ? std::string_view() : found->second;
  }
  template <class Parse, class Into>
  void take(std::string_view name, const Parse& parse, Into& into) {
    const auto text = value(name);
    if (text.empty()) return;
    if (auto parsed = parse(text)) {
      into = *parsed;
    } else {
      faults.push_back(bad_filter(name, text));
    }
  }
  template <class IdType>
  void take_id(std::string_view name, IdType& into) {
    const auto parse = [](std::string_view text) -> std::optional<IdType> {
      const auto id = parse_id(text);
      return id ? std::optional(IdType{*id}) : std::nullopt;
    };
    take(name, parse, into);
  }

  std::vector<Fault> faults;

 private:
  const Parameters& query_;
};

// Every filter but the cursor itself, as it was sent.
std::string fingerprint_of(const Parameters& query) {
  std::string text;
  for (const auto& [name, value] : query)
    if (name != "cursor") text += name + '=' + value + '&';
  return text;
}

}  // namespace

Result<ListRequest> list_request_of(const Parameters& query) {
  ListRequest wanted;
  Reader reader(query);
  reader.take("list", parse_list_kind, wanted.filter.kind);
  reader.take("state", parse_state, wanted.filter.state);
  reader.take("figure", parse_figure, wanted.filter.figure);
  reader.take("period", parse_period, wanted.filter.period);
  reader.take("channel", parse_channel, wanted.channel);
  reader.take_id("area", wanted.area);
  reader.take_id("grid", wanted.grid);
  reader.take_id("body", wanted.body);
  reader.take_id("matter", wanted.matter);
  if (!reader.faults.empty()) return fail(kBadFilter, std::move(reader.faults));
  if (const auto limit = reader.value("limit"); !limit.empty())
    std::from_chars(limit.data(), limit.data() + limit.size(), wanted.limit);
  wanted.words = prefix_utf8(trim(reader.value("q")), kLongestWords);
  wanted.cursor = reader.value("cursor");
  wanted.fingerprint = fingerprint_of(query);
  return wanted;
}

Result<ListRequest> list_request_of(std::string_view query) {
  Parameters parameters;
  constexpr std::array<std::string_view, 2> kOfThePage{"view", "page"};
  while (!query.empty()) {
    const auto end = query.find('&');
    const auto pair = query.substr(0, end);
    query = end == std::string_view::npos ? std::string_view() : query.substr(end + 1);
    const auto equals = std::min(pair.find('='), pair.size());
    auto name = http::percent_decode(pair.substr(0, equals), true);
    auto value = http::percent_decode(pair.substr(std::min(equals + 1, pair.size())), true);
    if (!name || !value || !is_valid_utf8(*name) || !is_valid_utf8(*value))
      return fail(kBadFilter, {bad_filter("query", pair)});
    if (std::ranges::find(kOfThePage, *name) == kOfThePage.end())
      parameters.emplace_back(std::move(*name), std::move(*value));
  }
  return list_request_of(parameters);
}

}  // namespace linli::cases
