#pragma once
// Booking premises and rooms: one at a time, and never a room while the whole house is taken.

#include <boost/asio/awaitable.hpp>
#include <string>

#include "modules/registers/context.hpp"

namespace linli::registers {

struct NewBooking {
  Instant from;
  Instant to;
  std::string purpose;
  std::string used_by;
};

class Bookings {
 public:
  explicit Bookings(const Context& context) : context_(context) {}

  // The calendar of a record between two days, with what its parts and its whole are booked for.
  boost::asio::awaitable<Result<std::string>> calendar(const accounts::Caller& caller, std::string kind,
                                                       RecordId record, Date from, Date to);
  // Whoever sees a record may book it. Fails: kNotBookable, kInvalid, kTaken, kEnded, kNotFound.
  boost::asio::awaitable<Result<std::string>> book(const accounts::Caller& caller, std::string kind, RecordId record,
                                                   NewBooking booking);
  // Who booked it may cancel it, and who keeps the register. Fails: kNoBooking, kNotYours, kBookingOver.
  boost::asio::awaitable<Result<std::string>> cancel(const accounts::Caller& caller, BookingId booking,
                                                     std::string reason);

 private:
  const Context& context_;
};

}  // namespace linli::registers
