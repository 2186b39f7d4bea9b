#include "modules/cases/contact_store.hpp"

#include "base/text.hpp"

namespace linli::cases {

using storage::Bytes;
using storage::Cursor;
using storage::SealContext;
using storage::Snapshot;
using storage::Transaction;

namespace {

SealContext name_of(CaseId entry) { return {"case_contacts", "name_sealed", entry.value}; }
SealContext phone_of(CaseId entry) { return {"case_contacts", "phone_sealed", entry.value}; }

std::string digits_of(std::string_view phone) {
  std::string digits;
  for (const char c : normalise_width(phone)) {
    if (c >= '0' && c <= '9') digits += c;
  }
  return digits;
}

#define LINLI_PHOTO_COLUMNS "id, case_id, digest, thumb_digest, width, height"

Photo photo_of(const Cursor& row) {
  return {row.id<PhotoId>(0),
          row.id<CaseId>(1),
          row.string(2),
          row.string(3),
          static_cast<int>(row.integer(4)),
          static_cast<int>(row.integer(5))};
}

std::vector<Photo> photos_of(Cursor rows) {
  std::vector<Photo> photos;
  while (rows.next()) photos.push_back(photo_of(rows));
  return photos;
}

}  // namespace

bool seal_contact(Transaction& transaction, DistrictId district, CaseId entry, const Contact& contact,
                  const storage::KeyRing& keys) {
  const auto name = trim(contact.name);
  const auto phone = trim(contact.phone);
  if (name.empty() && phone.empty()) return false;
  const auto key = keys.new_data_key(entry.value);
  std::optional<Bytes> sealed_name;
  std::optional<Bytes> sealed_phone;
  std::optional<storage::Digest> index;
  if (!name.empty()) sealed_name = keys.seal(key, entry.value, name_of(entry), name);
  if (!phone.empty()) {
    sealed_phone = keys.seal(key, entry.value, phone_of(entry), phone);
    index = keys.blind_index("phone", digits_of(phone));
  }
  transaction.execute("INSERT INTO case_keys (district, case_id, wrapped_key) VALUES ($1, $2, $3)", district, entry,
                      key);
  transaction.execute(
      "INSERT INTO case_contacts (district, case_id, name_sealed, phone_sealed, phone_index) VALUES ($1, $2, $3, $4, "
      "$5)",
      district, entry, sealed_name, sealed_phone, index ? std::optional(storage::BytesView(*index)) : std::nullopt);
  return true;
}

std::optional<Contact> open_contact(Snapshot& snapshot, DistrictId district, CaseId entry,
                                    const storage::KeyRing& keys) {
  auto rows = snapshot.query(
      "SELECT k.wrapped_key, t.name_sealed, t.phone_sealed FROM case_contacts t JOIN case_keys k ON k.district = "
      "t.district AND k.case_id = t.case_id WHERE t.district = $1 AND t.case_id = $2",
      district, entry);
  if (!rows.next()) return std::nullopt;
  const auto wrapped = rows.bytes(0);
  const Bytes key(wrapped.begin(), wrapped.end());
  Contact contact;
  if (!rows.is_null(1)) contact.name = keys.open_sealed(key, entry.value, name_of(entry), rows.bytes(1));
  if (!rows.is_null(2)) contact.phone = keys.open_sealed(key, entry.value, phone_of(entry), rows.bytes(2));
  return contact;
}

std::int64_t insert_reading(Transaction& transaction, DistrictId district, CaseId entry, const Reading& reading) {
  const auto id = transaction.new_id();
  transaction.execute(
      "INSERT INTO case_readings (district, case_id, id, at, account, reason) VALUES ($1, $2, $3, $4, $5, $6)",
      district, entry, id, reading.at, reading.account, reading.reason);
  return id;
}

std::vector<Reading> load_readings(Snapshot& snapshot, DistrictId district, CaseId entry) {
  auto rows = snapshot.query(
      "SELECT at, account, reason FROM case_readings WHERE district = $1 AND case_id = $2 ORDER BY id DESC", district,
      entry);
  std::vector<Reading> readings;
  while (rows.next()) readings.push_back({rows.instant(0), rows.id<AccountId>(1), rows.string(2)});
  return readings;
}

void insert_photo(Transaction& transaction, DistrictId district, const Photo& photo) {
  transaction.execute(
      "INSERT INTO case_photos (district, id, case_id, digest, thumb_digest, width, height, uploaded_at) VALUES ($1, "
      "$2, $3, $4, $5, $6, $7, $8)",
      district, photo.id, photo.case_id, photo.digest, photo.thumb_digest, photo.width, photo.height,
      transaction.now());
}

bool claim_photo(Transaction& transaction, DistrictId district, PhotoId photo, CaseId entry) {
  return transaction.execute("UPDATE case_photos SET case_id = $1 WHERE district = $2 AND id = $3 AND case_id IS NULL",
                             entry, district, photo) == 1;
}

std::vector<Photo> load_photos(Snapshot& snapshot, DistrictId district, CaseId entry) {
  return photos_of(snapshot.query("SELECT " LINLI_PHOTO_COLUMNS
                                  " FROM case_photos WHERE district = $1 AND case_id = $2 ORDER BY uploaded_at, id",
                                  district, entry));
}

std::optional<Photo> load_photo(Snapshot& snapshot, DistrictId district, PhotoId photo) {
  auto rows = snapshot.query("SELECT " LINLI_PHOTO_COLUMNS " FROM case_photos WHERE district = $1 AND id = $2",
                             district, photo);
  if (!rows.next()) return std::nullopt;
  return photo_of(rows);
}

std::vector<Photo> unclaimed_photos(Snapshot& snapshot, DistrictId district, Instant before, int limit) {
  return photos_of(snapshot.query("SELECT " LINLI_PHOTO_COLUMNS
                                  " FROM case_photos WHERE district = $1 AND case_id IS NULL AND uploaded_at < $2 "
                                  "ORDER BY uploaded_at, id LIMIT $3",
                                  district, before, limit));
}

void delete_photo(Transaction& transaction, DistrictId district, PhotoId photo) {
  transaction.execute("DELETE FROM case_photos WHERE district = $1 AND id = $2", district, photo);
}

bool is_claimed(Snapshot& snapshot, DistrictId district, std::string_view digest) {
  auto rows =
      snapshot.query("SELECT 1 FROM case_photos WHERE district = $1 AND digest = $2 AND case_id IS NOT NULL LIMIT 1",
                     district, digest);
  return rows.next();
}

bool is_used(Snapshot& snapshot, DistrictId district, std::string_view digest) {
  auto rows = snapshot.query("SELECT 1 FROM case_photos WHERE district = $1 AND digest = $2 LIMIT 1", district, digest);
  return rows.next();
}

}  // namespace linli::cases
