// SPDX-License-Identifier: GPL-2.0-or-later
//
// The diagnosis in words: what `tshark -z seqbitflip,report` prints, and the window shows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "diagnosis.h"

namespace seqbitflip {

constexpr std::size_t kWidthOfTerminal = 100;
// What fits in Wireshark's window for texts as long as nobody makes it larger.
constexpr std::size_t kWidthOfWindow = 70;

// Plain text, in lines of at most this many characters but for long names.
std::string report_text(const Diagnosis& diagnosis, std::size_t line_width = kWidthOfTerminal);

// "2026-11-20 17:32:40.123456 UTC"
std::string time_text(std::int64_t since_epoch_ns);
// "120.1 s", "35 ms"
std::string duration_text(std::int64_t duration_ns);

}  // namespace seqbitflip
