// Forms and parameters.
#include "modules/open311/reader.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/text.hpp"

namespace linli::open311 {
namespace {

const Instant kNow = *parse_instant("2026-11-30T12:00:00+08:00");

TEST(Open311Form, PlusIsASpacePercentIsAByteAndRubbishIsRefused) {
  const auto form = parse_form("a=1+2&b=%E8%B7%AF%E7%81%AF&flag&=x&a=3");
  ASSERT_TRUE(form);
  EXPECT_EQ(*form, (Pairs{{"a", "1 2"}, {"b", "路灯"}, {"flag", ""}, {"", "x"}, {"a", "3"}}));
  for (const auto* bad : {"a=%", "a=%4", "a=%zz", "a=%FF", "a=%00", "%C3=1"}) EXPECT_FALSE(parse_form(bad)) << bad;
  std::string many;
  for (int i = 0; i < 1001; ++i) many += "a=1&";
  EXPECT_FALSE(parse_form(many));
}

RC_GTEST_PROP(Open311Form, WhatIsWrittenReadsTheSame, (const std::vector<std::pair<std::string, std::string>>& pairs)) {
  Pairs clean;
  for (const auto& [name, value] : pairs)
    if (is_valid_utf8(name) && is_valid_utf8(value) && !(name.empty() && value.empty()))
      clean.emplace_back(name, value);
  RC_ASSERT(parse_form(write_form(clean)) == clean);
}

TEST(Open311Form, AnEmptyParameterIsTheSameAsAMissingOne) {
  const Pairs form{{"a", "  "}, {"a", " x "}, {"b", ""}};
  EXPECT_EQ(value_in(form, "a"), "x");
  EXPECT_EQ(value_in(form, "b"), "");
}

TEST(Open311Form, AttributesComeByCodeAndRepeatForLists) {
  const Pairs form{{"attribute[A]", "1"}, {"attribute[B][]", "2"}, {"attribute[B][]", "3"},
                   {"attribute[C]", ""},  {"attribute[", "x"},     {"attributes[A]", "x"}};
  EXPECT_EQ(attributes_in(form), (Pairs{{"A", "1"}, {"B", "2"}, {"B", "3"}}));
}

TEST(Open311Reader, MomentsNeedAZoneAndForgiveALostPlus) {
  EXPECT_EQ(read_moment("2026-11-30T12:00:00+08:00"), kNow);
  EXPECT_EQ(read_moment("2026-11-30T12:00:00 08:00"), kNow);
  EXPECT_EQ(read_moment("2026-11-30T04:00Z"), kNow);
  for (const auto* bad : {"2026-11-30", "2026-11-30T12:00:00", "yesterday", "2026-13-30T12:00:00Z", ""})
    EXPECT_FALSE(read_moment(bad)) << bad;
}

struct SpanCase {
  const char* name;
  Pairs query;
  Instant from;
  Instant until;
};

TEST(Open311Reader, SpansNeverExceedNinetyDays) {
  using std::chrono::days;
  const auto second = std::chrono::seconds{1};
  const auto june = *parse_instant("2026-06-01T00:00:00Z");
  const std::vector<SpanCase> table{
      {"none: the most recent ninety days", {}, kNow + second - days{90}, kNow + second},
      {"a start alone: ninety days from it", {{"start_date", "2026-06-01T00:00:00Z"}}, june, june + days{90}},
      {"an end alone: ninety days up to it",
       {{"end_date", "2026-06-01T00:00:00Z"}},
       june + second - days{90},
       june + second},
      {"both within: as given",
       {{"start_date", "2026-05-31T00:00:00Z"}, {"end_date", "2026-06-01T00:00:00Z"}},
       june - days{1},
       june + second},
      {"both further apart: the latest ninety days of them",
       {{"start_date", "2020-01-01T00:00:00Z"}, {"end_date", "2026-06-01T00:00:00Z"}},
       june + second - days{90},
       june + second}};
  for (const auto& row : table) {
    const auto ask = read_list(row.query, kNow);
    ASSERT_TRUE(ask) << row.name;
    EXPECT_EQ(ask->requested.from, row.from) << row.name;
    EXPECT_EQ(ask->requested.until, row.until) << row.name;
  }
}

TEST(Open311Reader, EverythingWrongInAListIsNamedAtOnce) {
  const auto ask = read_list({{"start_date", "gestern"},
                              {"status", "half"},
                              {"page", "0"},
                              {"page_size", "5000"},
                              {"bbox", "1,2,3"},
                              {"updated_after", "x"}},
                             kNow);
  ASSERT_FALSE(ask);
  EXPECT_EQ(ask.error().items.size(), 6U);
  EXPECT_FALSE(read_list({{"start_date", "2026-06-02T00:00:00Z"}, {"end_date", "2026-06-01T00:00:00Z"}}, kNow));
}

TEST(Open311Reader, IdsOverrideAllOtherParameters) {
  const auto ask = read_list({{"service_request_id", "1, 2,,3"}, {"start_date", "rubbish"}}, kNow);
  ASSERT_TRUE(ask);
  EXPECT_EQ(ask->ids, (std::vector<std::string>{"1", "2", "3"}));
}

struct PostCase {
  const char* name;
  Pairs form;
  const char* faulty;  // what the description begins with; empty: none
};

TEST(Open311Reader, APostIsJudgedFieldByField) {
  const Pairs at{{"service_code", "x"}, {"lat", "34"}, {"long", "113.8"}};
  const auto with = [&](const char* name, const char* value) {
    auto form = at;
    std::erase_if(form, [&](const auto& pair) { return pair.first == name; });
    form.emplace_back(name, value);
    return form;
  };
  const std::string long_text(4001, 'a');
  const std::vector<PostCase> table{{"both degrees", at, ""},
                                    {"no service", with("service_code", ""), "service_code"},
                                    {"half a position", with("long", ""), "long"},
                                    {"words for degrees", with("lat", "34N"), "lat"},
                                    {"beyond the pole", with("lat", "91"), "lat"},
                                    {"not a number", with("lat", "nan"), "lat"},
                                    {"no place at all", {{"service_code", "x"}}, "lat, long"},
                                    {"an address alone", {{"service_code", "x"}, {"address_string", "龙阳光世家"}}, ""},
                                    {"too long", with("description", long_text.c_str()), "description"},
                                    {"a script", with("description", "<script>x</script>"), "description"},
                                    {"a closing tag", with("description", "x</b>"), "description"},
                                    {"less than is no tag", with("description", "水压 <2 公斤, a < b"), ""},
                                    {"a link", with("media_url", "https://example.org/a.jpg"), ""},
                                    {"no link", with("media_url", "javascript:alert(1)"), "media_url"},
                                    {"a link with a space", with("media_url", "https://example.org/a b"), "media_url"}};
  for (const auto& row : table) {
    std::vector<ErrorItem> faults;
    (void)read_post(row.form, faults);
    EXPECT_EQ(faults.empty(), std::string_view(row.faulty).empty()) << row.name;
    if (!faults.empty()) EXPECT_TRUE(faults.front().description.starts_with(row.faulty)) << row.name;
  }
}

TEST(Open311Reader, NamesAreJoinedAsTheirLanguageDoes) {
  std::vector<ErrorItem> faults;
  EXPECT_EQ(read_post({{"first_name", "三"}, {"last_name", "张"}}, faults).contact.name, "张三");
  EXPECT_EQ(read_post({{"first_name", "John"}, {"last_name", "Smith"}}, faults).contact.name, "John Smith");
  EXPECT_EQ(read_post({{"last_name", "李"}}, faults).contact.name, "李");
}

}  // namespace
}  // namespace linli::open311
