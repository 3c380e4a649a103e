// SPDX-License-Identifier: GPL-2.0-or-later
// Copies a capture, corrupts the chosen numbers on the way, and tells what it changed.
#pragma once

#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "fault.h"
#include "segment_change.h"
#include "selection.h"

namespace faults {

struct Change {
  std::uint64_t frame = 0;
  std::size_t which = 0;  // of the segment's numbers of the kind, from 0
  std::string_view kind;
  std::uint32_t original = 0;
  std::uint32_t corrupted = 0;
  bool checksum_valid_before = false;
  bool checksum_valid_after = false;
  Endpoint source;
  Endpoint destination;
};

struct InjectionPlan {
  const NumberField* field = nullptr;
  // Makes the fault anew: the search for candidates tries it without spending its random numbers.
  std::function<Fault(Random&)> make_fault;
  Selection selection = {};
  bool stale_checksum = true;
  std::uint64_t seed = 1;
};

struct InjectionResult {
  std::uint64_t frames = 0;
  std::uint64_t candidates = 0;
  std::vector<Change> changes;
  std::string damage;  // why reading stopped before the end of the file, if it did
};

// Throws CaptureError when a file cannot be read or written; then there is no output file.
InjectionResult inject(const std::string& input, const std::string& output,
                       const InjectionPlan& plan);

nlohmann::ordered_json truth_of(const InjectionPlan& plan, const InjectionResult& result);

}  // namespace faults
