#include "storage/event_codec.hpp"

#include <bit>

#include "storage/crypto.hpp"

namespace linli::storage {
namespace {

void append_big_endian(std::string& out, std::uint64_t number, int bytes) {
  for (int i = bytes - 1; i >= 0; --i) out.push_back(static_cast<char>(number >> (8 * i)));
}

void append_sized(std::string& out, std::string_view text) {
  append_big_endian(out, text.size(), 4);
  out.append(text);
}

void append_value(std::string& out, const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    out.push_back('i');
    append_big_endian(out, static_cast<std::uint64_t>(*number), 8);
  } else if (const auto* real = std::get_if<double>(&value)) {
    out.push_back('r');
    append_big_endian(out, std::bit_cast<std::uint64_t>(*real), 8);
  } else if (const auto* text = std::get_if<std::string_view>(&value)) {
    out.push_back('t');
    append_sized(out, *text);
  } else if (const auto* bytes = std::get_if<BytesView>(&value)) {
    out.push_back('b');
    append_sized(out, as_text(*bytes));
  } else {
    out.push_back('n');
  }
}

}  // namespace

Digest event_mac(const KeyRing& keys, const EventView& event, std::string& scratch) {
  scratch.assign(1, 'E');
  append_big_endian(scratch, static_cast<std::uint64_t>(event.district), 8);
  append_big_endian(scratch, static_cast<std::uint64_t>(event.at), 8);
  append_big_endian(scratch, static_cast<std::uint64_t>(event.actor_kind), 1);
  append_big_endian(scratch, static_cast<std::uint64_t>(event.actor), 8);
  append_big_endian(scratch, static_cast<std::uint64_t>(event.subject), 8);
  for (const auto text : {event.kind, event.subject_kind, event.before, event.after, event.digests})
    append_sized(scratch, text);
  return keys.journal_mac(as_bytes_view(scratch));
}

Digest link_mac(const KeyRing& keys, const Digest& previous, std::int64_t sequence, BytesView mac) {
  std::string message(1, 'L');
  message.reserve(1 + 32 + 8 + 32);
  message.append(as_text(previous));
  append_big_endian(message, static_cast<std::uint64_t>(sequence), 8);
  message.append(as_text(mac));
  return keys.journal_mac(as_bytes_view(message));
}

void append_ordered(std::string& out, std::int64_t number) {
  append_big_endian(out, static_cast<std::uint64_t>(number) ^ (std::uint64_t{1} << 63), 8);
}

std::int64_t read_ordered(std::string_view bytes) {
  std::uint64_t number = 0;
  for (int i = 0; i < 8; ++i) number = number << 8 | static_cast<unsigned char>(bytes[i]);
  return static_cast<std::int64_t>(number ^ (std::uint64_t{1} << 63));
}

void RowDigest::begin(std::string_view table, std::int64_t district, std::span<const std::int64_t> key) {
  message_.assign(1, 'R');
  hints_.clear();
  append_sized(message_, table);
  append_big_endian(message_, static_cast<std::uint64_t>(district), 8);
  for (const auto number : key) append_big_endian(message_, static_cast<std::uint64_t>(number), 8);
}

void RowDigest::column(const Value& value) {
  const auto start = message_.size();
  append_value(message_, value);
  const auto hint = keys_.column_hint(as_bytes_view(std::string_view(message_).substr(start)));
  append_big_endian(hints_, hint, 2);
}

void RowDigest::finish(std::string& out) {
  out.push_back(static_cast<char>(hints_.size() / 2));
  out.append(hints_);
  const auto digest = keys_.journal_mac(as_bytes_view(message_));
  out.append(as_text(BytesView(digest).first(kRowDigestBytes)));
}

void append_packed_head(std::string& out, std::string_view table, std::span<const std::int64_t> key) {
  out.push_back(static_cast<char>(table.size()));
  out.append(table);
  out.push_back(static_cast<char>(key.size()));
  for (const auto number : key) append_ordered(out, number);
}

bool take_packed_row(std::string_view& packed, PackedRow& row) {
  auto rest = packed;
  const auto take = [&](std::size_t bytes, std::string_view& part) {
    if (rest.size() < bytes) return false;
    part = rest.substr(0, bytes);
    rest.remove_prefix(bytes);
    return true;
  };
  const auto take_byte = [&](std::size_t& number) {
    std::string_view part;
    if (!take(1, part)) return false;
    number = static_cast<unsigned char>(part[0]);
    return true;
  };
  std::size_t name = 0, key = 0, columns = 0;
  row.hints = row.digest = {};
  if (!take_byte(name) || !take(name, row.table) || !take_byte(key) || !take(key * 8, row.key) || !take_byte(columns))
    return false;
  row.columns = static_cast<int>(columns);
  if (columns > 0 && (!take(columns * 2, row.hints) || !take(kRowDigestBytes, row.digest))) return false;
  packed = rest;
  return true;
}

}  // namespace linli::storage
