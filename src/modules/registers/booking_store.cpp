#include "modules/registers/booking_store.hpp"

#include <algorithm>

#include "base/json_writer.hpp"
#include "modules/registers/schema.hpp"

namespace linli::registers {

using storage::Cursor;
using storage::Snapshot;
using storage::Transaction;

namespace {

#define LINLI_BOOKING_COLUMNS \
  "id, record, from_at, to_at, purpose, used_by, booked_by, booked_at, cancelled_at, cancelled_by, cancel_reason"

Booking booking_of(const Cursor& row) {
  return {.id = row.id<BookingId>(0),
          .record = row.id<RecordId>(1),
          .from = row.instant(2),
          .to = row.instant(3),
          .purpose = row.string(4),
          .used_by = row.string(5),
          .booked_by = row.id<AccountId>(6),
          .booked_at = row.instant(7),
          .cancelled_at = row.maybe_instant(8),
          .cancelled_by = row.id<AccountId>(9),
          .cancel_reason = row.string(10)};
}

void record_event(Transaction& transaction, DistrictId district, const Booking& booking, std::string_view kind,
                  AccountId actor) {
  JsonWriter json;
  json.begin_object().field("record", booking.record).field("from", format_instant(booking.from));
  json.field("to", format_instant(booking.to)).field("purpose", booking.purpose).field("used_by", booking.used_by);
  json.field("reason", booking.cancel_reason).end_object();
  transaction.record({.district = district,
                      .kind = kind,
                      .actor_kind = storage::ActorKind::Staff,
                      .actor = actor,
                      .subject_kind = "record",
                      .subject_id = booking.record.value,
                      .before = {},
                      .after = json.take(),
                      .rows = {{&kBookingsTable, {booking.id.value}}}});
}

}  // namespace

void insert_booking(Transaction& transaction, DistrictId district, const Booking& booking) {
  transaction.execute("INSERT INTO register_bookings (district, " LINLI_BOOKING_COLUMNS
                      ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
                      district, booking.id, booking.record, booking.from, booking.to, booking.purpose, booking.used_by,
                      booking.booked_by, booking.booked_at, booking.cancelled_at, booking.cancelled_by,
                      booking.cancel_reason);
  record_event(transaction, district, booking, "registers.booked", booking.booked_by);
}

void cancel_booking(Transaction& transaction, DistrictId district, const Booking& booking) {
  transaction.execute(
      "UPDATE register_bookings SET cancelled_at = $3, cancelled_by = $4, cancel_reason = $5 WHERE district = $1 AND "
      "id "
      "= $2",
      district, booking.id, booking.cancelled_at, booking.cancelled_by, booking.cancel_reason);
  record_event(transaction, district, booking, "registers.booking_cancelled", booking.cancelled_by);
}

std::optional<Booking> load_booking(Snapshot& snapshot, DistrictId district, BookingId booking) {
  auto rows = snapshot.query("SELECT " LINLI_BOOKING_COLUMNS " FROM register_bookings WHERE district = $1 AND id = $2",
                             district, booking);
  if (!rows.next()) return std::nullopt;
  return booking_of(rows);
}

std::vector<Booking> bookings_between(Snapshot& snapshot, DistrictId district, RecordId record, Instant from,
                                      Instant to, bool with_cancelled) {
  auto rows = snapshot.query("SELECT " LINLI_BOOKING_COLUMNS
                             " FROM register_bookings WHERE district = $1 AND record = $2 AND to_at > $3 AND from_at < "
                             "$4 ORDER BY to_at, id",
                             district, record, from, to);
  std::vector<Booking> bookings;
  while (rows.next()) {
    auto booking = booking_of(rows);
    if (with_cancelled || !booking.cancelled_at) bookings.push_back(std::move(booking));
  }
  std::ranges::sort(bookings, {}, [](const Booking& booking) { return std::pair(booking.from, booking.id); });
  return bookings;
}

}  // namespace linli::registers
