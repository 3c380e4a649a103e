// SPDX-License-Identifier: GPL-2.0-or-later
// The command-line options that choose the kind of fault, shared by every program that corrupts.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>

#include "fault.h"

namespace faults {

struct FaultOptions {
  std::string random_bits;  // "3" or "1-6"
  unsigned bit = 0;
  std::string mask;
  std::int64_t offset = 0;
  std::string stuck_bit;  // "position:value"
};

// Adds the options to `app`, of which at most one may be given.
CLI::Option_group* add_fault_options(CLI::App& app, FaultOptions& options);

// The fault that the parsed command line chose; throws CLI::ValidationError for a bad value.
Fault make_fault(const CLI::Option_group& group, const FaultOptions& options, Random& random);

}  // namespace faults
