#pragma once
// Prepared statements of one connection, found again by their text. Most texts are literals, so the address is tried
// first and only compared; a hash of the whole text is the second way.

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace linli::storage {

// `Statement` is movable and frees itself.
template <class Statement>
class StatementCache {
 public:
  // One text. Several statements when it is run again while its rows are still being read.
  struct Entry {
    std::string sql;
    std::vector<Statement> idle;
    int busy = 0;
  };

  Entry& find(std::string_view sql) {
    auto& slot = recent_[(reinterpret_cast<std::uintptr_t>(sql.data()) >> 3 ^ sql.size()) % recent_.size()];
    if (slot != nullptr && slot->sql == sql) return *slot;
    const auto found = entries_.find(sql);
    slot = found != entries_.end() ? found->second.get() : &add(sql);
    return *slot;
  }

  void clear() {
    recent_.fill(nullptr);
    entries_.clear();
  }

 private:
  // Filters make texts of their own; past this many, idle ones are dropped.
  static constexpr std::size_t kMost = 1'000;

  Entry& add(std::string_view sql) {
    if (entries_.size() >= kMost) {
      recent_.fill(nullptr);
      std::erase_if(entries_, [](const auto& item) { return item.second->busy == 0; });
    }
    auto entry = std::make_unique<Entry>(Entry{std::string(sql), {}, 0});
    auto& added = *entry;
    entries_.emplace(std::string_view(added.sql), std::move(entry));
    return added;
  }

  std::array<Entry*, 256> recent_{};
  std::unordered_map<std::string_view, std::unique_ptr<Entry>> entries_;
};

}  // namespace linli::storage
