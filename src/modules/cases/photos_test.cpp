// Photos: rubbish, bombs, metadata, orientation, claiming and expiry. Pictures are made here with libvips.
#include <fstream>
#include <vips/vips8>

#include "modules/cases/contact_store.hpp"
#include "modules/cases/errors.hpp"
#include "modules/cases/photo_files.hpp"
#include "modules/cases/testing/world.hpp"

namespace linli::cases {
namespace {

using namespace std::chrono_literals;
using testing::run;
using testing::World;

std::string buffer_of(const vips::VImage& image, const char* suffix) {
  void* bytes = nullptr;
  std::size_t size = 0;
  image.write_to_buffer(suffix, &bytes, &size);
  std::string text(static_cast<const char*>(bytes), size);
  g_free(bytes);
  return text;
}

vips::VImage stripes(int width, int height) {
  return vips::VImage::black(width, height, vips::VImage::option()->set("bands", 3)).cast(VIPS_FORMAT_UCHAR) + 90;
}

vips::VImage decoded(const std::string& bytes) { return vips::VImage::new_from_buffer(bytes.data(), bytes.size(), ""); }

std::string contents(const PhotoFiles& files, const std::string& digest) { return files.read(digest).value(); }

class PhotosTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { ASSERT_EQ(VIPS_INIT("photos_test"), 0); }
  storage::testing::TempFolder folder;
  PhotoFiles files{{.folder = folder / "photos", .worker = {LINLI_PHOTO_WORKER}}};
};

TEST_F(PhotosTest, IsReencodedShrunkAndKeptUnderItsContent) {
  const auto stored = files.store(buffer_of(stripes(2400, 1200).cast(VIPS_FORMAT_UCHAR), ".png"));
  ASSERT_TRUE(stored) << stored.error().code;
  EXPECT_EQ(stored->width, 1600);
  EXPECT_EQ(stored->height, 800);
  const auto picture = contents(files, stored->digest);
  EXPECT_EQ(picture.substr(0, 3), "\xFF\xD8\xFF");
  EXPECT_EQ(decoded(contents(files, stored->thumb_digest)).width(), 320);
  const auto again = files.store(buffer_of(stripes(2400, 1200).cast(VIPS_FORMAT_UCHAR), ".png"));
  EXPECT_EQ(again->digest, stored->digest) << "the same picture is one file";
  for (const auto& entry : std::filesystem::directory_iterator(folder / "photos"))
    EXPECT_FALSE(entry.path().filename().string().starts_with("incoming")) << "nothing is left behind";
}

TEST_F(PhotosTest, LosesItsPositionAndStandsUpright) {
  auto image = stripes(400, 200).cast(VIPS_FORMAT_UCHAR).copy();
  image.set("exif-ifd3-GPSLatitude", "34/1 1/1 30/1 (34, 1, 30, Rational, 3 components, 24 bytes)");
  image.set("exif-ifd0-Make", "Secret Phone (Secret Phone, ASCII, 13 components, 13 bytes)");
  image.set("orientation", 6);
  const auto sent = buffer_of(image, ".jpg");
  ASSERT_NE(sent.find("Secret Phone"), std::string::npos) << "the test's own picture carries metadata";
  const auto stored = files.store(sent);
  ASSERT_TRUE(stored) << stored.error().code;
  EXPECT_EQ(stored->width, 200) << "turned by its orientation";
  EXPECT_EQ(stored->height, 400);
  for (const auto& digest : {stored->digest, stored->thumb_digest}) {
    const auto bytes = contents(files, digest);
    EXPECT_EQ(bytes.find("Secret Phone"), std::string::npos);
    EXPECT_EQ(bytes.find("Exif"), std::string::npos);
    EXPECT_EQ(vips_image_get_typeof(decoded(bytes).get_image(), "exif-ifd3-GPSLatitude"), 0U);
  }
}

TEST_F(PhotosTest, RefusesRubbish) {
  for (const auto& bytes :
       {std::string(), std::string("hello"), std::string(1000, '\0'), std::string("<svg/>"), std::string("%PDF-1.7")}) {
    const auto stored = files.store(bytes);
    ASSERT_FALSE(stored);
    EXPECT_EQ(stored.error().code, kNotAPhoto.code);
  }
  const auto good = buffer_of(stripes(800, 600).cast(VIPS_FORMAT_UCHAR), ".jpg");
  for (const auto& bytes : {good.substr(0, good.size() / 2), "\xFF\xD8\xFF" + std::string(5000, 'x')}) {
    const auto stored = files.store(bytes);
    ASSERT_FALSE(stored) << "cut or damaged";
    EXPECT_EQ(stored.error().code, kBadPhoto.code);
  }
}

TEST_F(PhotosTest, RefusesABombByItsHeader) {
  const auto bomb = buffer_of(stripes(12'000, 12'000).cast(VIPS_FORMAT_UCHAR), ".png[compression=9]");
  EXPECT_LT(bomb.size(), 2'000'000U) << "small to send, huge to decode";
  const auto stored = files.store(bomb);
  ASSERT_FALSE(stored);
  EXPECT_EQ(stored.error().code, kHugePhoto.code);
}

TEST_F(PhotosTest, ReadsNothingButDigests) {
  EXPECT_FALSE(files.read("../../etc/passwd"));
  EXPECT_FALSE(files.read(std::string(64, 'a')));
}

TEST_F(PhotosTest, IsClaimedByOneReportAndSeenByItsPeople) {
  World world;
  auto resident = world.client();
  const auto sent = buffer_of(stripes(640, 480).cast(VIPS_FORMAT_UCHAR), ".jpg");
  const auto uploaded = resident.send("POST", "/api/v1/public/photos", sent, {{"Content-Type", "image/jpeg"}});
  ASSERT_EQ(uploaded.status, 201) << uploaded.body;
  const auto photo = uploaded.text("/id");
  auto worker = world.client("worker");
  EXPECT_EQ(worker.get("/api/v1/photos/" + photo).status, 404) << "not claimed yet";
  auto report = world.report("E1-01", world.yard_a);
  report.photos = {{parse_id(photo).value()}};
  const auto received = world.receive(report);
  EXPECT_EQ(worker.get("/api/v1/photos/" + photo).header("content-type"), "image/jpeg");
  EXPECT_EQ(worker.get("/api/v1/photos/" + photo + "/thumb").status, 200);
  EXPECT_EQ(world.client("stranger").get("/api/v1/photos/" + photo).status, 404);
  const auto own = "/api/v1/public/reports/" + received.entry.number + "/photos/" + photo;
  EXPECT_EQ(resident.get(own).status, 404);
  EXPECT_EQ(resident.get(own, {{"X-Case-Secret", received.secret}}).status, 200);
  const auto twice = run(world.cases->intake.receive(report, {.district = world.district}));
  ASSERT_FALSE(twice) << "another report cannot take it";
  EXPECT_EQ(twice.error().code, kNoPhoto.code);
}

TEST(UploadLimit, HoldsForOneNetworkAndOneHour) {
  UploadLimit limit(2);
  const auto start = *parse_instant("2026-03-02T09:30:00Z");
  EXPECT_EQ(limit.admit("10.0.0.1", start), 0);
  EXPECT_EQ(limit.admit("10.0.0.1", start), 0);
  EXPECT_EQ(limit.admit("10.0.0.1", start), 30 * 60) << "until the hour is over";
  EXPECT_EQ(limit.admit("10.0.0.2", start), 0) << "others are not held up";
  EXPECT_EQ(limit.admit("10.0.0.1", start + 30min), 0);
}

TEST_F(PhotosTest, WhatNobodyClaimsExpires) {
  World world;
  const auto sent = buffer_of(stripes(64, 48).cast(VIPS_FORMAT_UCHAR), ".jpg");
  ASSERT_TRUE(run(world.cases->photos.take_in(world.district, "10.0.0.1", sent)));
  EXPECT_EQ(run(world.cases->photos.expire(world.district)), 0);
  world.store.clock.advance(25h);
  EXPECT_EQ(run(world.cases->photos.expire(world.district)), 1);
}

}  // namespace
}  // namespace linli::cases
