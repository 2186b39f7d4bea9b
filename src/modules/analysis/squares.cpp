#include "modules/analysis/squares.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace linli::analysis {
namespace {

constexpr double kMetresOfDegree = 111'320;
constexpr double kHalfTurn = 180;
constexpr double kHalf = 0.5;
constexpr double kNarrowest = 0.1;  // towards the poles a square stays finite

}  // namespace

Squares::Squares(int metres) : step_(metres / kMetresOfDegree) {}

double Squares::width_of(double row) const {
  return step_ / std::max(kNarrowest, std::cos((row + kHalf) * step_ * std::numbers::pi / kHalfTurn));
}

Cell Squares::cell_of(double lon, double lat) const {
  const auto row = std::floor(lat / step_);
  return {row, std::floor(lon / width_of(row))};
}

Squares::Outline Squares::outline_of(const Cell& cell) const {
  const auto width = width_of(cell.row);
  return {(cell.column + kHalf) * width, (cell.row + kHalf) * step_, width, step_};
}

}  // namespace linli::analysis
