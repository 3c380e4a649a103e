// SPDX-License-Identifier: GPL-2.0-or-later
//
// What a capture's wrong numbers say about the network: for each fault where it sits, what speaks
// for that, what is ruled out, and what it cost. Pure judgement; the wording for people is in
// report.h.
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "capture_summary.h"
#include "connection_note.h"
#include "fault_patterns.h"

namespace seqbitflip {

// How the checksums of a fault's segments came out.
struct ChecksumTally {
  std::uint64_t damaged_after = 0;        // wrong as captured, right with the expected number
  std::uint64_t covers_wrong_number = 0;  // right as captured
  std::uint64_t not_verifiable = 0;

  std::uint64_t all() const { return damaged_after + covers_wrong_number + not_verifiable; }
  // Of those that can be verified:
  bool only_damaged_after() const { return damaged_after > 0 && covers_wrong_number == 0; }
  bool only_covering() const { return covers_wrong_number > 0 && damaged_after == 0; }
};

// What is known of a fault, as far as a conclusion can rest on it.
struct FaultFacts {
  Cause cause = Cause::kUnknown;
  bool related = false;       // the members share more than the cause
  bool untranslated = false;  // SACK edges that a device forgets
  std::uint64_t members = 0;
  std::uint64_t segments = 0;  // with one of them or more
  std::uint64_t packets = 0;   // the same, without those that are copies
  std::uint64_t different_masks = 0;
  std::set<std::int32_t> differences;
  ChecksumTally checksums;
  std::set<SegmentKind> segment_kinds;
};

struct Conclusion {
  std::string points_to;               // a sentence
  std::vector<std::string> reasons;    // sentences
  std::vector<std::string> ruled_out;  // sentences
  std::string look_next;               // a sentence; empty: nothing useful to say
};

// Never more certain than the facts: "may be", where only one packet is hit, or nothing but the
// cause relates the members.
Conclusion conclude(const FaultFacts& facts);

// What the fault did to the connections that it touched.
struct Cost {
  std::uint64_t connections = 0;
  std::uint64_t stalled = 0;          // connections that stood still for kNoticeableStallNs or more
  std::uint64_t never_recovered = 0;  // of these: not before the end of the connection or capture
  std::uint64_t reset = 0;            // of all: ended by a reset before they had gone on
  std::int64_t total_stall_ns = 0;    // of the stalled connections
  std::int64_t longest_stall_ns = 0;
  std::uint64_t bytes_sent_again = 0;
};

struct FaultDiagnosis {
  Fault fault;
  FaultFacts facts;
  Conclusion conclusion;
  Cost cost;
  std::uint64_t exposed = 0;  // segments of the kinds and from the sender that were hit
  std::int64_t first_ns = 0;  // time of the earliest and the latest member
  std::int64_t last_ns = 0;
  std::array<std::uint32_t, 32> bits{};
};

struct Diagnosis {
  CaptureSummary capture;
  std::vector<Finding> findings;          // in the order of the capture
  std::vector<FaultDiagnosis> faults;     // the largest first
  std::vector<FaultDiagnosis> scattered;  // the findings that belong to no fault, by cause
  // What is no fault, in the order of the capture; the caller's.
  std::vector<TranslationFound> translations;
  std::vector<RetractionFound> retractions;
};

// How many segments of these kinds the address sent; the port is ignored. An absent address stands
// for all.
using CountSegments =
    std::function<std::uint64_t(const std::optional<SocketAddress>&, const std::set<SegmentKind>&)>;

Diagnosis diagnose(std::vector<Finding> findings, const CaptureSummary& capture,
                   const CountSegments& count_segments);

}  // namespace seqbitflip
