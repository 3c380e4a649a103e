// SPDX-License-Identifier: GPL-2.0-or-later
//
// The diagnosis in words: what `tshark -z seqbitflip,report` prints.
#pragma once

#include <cstdint>
#include <string>

#include "diagnosis.h"

namespace seqbitflip {

// Plain text, lines of at most 100 characters but for long lists of names.
std::string report_text(const Diagnosis& diagnosis);

// "2026-11-20 17:32:40.123456 UTC"
std::string time_text(std::int64_t since_epoch_ns);
// "120.1 s", "35 ms"
std::string duration_text(std::int64_t duration_ns);

}  // namespace seqbitflip
