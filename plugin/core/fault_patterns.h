// SPDX-License-Identifier: GPL-2.0-or-later
//
// Which of a capture's wrong numbers are one fault: those that share a mask, one bit and its
// polarity, a difference, or an order of bytes, more of them than chance would have it. What else
// the members have in common is found, not assumed.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "verdict.h"

namespace seqbitflip {

// One wrong number, as the patterns see it.
struct Finding {
  FrameId frame;
  NumberKind kind = NumberKind::kSequence;
  WrongNumber wrong;
  std::uint8_t offset = 0;  // of a number in an option; see Suspect
  std::uint8_t edge = 0;
};

// What makes the members one fault.
enum class Form : std::uint8_t {
  kMask,        // the same bits differ
  kStuckBit,    // one bit, always wrong the same way
  kDifference,  // observed - expected is the same
  kByteOrder,
  kCleared,
  kAnotherConnection,
  kUntranslated,  // SACK edges that a device forgets to translate, each connection by its
                  // difference
  kScattered,     // nothing but the cause: no fault that find_faults() would claim
};

// A property that all members share.
enum class Trait : std::uint8_t {
  kSource,         // address and port that sent them
  kSourceAddress,  // only the address
  kDestination,
  kDestinationAddress,
  kSourceMac,  // the neighbour that handed the frames over
  kDestinationMac,
  kVlan,
  kTtl,
  kInterface,
  kSegmentKind,
  kPayloadLength,
  kTcpInFrame,   // where the TCP header starts, in bytes from the start of the frame
  kTcpInPacket,  // and of the IP packet
};

const char* name_of(Trait trait);

struct Fault {
  NumberKind kind = NumberKind::kSequence;
  Form form = Form::kMask;
  Cause cause = Cause::kUnknown;
  std::uint32_t mask = 0;            // kMask and kStuckBit: the bits that differ
  bool bit_is_set = false;           // kStuckBit: the observed numbers have the bit set
  std::int32_t delta = 0;            // kDifference
  std::vector<std::int32_t> deltas;  // kUntranslated: the different ones, rising
  bool once = false;                 // kScattered: of one packet
  // Indices of the findings, rising; at least two, but one may do for kUntranslated and kScattered.
  std::vector<std::size_t> members;
  std::map<Trait, std::string> in_common;

  // The text of the .pattern field: the same in every frame that shares the fault.
  std::string name() const;
};

// More than these are not told apart: the rest stays unrelated.
inline constexpr std::size_t kMostFaults = 32;

// The findings must be in the order of the capture. Each belongs to one fault at the most; the rest
// has nothing to do with each other as far as the numbers tell. The faults come by size, the
// largest first.
std::vector<Fault> find_faults(std::span<const Finding> findings);

// Finds what the fault's members have in common.
void find_common(std::span<const Finding> findings, Fault& fault);

// How often the observed number differs at each bit, over some of the findings.
std::array<std::uint32_t, 32> bit_histogram(std::span<const Finding> findings,
                                            std::span<const std::size_t> members);

}  // namespace seqbitflip
