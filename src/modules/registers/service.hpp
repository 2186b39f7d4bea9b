#pragma once
// Declared records, built once by app.

#include <boost/asio/thread_pool.hpp>
#include <filesystem>

#include "modules/registers/bookings.hpp"
#include "modules/registers/desk.hpp"
#include "modules/registers/files.hpp"

namespace linli::registers {

// References must outlive the service.
struct RegistersParts {
  storage::Store& store;
  const areas::Atlas& atlas;
  KindSource source;
  std::filesystem::path folder;  // uploads below the data folder
};

class Registers {
 public:
  explicit Registers(RegistersParts parts)
      : shelf_(std::move(parts.source)),
        context_{parts.store, parts.atlas, shelf_},
        desk(context_),
        bookings(context_),
        files(context_, desk, std::move(parts.folder)) {}
  Registers(const Registers&) = delete;
  Registers& operator=(const Registers&) = delete;

  [[nodiscard]] const Context& context() const { return context_; }

 private:
  KindShelf shelf_;
  const Context context_;

 public:
  Desk desk;
  Bookings bookings;
  Files files;
};

}  // namespace linli::registers
