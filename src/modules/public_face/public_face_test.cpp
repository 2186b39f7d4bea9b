// Releasing, withdrawing and reading, as the people of one district do it, on both engines.
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <vips/vips8>

#include "modules/cases/contact_store.hpp"
#include "modules/cases/photos.hpp"
#include "modules/cases/testing/world.hpp"
#include "modules/indicators/api.hpp"
#include "modules/public_face/errors.hpp"
#include "modules/public_face/http.hpp"
#include "storage/verify.hpp"

namespace linli::public_face {
namespace {

using namespace std::chrono_literals;
using cases::Step;
using cases::testing::run;
using storage::Snapshot;
using storage::Transaction;

std::string picture(int seed) {
  static const int kStarted = VIPS_INIT("public_face_test");
  if (kStarted != 0) throw std::runtime_error("libvips");
  auto image = (vips::VImage::xyz(64, 48)[0] * seed).cast(VIPS_FORMAT_UCHAR);
  void* bytes = nullptr;
  std::size_t size = 0;
  image.write_to_buffer(".jpg", &bytes, &size);
  std::string out(static_cast<const char*>(bytes), size);
  g_free(bytes);
  return out;
}

class PublicFaceOn : public ::testing::TestWithParam<storage::Engine> {
 protected:
  PublicFaceOn() { register_routes(world.router, face); }

  cases::testing::World world{GetParam(), {indicators::count_case}, {kPublicFaceSchema}};
  PublicFace face{{*world.store, *world.atlas, world.catalogue, world.cases->work,
                   [this](std::string digest) { return world.cases->photos.read(std::move(digest)); }}};

  boost::json::value must(Result<std::string> json) {
    if (!json) throw std::runtime_error(json.error().code);
    return boost::json::parse(*json);
  }
  // From the resident's report to the closed case, in so much time.
  cases::Received settled(std::string_view matter = "E1-01", std::chrono::milliseconds taken = 5h,
                          std::string text = "垃圾没人清", cases::Contact contact = {}) {
    auto report = world.report(matter, world.yard_a, std::move(text));
    report.contact = std::move(contact);
    auto received = world.receive(std::move(report));
    const auto id = received.entry.id;
    must(world.take(world.steward, id, {.step = Step::Accept}));
    world.store.clock.advance(taken);
    must(world.take(world.steward, id, {.step = Step::Done, .result = "已清运"}));
    must(world.take(world.worker, id, {.step = Step::Verify}));
    must(world.take(received, {.step = Step::Rate, .rating = 5, .solved = true}));
    return received;
  }
  NewRelease words(std::string title = "垃圾清运") {
    return {{std::move(title), "垃圾堆积两天", "当天清运，增设一个桶"}, {}};
  }
  boost::json::value release(CaseId entry, NewRelease wanted) {
    return must(run(face.release(world.worker, entry, std::move(wanted))));
  }
  boost::json::array listed(ListRequest request = {}) {
    return must(run(face.list(std::move(request)))).at("items").as_array();
  }
  PhotoId upload(const std::string& bytes) {
    return run(world.cases->photos.take_in(world.district, "10.0.0.1", bytes)).value().id;
  }
  void expect_verified() {
    const auto report = storage::verify(*world.store, world.store.schemas(), {}, {});
    EXPECT_TRUE(report.good()) << (report.findings.empty() ? "" : report.findings.front().message.en);
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, PublicFaceOn, ::testing::Values(storage::Engine::Sqlite, storage::Engine::Postgres),
                         cases::testing::engine_name);

TEST_P(PublicFaceOn, ASettledMatterIsReleasedReadByEverybodyAndWithdrawnAgain_R196) {
  const auto one = settled();
  EXPECT_TRUE(listed().empty());
  const auto proposal = must(run(face.proposal(world.worker, one.entry.id)));
  EXPECT_TRUE(proposal.at("allowed").as_bool());
  EXPECT_EQ(proposal.at("proposal").at("result").as_string(), "已清运");
  release(one.entry.id, words());
  const auto shown = listed();
  ASSERT_EQ(shown.size(), 1U);
  EXPECT_EQ(shown[0].at("title").as_string(), "垃圾清运");
  EXPECT_EQ(shown[0].at("community").at("name").as_string(), "解放社区");
  const auto text = boost::json::serialize(shown[0]);
  EXPECT_EQ(text.find(one.entry.number), std::string::npos) << "no number leads back to the resident's case";
  EXPECT_EQ(text.find("没人清"), std::string::npos) << "nor their words";
  const auto known = world.read([&](Snapshot& s) { return released(s, world.district, one.entry.id); });
  ASSERT_TRUE(known);
  EXPECT_EQ(known->result, "当天清运，增设一个桶");
  EXPECT_EQ(run(face.release(world.worker, one.entry.id, words())).error().code, kAlready.code);
  const auto withdrawn = must(run(face.withdraw(world.colleague, one.entry.id, "写错了")));
  EXPECT_TRUE(withdrawn.at("release").is_null());
  EXPECT_EQ(withdrawn.at("history").at(0).at("reason").as_string(), "写错了");
  EXPECT_TRUE(listed().empty());
  EXPECT_EQ(run(face.withdraw(world.colleague, one.entry.id, "再来")).error().code, kAlreadyWithdrawn.code);
  EXPECT_FALSE(world.read([&](Snapshot& s) { return released(s, world.district, one.entry.id); }));
  release(one.entry.id, words("改过的"));
  EXPECT_EQ(listed()[0].at("title").as_string(), "改过的");
  expect_verified();
}

TEST_P(PublicFaceOn, WhatLooksPersonalIsNeverReleasedInSilence) {
  const auto one = settled("E1-01", 1h, "我是赵小四，13800138000，3号楼", {"赵小四", "13800138000"});
  const auto proposal = must(run(face.proposal(world.worker, one.entry.id)));
  EXPECT_EQ(proposal.at("proposal").at("problem").as_string(), "我是[姓名]，[电话]，[门牌]");
  auto wanted = words();
  wanted.text.problem = "赵小四家门口的垃圾";
  const auto refused = run(face.release(world.worker, one.entry.id, wanted));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, kMarksLeft.code);
  EXPECT_EQ(refused.error().faults.at(0).field, "problem");
  EXPECT_EQ(refused.error().faults.at(0).value, "赵小四");
  const auto marks = must(run(face.marks(world.worker, one.entry.id, wanted.text)));
  EXPECT_EQ(marks.at("items").at(0).at("kind").as_string(), "name");
  wanted.marks_seen = true;
  EXPECT_EQ(release(one.entry.id, wanted).at("release").at("marks_left").as_int64(), 1) << "who let it stand is known";
}

TEST_P(PublicFaceOn, ConfidentialPersonalAndOpenMattersAreRefusedAndOthersCasesAreNotThere) {
  const auto open = world.receive(world.report("E1-01", world.yard_a));
  EXPECT_EQ(run(face.release(world.worker, open.entry.id, words())).error().code, kNotSettled.code);
  const auto one = settled();
  EXPECT_EQ(run(face.release(world.stranger, one.entry.id, words())).error().code, kNotFound.code);
  EXPECT_EQ(run(face.proposal(world.stranger, one.entry.id)).error().code, kNotFound.code);
  const auto secret = settled();
  world.write([&](Transaction& t) {
    return t.execute("UPDATE cases SET confidential = 1 WHERE district = $1 AND id = $2", world.district,
                     secret.entry.id);
  });
  EXPECT_EQ(run(face.release(world.worker, secret.entry.id, words())).error().code, kConfidential.code);
  const auto shown = must(run(face.proposal(world.worker, secret.entry.id)));
  EXPECT_FALSE(shown.at("allowed").as_bool());
  EXPECT_TRUE(shown.at("proposal").is_null());
  EXPECT_FALSE(shown.at("why").at("zh").as_string().empty());
}

TEST_P(PublicFaceOn, OnlyRedactedPicturesAreShownAndTheyOutliveTheirUpload) {
  auto report = world.report("E1-01", world.yard_a);
  const auto original = picture(3);
  report.photos = {upload(original)};
  const auto received = world.receive(report);
  must(world.take(world.steward, received.entry.id, {.step = Step::Accept}));
  must(world.take(world.steward, received.entry.id, {.step = Step::Done, .result = "已清运"}));
  must(world.take(world.worker, received.entry.id, {.step = Step::Verify}));
  must(world.take(received, {.step = Step::Rate, .rating = 5, .solved = true}));
  auto wanted = words();
  wanted.photos = {{report.photos[0], "原图"}};
  EXPECT_EQ(run(face.release(world.worker, received.entry.id, wanted)).error().code, kBadPhoto.code) << "claimed";
  wanted.photos = {{upload(original), "原图再传一次"}};
  EXPECT_EQ(run(face.release(world.worker, received.entry.id, wanted)).error().code, kBadPhoto.code)
      << "the same picture";
  wanted.photos = {{upload(picture(5)), "清运后的空地"}};
  release(received.entry.id, wanted);
  const auto url = std::string(listed()[0].at("photos").at(0).at("url").as_string());
  auto everybody = world.client();
  const auto photo = everybody.get(url);
  ASSERT_EQ(photo.status, 200) << photo.body;
  EXPECT_EQ(photo.header("content-type"), "image/jpeg");
  EXPECT_EQ(photo.header("cache-control"), "public, max-age=300, must-revalidate");
  EXPECT_EQ(everybody.get(url, {{"If-None-Match", photo.header("etag")}}).status, 304);
  EXPECT_EQ(everybody.get(url + "/thumb").status, 200);
  cases::PhotoOptions options;
  options.folder = world.store.folder() / "photos";
  options.also_used = shows_photo;
  cases::Photos sweeper(world.cases->context(), options);
  world.store.clock.advance(50h);
  run(sweeper.expire(world.district));
  EXPECT_EQ(everybody.get(url + "/thumb").status, 200);
  must(run(face.withdraw(world.worker, received.entry.id, "要再遮一处")));
  EXPECT_EQ(everybody.get(url).status, 404);
  expect_verified();
}

TEST_P(PublicFaceOn, TheListIsFilteredByAreaMatterAndPeriodAndReadByKey) {
  std::vector<std::string> titles;
  for (int i = 0; i < 5; ++i) {
    const auto one = settled(i % 2 == 0 ? "E1-01" : "C3-01");
    release(one.entry.id, words("第" + std::to_string(i) + "件"));
    world.store.clock.advance(24h);
  }
  ListRequest request{.limit = 2};
  do {
    const auto page = must(run(face.list(request)));
    for (const auto& item : page.at("items").as_array()) titles.emplace_back(item.at("title").as_string());
    request.cursor = page.at("next").is_null() ? "" : std::string(page.at("next").as_string());
  } while (!request.cursor.empty());
  EXPECT_EQ(titles, (std::vector<std::string>{"第4件", "第3件", "第2件", "第1件", "第0件"}));
  EXPECT_EQ(listed({.matter = world.matter("C3-01")}).size(), 2U);
  EXPECT_EQ(listed({.area = world.north}).size(), 5U);
  EXPECT_EQ(listed({.area = world.south}).size(), 0U);
  EXPECT_EQ(listed({.area = world.north, .matter = world.matter("E1-01"), .period = "2020"}).size(), 0U);
  const auto year = format_date(date_of(world.store.clock.now())).substr(0, 4);
  EXPECT_EQ(listed({.period = year}).size(), 5U);
  EXPECT_EQ(run(face.list({.area = world.yard_a})).error().faults.at(0).field, "area") << "never by dwelling";
  EXPECT_EQ(run(face.list({.period = "昨天"})).error().faults.at(0).field, "period");
  EXPECT_EQ(run(face.list({.cursor = "x"})).error().faults.at(0).field, "cursor");
}

TEST_P(PublicFaceOn, TheMapShowsTenOrMoreOfMonthsThatAreOver) {
  const auto year = format_date(date_of(world.store.clock.now())).substr(0, 4);
  for (int i = 0; i < 9; ++i) settled("E1-01", 1h);
  EXPECT_TRUE(must(run(face.map(year))).at("items").as_array().empty()) << "this month is not over";
  world.store.clock.advance(24h * 32);
  EXPECT_TRUE(must(run(face.map(year))).at("items").as_array().empty()) << "nine are too few";
  for (int i = 0; i < 3; ++i) settled("E1-01", 1h);
  world.store.clock.advance(24h * 32);
  const auto map = must(run(face.map(year)));
  ASSERT_EQ(map.at("items").as_array().size(), 1U) << boost::json::serialize(map);
  EXPECT_EQ(map.at("items").at(0).at("name").as_string(), "解放一网格");
  EXPECT_EQ(map.at("items").at(0).at("settled").as_int64(), 12);
  EXPECT_EQ(map.at("least").at("value").as_int64(), 10);
  EXPECT_EQ(run(face.map("2999")).error().code, kBadFilter.code);
}

TEST_P(PublicFaceOn, TypicalTimesComeFromCountersWithTheirSampleAndNoneForFew) {
  const auto year = format_date(date_of(world.store.clock.now())).substr(0, 4);
  for (int i = 0; i < 11; ++i) settled("E1-01", 5h);
  for (int i = 0; i < 3; ++i) settled("C3-01", 2h);
  const auto again = settled("E1-01", 5h);
  must(world.take(again, {.step = Step::Reopen, .reason = "又堆了"}));
  world.store.clock.advance(24h * 32);
  const auto times = must(run(face.times(year)));
  ASSERT_EQ(times.at("items").as_array().size(), 2U) << boost::json::serialize(times);
  for (const auto& row : times.at("items").as_array()) {
    const bool small = row.at("small").as_bool();
    EXPECT_EQ(small, row.at("matter").at("id").as_string() == to_string(world.matter("C3-01")));
    EXPECT_EQ(row.at("settled").is_null(), small);
    EXPECT_EQ(row.at("median_seconds").is_null(), small);
    if (small) continue;
    EXPECT_EQ(row.at("settled").as_int64(), 11) << "what was taken up again is not settled";
    EXPECT_NEAR(row.at("median_seconds").as_double(), 5 * 3600, 5 * 3600 * indicators::kPercentileError);
  }
}

}  // namespace
}  // namespace linli::public_face
