// SPDX-License-Identifier: GPL-2.0-or-later
//
// A scenario: one connection as a capture shows it, told segment by segment in a text file, and
// what has to be said of each segment at once and after all. The language is described in
// tests/unit/scenarios/README.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "verdict.h"
#include "wire_segment.h"

namespace seqbitflip::test {

// What a scenario says of a wrong number; what it leaves open is absent.
struct ToldWrong {
  NumberKind kind = NumberKind::kSequence;
  std::uint8_t edge = 0;  // of SACK edges
  SeqNum expected{0};
  std::optional<std::uint32_t> mask;
  std::optional<std::int32_t> delta;
  std::optional<Confidence> confidence;
  std::optional<std::uint32_t> reference;
  std::optional<ChecksumFinding> checksum;
};

struct ToldSegment {
  WireSegment wire;
  int line = 0;  // of the file
  std::string text;
  // What has to be said; empty: nothing is wrong.
  std::vector<ToldWrong> at_once;
  std::vector<ToldWrong> settled;
  // Whether the story speaks of it at all. Of any other segment nothing may be said at any time.
  bool at_once_is_told = false;
  bool settled_is_told = false;
  bool at_once_is_open = false;  // it tells that anything may be said at once
};

struct Scenario {
  std::string verified;  // its first line
  std::vector<ToldSegment> segments;
  bool nothing_is_wrong = false;  // it says so
};

// Throws std::runtime_error, with file and line, where the file makes no sense or expects nothing.
Scenario read_scenario(const std::filesystem::path& file);

// Everything in which the core's verdicts differ from what the scenario tells; empty: nothing.
std::vector<std::string> departures_from(const Scenario& scenario);

}  // namespace seqbitflip::test
