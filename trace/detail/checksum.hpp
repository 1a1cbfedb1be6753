// SPDX-License-Identifier: BSL-1.0
//
// CRC-32 (the polynomial of zip and PNG), eight bytes a step: a recording of a
// million events is checked in about 20 ms. It finds damage, not malice.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace looplab::trace::detail {

using checksum_tables = std::array<std::array<std::uint32_t, 256>, 8>;

constexpr checksum_tables make_checksum_tables() {
  checksum_tables all{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t value = i;
    for (int bit = 0; bit < 8; ++bit) {
      value = value >> 1 ^ ((value & 1) != 0 ? 0xedb8'8320u : 0);
    }
    all[0][i] = value;
  }
  for (std::size_t t = 1; t < 8; ++t) {
    for (std::size_t i = 0; i < 256; ++i) {
      const std::uint32_t before = all[t - 1][i];
      all[t][i] = before >> 8 ^ all[0][before & 0xff];
    }
  }
  return all;
}

inline constexpr checksum_tables checksum_table = make_checksum_tables();

inline std::uint32_t checksum(std::string_view bytes) {
  const checksum_tables& t = checksum_table;
  std::uint32_t crc = 0xffff'ffffu;
  const char* at = bytes.data();
  std::size_t left = bytes.size();
  for (; left >= 8; left -= 8, at += 8) {
    std::uint64_t part = 0;
    std::memcpy(&part, at, 8);
    part ^= crc;
    crc = t[7][part & 0xff] ^ t[6][part >> 8 & 0xff] ^ t[5][part >> 16 & 0xff] ^
          t[4][part >> 24 & 0xff] ^ t[3][part >> 32 & 0xff] ^
          t[2][part >> 40 & 0xff] ^ t[1][part >> 48 & 0xff] ^ t[0][part >> 56];
  }
  for (; left > 0; --left, ++at) {
    crc = crc >> 8 ^ t[0][(crc ^ static_cast<unsigned char>(*at)) & 0xff];
  }
  return ~crc;
}

}  // namespace looplab::trace::detail
