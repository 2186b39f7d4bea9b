#include "storage/database.hpp"

#include "storage/cursor.hpp"

namespace linli::storage {

Cursor::Cursor(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Cursor::Cursor(Cursor&&) noexcept = default;
Cursor& Cursor::operator=(Cursor&&) noexcept = default;
Cursor::~Cursor() = default;

bool Cursor::next() { return impl_->next(); }
int Cursor::columns() const { return impl_->columns(); }
std::string_view Cursor::name(int column) const { return impl_->name(column); }
ValueKind Cursor::kind(int column) const { return impl_->kind(column); }
bool Cursor::is_null(int column) const { return impl_->is_null(column); }
std::int64_t Cursor::integer(int column) const { return impl_->integer(column); }
double Cursor::real(int column) const { return impl_->real(column); }
std::string_view Cursor::text(int column) const { return impl_->text(column); }
BytesView Cursor::bytes(int column) const { return impl_->bytes(column); }

Value Cursor::value(int column) const {
  switch (kind(column)) {
    case ValueKind::Null:
      return {};
    case ValueKind::Integer:
      return integer(column);
    case ValueKind::Real:
      return real(column);
    case ValueKind::Text:
      return text(column);
    case ValueKind::Bytes:
      return bytes(column);
  }
  return {};
}

std::optional<std::int64_t> Cursor::maybe_integer(int column) const {
  if (is_null(column)) return std::nullopt;
  return integer(column);
}

std::optional<double> Cursor::maybe_real(int column) const {
  if (is_null(column)) return std::nullopt;
  return real(column);
}

std::optional<std::string> Cursor::maybe_string(int column) const {
  if (is_null(column)) return std::nullopt;
  return string(column);
}

std::optional<Instant> Cursor::maybe_instant(int column) const {
  if (is_null(column)) return std::nullopt;
  return instant(column);
}

}  // namespace linli::storage
