// SPDX-License-Identifier: GPL-2.0-or-later
//
// What the members of a fault have in common beside their numbers, and what the fault is called.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "fault_patterns.h"
#include "findings.h"

namespace seqbitflip::test {
namespace {

// Findings that share every trait, and the change that ends that for some of them.
struct TraitCase {
  const char* what_differs;
  void (*change)(Finding&);
  std::vector<Trait> no_longer_shared;
};

TEST(FindCommon, FindsWhatAllMembersShareAndNothingElse) {
  const TraitCase cases[] = {
      {"nothing", [](Finding&) {}, {}},
      {"the sender's port",
       [](Finding& f) { f.wrong.circumstances.passage.source.port = 443; },
       {Trait::kSource}},
      {"the sender",
       [](Finding& f) { f.wrong.circumstances.passage.source.ip[3] = 77; },
       {Trait::kSource, Trait::kSourceAddress}},
      {"the receiver's port",
       [](Finding& f) { f.wrong.circumstances.passage.destination.port = 1; },
       {Trait::kDestination}},
      {"the receiver",
       [](Finding& f) { f.wrong.circumstances.passage.destination.ip[3] = 77; },
       {Trait::kDestination, Trait::kDestinationAddress}},
      {"the neighbour",
       [](Finding& f) {
         f.wrong.circumstances.passage.source_mac = MacAddress{2, 9};
       },
       {Trait::kSourceMac}},
      {"the neighbour, where one is not known",
       [](Finding& f) { f.wrong.circumstances.passage.source_mac.reset(); },
       {Trait::kSourceMac}},
      {"who the frame is for",
       [](Finding& f) {
         f.wrong.circumstances.passage.destination_mac = MacAddress{2, 9};
       },
       {Trait::kDestinationMac}},
      {"the VLAN", [](Finding& f) { f.wrong.circumstances.passage.vlan = 8; }, {Trait::kVlan}},
      {"the TTL", [](Finding& f) { f.wrong.circumstances.ttl = 60; }, {Trait::kTtl}},
      {"the interface",
       [](Finding& f) { f.wrong.circumstances.passage.interface = 1; },
       {Trait::kInterface}},
      {"the kind",
       [](Finding& f) { f.wrong.circumstances.segment_kind = SegmentKind::kData; },
       {Trait::kSegmentKind}},
      {"the length",
       [](Finding& f) { f.wrong.circumstances.payload_length = 1; },
       {Trait::kPayloadLength}},
      {"a tag before the IP header",
       [](Finding& f) {
         f.wrong.circumstances.passage.ip_header_offset = 18;
         f.wrong.circumstances.passage.tcp_header_offset = 38;
       },
       {Trait::kTcpInFrame}},
      {"IP options",
       [](Finding& f) { f.wrong.circumstances.passage.tcp_header_offset = 38; },
       {Trait::kTcpInFrame, Trait::kTcpInPacket}}};
  for (const TraitCase& c : cases) {
    std::mt19937 random(20260427);
    std::vector<Finding> findings;
    for (std::uint32_t i = 0; i < 4; ++i) {
      findings.push_back(damaged(Damage::kConstant, i + 1, i, random));
      findings.back().wrong.circumstances.passage.vlan = 7;
    }
    c.change(findings[2]);
    Fault fault;
    fault.members = {0, 1, 2, 3};
    find_common(findings, fault);
    for (int number = 0; number <= static_cast<int>(Trait::kTcpInPacket); ++number) {
      const auto trait = static_cast<Trait>(number);
      const bool differs = std::count(c.no_longer_shared.begin(), c.no_longer_shared.end(), trait);
      EXPECT_NE(fault.in_common.contains(trait), differs)
          << seqbitflip::name_of(trait) << ", where " << c.what_differs << " differs";
    }
  }
}

TEST(FindCommon, SaysItAsPeopleWriteIt) {
  const std::vector<Finding> findings = {finding(1, 1000, 1001), finding(2, 2000, 2001)};
  Fault fault;
  fault.members = {0, 1};
  find_common(findings, fault);
  const std::map<Trait, std::string> expected = {{Trait::kSource, "192.0.2.2:80"},
                                                 {Trait::kSourceAddress, "192.0.2.2"},
                                                 {Trait::kDestination, "192.0.2.1:49152"},
                                                 {Trait::kDestinationAddress, "192.0.2.1"},
                                                 {Trait::kSourceMac, "02:00:00:00:00:fe"},
                                                 {Trait::kDestinationMac, "02:00:00:00:00:01"},
                                                 {Trait::kTtl, "61"},
                                                 {Trait::kInterface, "0"},
                                                 {Trait::kSegmentKind, "pure ACK"},
                                                 {Trait::kPayloadLength, "0"},
                                                 {Trait::kTcpInFrame, "34"},
                                                 {Trait::kTcpInPacket, "20"}};
  EXPECT_EQ(fault.in_common, expected) << "no VLAN: none was seen";
}

TEST(FaultName, IsTheSameForEveryMember) {
  struct {
    Fault fault;
    const char* name;
  } cases[8];
  cases[0].fault.form = Form::kMask;
  cases[0].fault.mask = 0x01030100;
  cases[0].name = "Bits 0x01030100 flipped in sequence numbers";
  cases[1].fault.form = Form::kStuckBit;
  cases[1].fault.mask = 0x80000000U;
  cases[1].fault.bit_is_set = true;
  cases[1].name = "Bit 31 stuck at 1 in sequence numbers";
  cases[2].fault.form = Form::kDifference;
  cases[2].fault.kind = NumberKind::kAcknowledgment;
  cases[2].fault.delta = 1;
  cases[2].name = "Constant offset 1 in acknowledgment numbers";
  cases[3].fault.form = Form::kByteOrder;
  cases[3].name = "Byte order in sequence numbers";
  cases[4].fault.form = Form::kCleared;
  cases[4].name = "Cleared in sequence numbers";
  cases[5].fault.form = Form::kAnotherConnection;
  cases[5].name = "Another connection's number in sequence numbers";
  cases[6].fault.form = Form::kScattered;
  cases[6].fault.cause = Cause::kBitFlip;
  cases[6].fault.once = true;
  cases[6].name = "Bit flip, once";
  cases[7].fault.form = Form::kScattered;
  cases[7].name = "Unknown, scattered";
  for (const auto& c : cases) {
    EXPECT_EQ(c.fault.name(), c.name);
  }
}

TEST(BitHistogram, CountsEachBitOfTheChosenMembers) {
  const std::vector<Finding> findings = {finding(1, 0, 0x80000001U), finding(2, 0, 0x00000001U),
                                         finding(3, 0, 0x00000100U)};
  const std::vector<std::size_t> chosen = {0, 1};
  std::array<std::uint32_t, 32> expected{};
  expected[0] = 2;
  expected[31] = 1;
  EXPECT_EQ(bit_histogram(findings, chosen), expected);
}

}  // namespace
}  // namespace seqbitflip::test
