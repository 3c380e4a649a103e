// SPDX-License-Identifier: GPL-2.0-or-later
//
// The diagnosis as one JSON document; docs/report-schema.md describes it.
#pragma once

#include <cstdio>

#include "diagnosis.h"

namespace seqbitflip {

// Raised when a member changes its meaning or goes away; new members do not raise it.
inline constexpr int kReportSchemaVersion = 1;

void write_report_json(const Diagnosis& diagnosis, std::FILE* output);

}  // namespace seqbitflip
