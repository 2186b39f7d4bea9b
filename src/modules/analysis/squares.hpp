#pragma once
// Pure: squares of so many metres on the map. A degree of longitude is shorter the further north, so a square's width
// in degrees follows the latitude of its row.

#include <compare>

namespace linli::analysis {

struct Cell {
  double row = 0;
  double column = 0;
  friend auto operator<=>(const Cell&, const Cell&) = default;
};

class Squares {
 public:
  explicit Squares(int metres);

  [[nodiscard]] Cell cell_of(double lon, double lat) const;
  struct Outline {
    double lon = 0;  // of its middle
    double lat = 0;
    double width = 0;  // degrees
    double height = 0;
  };
  [[nodiscard]] Outline outline_of(const Cell& cell) const;

 private:
  [[nodiscard]] double width_of(double row) const;
  double step_;
};

}  // namespace linli::analysis
