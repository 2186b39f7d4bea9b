#include "storage/store_common.hpp"

namespace linli::storage {

std::unique_ptr<Store> open_postgres_store(const StoreOptions&, std::span<const Schema>, const Clock&, bool) {
  throw StorageError("PostgreSQL is not there yet");
}

}  // namespace linli::storage
