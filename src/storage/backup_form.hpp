#pragma once
// Marks of the records inside a backup.

namespace linli::storage {

inline constexpr char kHead = 'H', kTable = 'T', kRow = 'R', kTableEnd = 'E', kFile = 'F', kPiece = 'D', kFileEnd = 'G',
                      kEnd = 'Z';

}  // namespace linli::storage
