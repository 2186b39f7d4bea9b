#pragma once
// `linli internal-photo IN OUT THUMB`: decodes one foreign picture in a process of its own, under the kernel's limits,
// and writes it again: upright, at most 1600 pixels, JPEG, without metadata; and a thumbnail.

#include <span>
#include <string>

namespace linli::cases {

inline constexpr int kPhotoDone = 0;
inline constexpr int kPhotoUnreadable = 11;
inline constexpr int kPhotoHuge = 12;
inline constexpr int kPhotoUsage = 2;

// The process's exit code. Prints `width height` of the result. Call it before anything else is set up.
int run_photo_worker(std::span<const std::string> arguments);

}  // namespace linli::cases
