// The only file that sees libvips.
#include "modules/cases/photo_worker.hpp"

#include <cstdio>
#include <vips/vips8>

namespace linli::cases {
namespace {

constexpr int kLongestSide = 1600;
constexpr int kThumbSide = 320;
constexpr double kMostPixels = 50e6;
constexpr int kMostSide = 20'000;
constexpr int kQuality = 82;

// Opening reads the header only, so a bomb is refused before a pixel is decoded.
bool is_huge(const char* file) {
  const auto header = vips::VImage::new_from_file(file, vips::VImage::option()->set("access", VIPS_ACCESS_SEQUENTIAL));
  return header.width() > kMostSide || header.height() > kMostSide ||
         double(header.width()) * double(header.height()) > kMostPixels;
}

// Applies the orientation of the metadata and shrinks; a truncated file is an error, not a grey stripe.
vips::VImage upright(const char* file, int side) {
  return vips::VImage::thumbnail(file, side,
                                 vips::VImage::option()
                                     ->set("height", side)
                                     ->set("size", VIPS_SIZE_DOWN)
                                     ->set("fail_on", VIPS_FAIL_ON_TRUNCATED)
                                     ->set("export_profile", "srgb"));
}

// Transparent parts become white; strip drops EXIF (with its position), XMP, IPTC and profiles.
void write_jpeg(const vips::VImage& picture, const char* file) {
  auto opaque = picture.has_alpha()
                    ? picture.flatten(vips::VImage::option()->set("background", std::vector<double>{255, 255, 255}))
                    : picture;
  opaque.jpegsave(file, vips::VImage::option()->set("Q", kQuality)->set("strip", true)->set("optimize_coding", true));
}

int shrink(const char* in, const char* out, const char* thumb) {
  if (is_huge(in)) return kPhotoHuge;
  const auto picture = upright(in, kLongestSide);
  write_jpeg(picture, out);
  write_jpeg(upright(in, kThumbSide), thumb);
  std::printf("%d %d\n", picture.width(), picture.height());
  return kPhotoDone;
}

}  // namespace

int run_photo_worker(std::span<const std::string> arguments) {
  if (arguments.size() != 3 || VIPS_INIT("linli") != 0) return kPhotoUsage;
  // Loaders that libvips itself holds unfit for foreign files (SVG, PDF, ImageMagick …) stay shut.
  vips_block_untrusted_set(TRUE);
  vips_cache_set_max(0);
  vips_concurrency_set(1);
  try {
    return shrink(arguments[0].c_str(), arguments[1].c_str(), arguments[2].c_str());
  } catch (const vips::VError& error) {
    std::fputs(error.what(), stderr);
    return kPhotoUnreadable;
  }
}

}  // namespace linli::cases
