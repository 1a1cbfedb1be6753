// SPDX-License-Identifier: BSL-1.0
//
// See colour_distance.hpp. sRGB to linear light, through the eyes, to CIE Lab
// (D65); then the formula of Sharma, Wu and Dalal (2005).
#include "tests/frame/colour_distance.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace looplab::tests {

namespace {

using triple = std::array<double, 3>;
using matrix = std::array<triple, 3>;

constexpr matrix protan = {{{0.152286, 1.052583, -0.204868},
                            {0.114503, 0.786281, 0.099216},
                            {-0.003882, -0.048116, 1.051998}}};
constexpr matrix deutan = {{{0.367322, 0.860646, -0.227968},
                            {0.280085, 0.672501, 0.047413},
                            {-0.011820, 0.042940, 0.968881}}};
constexpr matrix tritan = {{{1.255528, -0.076749, -0.178779},
                            {-0.078411, 0.930809, 0.147602},
                            {0.004733, 0.691367, 0.303900}}};
constexpr matrix to_xyz = {{{0.4124564, 0.3575761, 0.1804375},
                            {0.2126729, 0.7151522, 0.0721750},
                            {0.0193339, 0.1191920, 0.9503041}}};

triple times(const matrix& m, const triple& v) {
  triple out{};
  for (std::size_t i = 0; i < 3; ++i) {
    out[i] = m[i][0] * v[0] + m[i][1] * v[1] + m[i][2] * v[2];
  }
  return out;
}

double linear(std::uint8_t channel) {
  const double c = channel / 255.0;
  return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

triple seen(exporting::rgb colour, vision eyes) {
  triple light = {linear(colour.red), linear(colour.green),
                  linear(colour.blue)};
  if (eyes != vision::normal) {
    light = times(eyes == vision::protan   ? protan
                  : eyes == vision::deutan ? deutan
                                           : tritan,
                  light);
  }
  for (double& part : light) {
    part = std::clamp(part, 0.0, 1.0);
  }
  return light;
}

triple lab(const triple& light) {
  const triple xyz = times(to_xyz, light);
  const triple white = {0.95047, 1.0, 1.08883};
  triple f{};
  for (std::size_t i = 0; i < 3; ++i) {
    const double t = xyz[i] / white[i];
    f[i] = t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116.0;
  }
  return {116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])};
}

double degrees(double radians) {
  return radians * 180 / std::numbers::pi;
}

double cosine(double angle) {
  return std::cos(angle * std::numbers::pi / 180);
}

double hue(double a, double b) {
  const double out = a == 0 && b == 0 ? 0 : degrees(std::atan2(b, a));
  return out < 0 ? out + 360 : out;
}

/// 25^7 is the chroma at which the formula changes its mind about greys.
double seventh(double chroma) {
  const double power = std::pow(chroma, 7);
  return std::sqrt(power / (power + std::pow(25.0, 7)));
}

double mean_hue(double one, double two, bool grey) {
  if (grey) {
    return one + two;
  }
  if (std::abs(one - two) <= 180) {
    return (one + two) / 2;
  }
  return one + two < 360 ? (one + two + 360) / 2 : (one + two - 360) / 2;
}

double ciede2000(const triple& p, const triple& q) {
  const double mean = (std::hypot(p[1], p[2]) + std::hypot(q[1], q[2])) / 2;
  const double stretch = 1.5 - 0.5 * seventh(mean);
  const double ap = p[1] * stretch;
  const double aq = q[1] * stretch;
  const double cp = std::hypot(ap, p[2]);
  const double cq = std::hypot(aq, q[2]);
  const double hp = hue(ap, p[2]);
  const double hq = hue(aq, q[2]);
  const bool grey = cp * cq == 0;
  double turn = grey ? 0 : hq - hp;
  turn += turn > 180 ? -360 : turn < -180 ? 360 : 0;
  const double dh =
      2 * std::sqrt(cp * cq) * std::sin(turn / 2 * std::numbers::pi / 180);
  const double l = (p[0] + q[0]) / 2 - 50;
  const double c = (cp + cq) / 2;
  const double h = mean_hue(hp, hq, grey);
  const double t = 1 - 0.17 * cosine(h - 30) + 0.24 * cosine(2 * h) +
                   0.32 * cosine(3 * h + 6) - 0.20 * cosine(4 * h - 63);
  const double sl = 1 + 0.015 * l * l / std::sqrt(20 + l * l);
  const double sc = 1 + 0.045 * c;
  const double sh = 1 + 0.015 * c * t;
  const double bend = 60 * std::exp(-std::pow((h - 275) / 25, 2));
  const double rotate =
      -std::sin(bend * std::numbers::pi / 180) * 2 * seventh(c);
  const double x = (q[0] - p[0]) / sl;
  const double y = (cq - cp) / sc;
  const double z = dh / sh;
  return std::sqrt(x * x + y * y + z * z + rotate * y * z);
}

}  // namespace

double distance(exporting::rgb a, exporting::rgb b, vision eyes) {
  return ciede2000(lab(seen(a, eyes)), lab(seen(b, eyes)));
}

}  // namespace looplab::tests
