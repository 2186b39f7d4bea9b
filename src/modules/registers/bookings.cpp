#include "modules/registers/bookings.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "modules/registers/booking_store.hpp"
#include "modules/registers/errors.hpp"
#include "modules/registers/index_store.hpp"
#include "modules/registers/record_store.hpp"
#include "modules/registers/render.hpp"
#include "modules/registers/rules.hpp"

namespace linli::registers {

namespace asio = boost::asio;
using accounts::Caller;
using storage::Snapshot;
using storage::Transaction;

namespace {

constexpr int kMostParts = 200;
constexpr std::chrono::days kLongestCalendar{93};

// What cannot be used at the same time: the record, the house it is a part of, and its own parts.
std::vector<RecordId> bound_together(const Context& context, Snapshot& snapshot, DistrictId district,
                                     const Found& found) {
  std::vector<RecordId> records{found.record.id};
  if (const auto* whole = found.kind->part_of()) {
    const auto* value = found.record.values.if_contains(whole->name());
    const auto id = value != nullptr && value->is_string() ? parse_id(value->get_string()) : std::nullopt;
    if (id) records.push_back(RecordId{*id});
  }
  for (const auto& kind : context.shelf.book(snapshot, district)->kinds) {
    const auto* part = kind->declared.bookable ? kind->part_of() : nullptr;
    if (part == nullptr || part->declared.target != found.kind->name()) continue;
    const auto parts =
        bearers_of(snapshot, district, kind->name(), part->name(), to_string(found.record.id), kMostParts);
    records.insert(records.end(), parts.begin(), parts.end());
  }
  return records;
}

Fault taken_by(const Booking& booking, Offset offset) {
  const auto time =
      format_instant(booking.from, offset).substr(0, 16) + " – " + format_instant(booking.to, offset).substr(0, 16);
  return {"from",
          std::nullopt,
          {},
          {time + " 已预约：" + booking.purpose, "booked " + time + ": " + booking.purpose},
          {"请改时间或另选地方", "choose another time or place"}};
}

std::vector<Fault> faults_in(const NewBooking& booking, Instant now) {
  auto faults = booking_faults(booking.from, booking.to, now);
  const auto need = [&](std::string field, const std::string& text, Text reason) {
    if (trim(text).empty())
      faults.push_back({std::move(field), std::nullopt, {}, std::move(reason), {"请填写", "please fill it in"}});
  };
  need("purpose", booking.purpose, {"没有写用途", "The purpose is missing"});
  need("used_by", booking.used_by, {"没有写使用单位或团队", "Who uses it is missing"});
  return faults;
}

bool may_cancel(const Caller& caller, const Kind& kind, const Booking& booking) {
  return booking.booked_by == caller.account || kind.may_write(caller);
}

}  // namespace

asio::awaitable<Result<std::string>> Bookings::calendar(const Caller& caller, std::string kind, RecordId record,
                                                        Date from, Date to) {
  auto work = [&](Snapshot& snapshot) -> Result<std::string> {
    const auto found = find_record(context_, snapshot, caller, kind, record);
    if (!found) return fail(found.error());
    if (!found->kind->declared.bookable) return fail(kNotBookable);
    const auto begin = start_of(from, caller.offset);
    const auto end = std::min(start_of(to, caller.offset), begin + kLongestCalendar);
    Names names(context_, snapshot, caller);
    JsonWriter w;
    w.begin_object().key("items").begin_array();
    for (const auto id : bound_together(context_, snapshot, caller.district, *found)) {
      const auto other = id == record ? std::optional(found->record) : load_record(snapshot, caller.district, id);
      // A part that the caller does not see is still taken, so the stretch is shown without its words.
      const bool seen = other && sees(caller, *other);
      for (auto booking : bookings_between(snapshot, caller.district, id, begin, end, false)) {
        if (!seen) booking.purpose = booking.used_by = {};
        write_booking(w, booking, names, caller.offset, seen && may_cancel(caller, *found->kind, booking));
      }
    }
    return w.end_array().end_object().take();
  };
  co_return co_await context_.store.read(work);
}

asio::awaitable<Result<std::string>> Bookings::book(const Caller& caller, std::string kind, RecordId record,
                                                    NewBooking booking) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    const auto found = find_record(context_, transaction, caller, kind, record);
    if (!found) return fail(found.error());
    if (!found->kind->declared.bookable) return fail(kNotBookable);
    if (found->record.to) return fail(kEnded);
    if (auto faults = faults_in(booking, transaction.now()); !faults.empty()) return fail(kInvalid, std::move(faults));
    // One writer on SQLite, serialisable transactions on PostgreSQL: nobody books between this look and the insert.
    for (const auto id : bound_together(context_, transaction, caller.district, *found)) {
      const auto others = bookings_between(transaction, caller.district, id, booking.from, booking.to, false);
      if (!others.empty()) return fail(kTaken, {taken_by(others.front(), caller.offset)});
    }
    Booking made{.id = transaction.new_id_as<BookingId>(),
                 .record = record,
                 .from = booking.from,
                 .to = booking.to,
                 .purpose = std::string(trim(booking.purpose)),
                 .used_by = std::string(trim(booking.used_by)),
                 .booked_by = caller.account,
                 .booked_at = transaction.now(),
                 .cancelled_at = {},
                 .cancelled_by = {},
                 .cancel_reason = {}};
    insert_booking(transaction, caller.district, made);
    Names names(context_, transaction, caller);
    JsonWriter w;
    write_booking(w, made, names, caller.offset, true);
    return w.take();
  };
  co_return co_await context_.store.write(work);
}

asio::awaitable<Result<std::string>> Bookings::cancel(const Caller& caller, BookingId booking, std::string reason) {
  auto work = [&](Transaction& transaction) -> Result<std::string> {
    auto found = load_booking(transaction, caller.district, booking);
    const auto record = found ? load_record(transaction, caller.district, found->record) : std::nullopt;
    if (!record || !sees(caller, *record)) return fail(kNoBooking);
    const auto kind = readable_kind(*context_.shelf.book(transaction, caller.district), caller, record->kind);
    if (!kind) return fail(kNoBooking);
    if (!may_cancel(caller, **kind, *found)) return fail(kNotYours);
    if (found->cancelled_at || found->to <= transaction.now()) return fail(kBookingOver);
    found->cancelled_at = transaction.now();
    found->cancelled_by = caller.account;
    found->cancel_reason = std::string(trim(reason));
    cancel_booking(transaction, caller.district, *found);
    Names names(context_, transaction, caller);
    JsonWriter w;
    write_booking(w, *found, names, caller.offset, false);
    return w.take();
  };
  co_return co_await context_.store.write(work);
}

}  // namespace linli::registers
