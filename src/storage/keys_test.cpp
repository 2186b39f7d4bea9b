#include "storage/keys.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "storage/crypto.hpp"
#include "storage/key_files.hpp"
#include "storage/testing/notes.hpp"
#include "storage/testing/temp_folder.hpp"
#include "storage/testing/test_store.hpp"

namespace linli::storage {
namespace {

using namespace testing;
namespace fs = std::filesystem;

class Keys : public ::testing::Test {
 protected:
  TempFolder folder;
  std::unique_ptr<KeyRing> keys = KeyRing::open(folder / "keys", true);
  Bytes wrapped = keys->new_data_key(42);
  SealContext place{"people", "phone", 7};
};

unsigned mode_of(const fs::path& path) {
  struct stat found{};
  ::stat(path.c_str(), &found);
  return found.st_mode & 0777;
}

TEST_F(Keys, BelongToTheirOwnerAlone) {
  EXPECT_EQ(mode_of(folder / "keys"), 0700U);
  for (const auto& entry : fs::directory_iterator(folder / "keys")) EXPECT_EQ(mode_of(entry.path()), 0600U);
}

TEST_F(Keys, OpenWhatTheySealed) {
  const auto sealed = keys->seal(wrapped, 42, place, "13800138000");
  EXPECT_EQ(keys->open_sealed(wrapped, 42, place, sealed), "13800138000");
  EXPECT_NE(keys->seal(wrapped, 42, place, "13800138000"), sealed) << "a fresh nonce every time";
}

TEST_F(Keys, RefuseWhatWasMovedOrChanged) {
  auto sealed = keys->seal(wrapped, 42, place, "secret");
  EXPECT_THROW((void)keys->open_sealed(wrapped, 42, {"people", "phone", 8}, sealed), StorageError);
  EXPECT_THROW((void)keys->open_sealed(wrapped, 42, {"people", "id_number", 7}, sealed), StorageError);
  EXPECT_THROW((void)keys->open_sealed(wrapped, 43, place, sealed), StorageError) << "another person's key";
  sealed.back() ^= std::byte{1};
  EXPECT_THROW((void)keys->open_sealed(wrapped, 42, place, sealed), StorageError);
}

TEST_F(Keys, RotationKeepsOldValuesReadable) {
  const auto sealed = keys->seal(wrapped, 42, place, "old");
  EXPECT_EQ(keys->rotate(), 2);
  EXPECT_EQ(keys->open_sealed(wrapped, 42, place, sealed), "old");
  const auto fresh = keys->new_data_key(42);
  const auto again = KeyRing::open(folder / "keys", false);
  EXPECT_EQ(again->master_version(), 2);
  EXPECT_EQ(again->open_sealed(wrapped, 42, place, sealed), "old");
  EXPECT_EQ(again->open_sealed(fresh, 42, place, again->seal(fresh, 42, place, "new")), "new");
}

TEST_F(Keys, AreNotMadeAnewWhenTheyShouldBeThere) {
  EXPECT_THROW((void)KeyRing::open(folder / "elsewhere", false), StorageError);
  fs::remove(folder / "keys" / "journal.key");
  EXPECT_THROW((void)KeyRing::open(folder / "keys", true), StorageError) << "one is missing";
}

TEST(KeysOfAStore, AreMissedWhenTheDataExists) {
  TestStore world({kNotes});
  world.close();
  fs::remove_all(world.options().keys_dir);
  EXPECT_THROW(world.reopen(), StorageError);
}

TEST_F(Keys, TravelUnderAPassphrase) {
  const auto sealed = keys->seal(wrapped, 42, place, "secret");
  keys->rotate();
  export_keys(folder / "keys", folder / "keys.export", "correct horse");
  EXPECT_EQ(mode_of(folder / "keys.export"), 0600U);
  EXPECT_THROW(import_keys(folder / "keys.export", folder / "other", "wrong"), StorageError);
  EXPECT_FALSE(fs::exists(folder / "other"));
  import_keys(folder / "keys.export", folder / "other", "correct horse");
  EXPECT_EQ(KeyRing::open(folder / "other", false)->open_sealed(wrapped, 42, place, sealed), "secret");
  EXPECT_THROW(import_keys(folder / "keys.export", folder / "other", "correct horse"), StorageError)
      << "keys that are there are never overwritten";
}

TEST_F(Keys, BlindIndexIsTheSameForTheSameValueAndPurposeOnly) {
  EXPECT_EQ(keys->blind_index("phone", "138"), keys->blind_index("phone", "138"));
  EXPECT_NE(keys->blind_index("phone", "138"), keys->blind_index("id", "138"));
  EXPECT_NE(keys->blind_index("phone", "138"), KeyRing::open(folder / "third", true)->blind_index("phone", "138"));
}

TEST_F(Keys, AnchorsSurviveAndAreLogged) {
  Digest link{};
  link[0] = std::byte{0xab};
  keys->anchor(DistrictId{5}, 12, link);
  keys->anchor(DistrictId{5}, 13, link);
  keys->log_anchors(*parse_date("2026-03-02"), "daily");
  const auto again = KeyRing::open(folder / "keys", false);
  ASSERT_TRUE(again->anchored(DistrictId{5}));
  EXPECT_EQ(again->anchored(DistrictId{5})->sequence, 13);
  EXPECT_EQ(again->anchored(DistrictId{5})->link, link);
  EXPECT_FALSE(again->anchored(DistrictId{6}));
  EXPECT_THAT(read_file(folder / "keys" / "anchors" / "log"),
              ::testing::StartsWith("2026-03-02 daily district=5 sequence=13 link=ab00"));
}

TEST(Secrets, HoldNoLookAlikes) {
  for (int i = 0; i < 50; ++i) {
    const auto secret = random_secret(10);
    EXPECT_EQ(secret.size(), 16U);
    EXPECT_EQ(secret.find_first_of("01OI"), std::string::npos) << secret;
    EXPECT_EQ(normalise_secret(secret), secret);
  }
  EXPECT_EQ(normalise_secret("ab1-cdi lm"), "ABLCDLLM");
}

TEST(Crypto, SipHashMatchesItsPaper) {
  // Aumasson & Bernstein, SipHash, appendix A: key 00..0f, message 00..0e.
  std::array<std::byte, 16> key{};
  std::array<std::byte, 15> message{};
  for (std::size_t i = 0; i < key.size(); ++i) key[i] = std::byte(i);
  for (std::size_t i = 0; i < message.size(); ++i) message[i] = std::byte(i);
  EXPECT_EQ(sip_hash(key, message), 0xa129ca6149be45e5ULL);
}

RC_GTEST_PROP(SealProperty, WhateverWasSealedOpensTheSame, (const std::string& plain)) {
  static TempFolder folder;
  static const auto keys = KeyRing::open(folder / "keys", true);
  const auto key = keys->new_data_key(1);
  RC_ASSERT(keys->open_sealed(key, 1, {"t", "c", 1}, keys->seal(key, 1, {"t", "c", 1}, plain)) == plain);
}

}  // namespace
}  // namespace linli::storage
