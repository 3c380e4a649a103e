// SPDX-License-Identifier: GPL-2.0-or-later
#include "diagnosis.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <utility>

namespace seqbitflip {

namespace {

constexpr const char* kWholeChecksum = "covers the wrong number: it was computed with it";
constexpr const char* kStaleChecksum =
    "is wrong as captured and right with the expected number: the damage came after it was "
    "computed";
constexpr const char* kNoCable =
    "A cable or a link: damage on the wire leaves a wrong checksum behind.";
constexpr const char* kNoRewriting =
    "A device that rewrites the number on purpose: it would have computed the checksum anew.";
constexpr const char* kNoSender = "The sender's TCP: its checksum is that of the right number.";

// Claims it only of those members of which it is known.
std::string of_checksum(const ChecksumTally& checksums, const char* what) {
  if (checksums.not_verifiable == 0) {
    return std::string("The TCP checksum ") + what + ".";
  }
  return std::string("Every TCP checksum that can be verified ") + what + " (" +
         std::to_string(checksums.not_verifiable) + " of " + std::to_string(checksums.all()) +
         " cannot be verified).";
}

void say_checksum(const FaultFacts& facts, Conclusion& conclusion) {
  if (facts.checksums.only_covering()) {
    conclusion.reasons.push_back(of_checksum(facts.checksums, kWholeChecksum));
    conclusion.ruled_out.emplace_back(kNoCable);
  } else if (facts.checksums.only_damaged_after()) {
    conclusion.reasons.push_back(of_checksum(facts.checksums, kStaleChecksum));
    conclusion.ruled_out.emplace_back(kNoSender);
    if (facts.cause == Cause::kBitFlip || facts.cause == Cause::kStuckBit) {
      conclusion.ruled_out.emplace_back(kNoRewriting);
    }
  } else if (facts.checksums.damaged_after > 0) {
    conclusion.reasons.emplace_back(
        "Some checksums cover the wrong number and some do not: a device on the way computes some "
        "of them anew, or there is more than one fault.");
  } else {
    conclusion.reasons.emplace_back(
        "No checksum tells whether the damage came before or after it was computed.");
  }
}

void say_kinds(const FaultFacts& facts, Conclusion& conclusion) {
  constexpr std::uint64_t kEnough = 2;
  if (facts.segment_kinds.size() != 1 || facts.packets < kEnough) {
    return;
  }
  const SegmentKind kind = *facts.segment_kinds.begin();
  if (kind == SegmentKind::kRst) {
    conclusion.reasons.emplace_back(
        "What makes these resets, a host's TCP or a firewall, makes them with wrong numbers.");
  } else {
    conclusion.reasons.push_back(std::string("Only segments of one kind are hit: ") +
                                 name_of(kind) + ".");
  }
}

const char* by_checksum(const ChecksumTally& checksums, const char* damaged_after,
                        const char* covering, const char* open) {
  if (checksums.only_damaged_after()) {
    return damaged_after;
  }
  return checksums.only_covering() ? covering : open;
}

bool is_of_one_packet(const FaultFacts& facts) {
  return facts.packets <= 1;
}

// What is hit once, or has nothing in common with the others, may have another cause than the one
// that explains it best.
bool is_uncertain(const FaultFacts& facts) {
  return (is_of_one_packet(facts) || !facts.related) && !facts.untranslated &&
         facts.cause != Cause::kUnknown;
}

std::string less_certain(std::string points_to) {
  points_to.front() = static_cast<char>(std::tolower(points_to.front()));
  return "It may be " + points_to;
}

Conclusion conclude_flips(const FaultFacts& facts) {
  Conclusion conclusion;
  if (facts.checksums.only_damaged_after()) {
    conclusion.points_to =
        "Damage on the way, after the checksum was computed: a memory or a link.";
    conclusion.look_next =
        "Capture before and behind each device on the path: the one that a right number enters and "
        "a wrong one leaves is it. Its error counters and memory test come next.";
  } else if (facts.checksums.only_covering()) {
    conclusion.points_to =
        "Damage before the checksum was computed: in the sender's memory or network card, or in a "
        "device that computes the checksum anew (address translation does).";
    conclusion.look_next =
        "Capture on the sender with checksum offload switched off, and behind each device that "
        "translates addresses.";
  } else {
    conclusion.points_to = "Flipped bits; where, the checksums do not tell.";
    conclusion.look_next = "Capture whole frames, behind the sender's network card.";
  }
  return conclusion;
}

Conclusion conclude_stuck_bit(const FaultFacts& facts) {
  Conclusion conclusion;
  conclusion.points_to = by_checksum(
      facts.checksums, "A stuck memory bit in a device on the way.",
      "A stuck memory bit at the sender, or in a device that computes the checksum anew.",
      "A stuck memory bit; where, the checksums do not tell.");
  conclusion.reasons.emplace_back(
      "It is always the same bit, and it is always wrong the same way.");
  conclusion.ruled_out.emplace_back("Noise on a link: it would hit other bits, both ways.");
  conclusion.look_next =
      "Capture before and behind each device on the path; test the memory of the one that it is.";
  return conclusion;
}

Conclusion conclude_offset(const FaultFacts& facts) {
  Conclusion conclusion;
  conclusion.points_to =
      "A device that rewrites sequence numbers: address translation, a firewall, a sequence "
      "randomiser, a SYN proxy or a load balancer.";
  if (facts.packets > 1 && facts.differences.size() == 1) {
    conclusion.reasons.emplace_back("The same number is added each time.");
  }
  if (facts.different_masks > 1 && facts.differences.size() == 1) {
    conclusion.ruled_out.emplace_back(
        "A random bit flip: the differing bits are not the same, the difference is.");
  }
  if (facts.checksums.only_damaged_after()) {
    conclusion.reasons.emplace_back("The device does not correct the checksum that it breaks.");
  }
  conclusion.look_next =
      "Look for the device between the sender and the capture that tracks connections; switch off "
      "its sequence randomisation, protocol helpers or SYN protection, or update it.";
  return conclusion;
}

Conclusion conclude_untranslated(const FaultFacts& facts) {
  Conclusion conclusion;
  conclusion.points_to =
      "A device translates sequence numbers but leaves SACK edges: a firewall or proxy that "
      "randomises initial sequence numbers.";
  conclusion.reasons.push_back(
      facts.differences.size() == 1
          ? "All SACK edges are off by " + std::to_string(*facts.differences.begin()) +
                "; the acknowledgment numbers are right."
          : "In each connection all SACK edges are off by one difference of its own, " +
                std::to_string(facts.differences.size()) +
                " different ones; the acknowledgment numbers are right.");
  conclusion.ruled_out.emplace_back(
      "Flipped bits: they would not move all edges of a connection by the same difference.");
  conclusion.look_next =
      "Look for the device on the path that tracks connections: switch off its sequence "
      "randomisation, update it, or let it remove the option SACK-permitted from SYNs.";
  return conclusion;
}

Conclusion conclude_byte_order(const FaultFacts& facts) {
  Conclusion conclusion;
  conclusion.points_to = by_checksum(
      facts.checksums, "Software on the way that writes the number in the wrong byte order.",
      "The sender's stack or the firmware of its network card: it confuses byte orders.",
      "Software that confuses byte orders, at the sender or on the way.");
  conclusion.reasons.emplace_back("The bytes are those of the expected number in another order.");
  conclusion.ruled_out.emplace_back("Flipped bits: they do not permute bytes.");
  conclusion.look_next = "Switch off the sender's offloads, one by one.";
  return conclusion;
}

Conclusion conclude_cleared() {
  Conclusion conclusion;
  conclusion.points_to = "Software that overwrites the number: a driver, an offload or a device.";
  conclusion.reasons.emplace_back("All bits of the number are the same.");
  conclusion.look_next =
      "Switch off the sender's offloads, one by one; then look at what rewrites "
      "packets on the way.";
  return conclusion;
}

Conclusion conclude_other_connection() {
  Conclusion conclusion;
  conclusion.points_to = "A device on the way that mixes up the states of two connections.";
  conclusion.reasons.emplace_back(
      "The number is exactly where another connection of the capture was at that time.");
  conclusion.ruled_out.emplace_back(
      "Flipped bits: they would hardly make another connection's number.");
  conclusion.look_next =
      "Look for the device that tracks connections, and for one that shares ports "
      "or addresses between hosts.";
  return conclusion;
}

Conclusion conclude_by_cause(const FaultFacts& facts) {
  if (facts.untranslated) {
    return conclude_untranslated(facts);
  }
  switch (facts.cause) {
    case Cause::kBitFlip:
      return conclude_flips(facts);
    case Cause::kStuckBit:
      return conclude_stuck_bit(facts);
    case Cause::kConstantOffset:
      return conclude_offset(facts);
    case Cause::kByteOrder:
      return conclude_byte_order(facts);
    case Cause::kCleared:
      return conclude_cleared();
    case Cause::kAnotherConnection:
      return conclude_other_connection();
    case Cause::kUnknown:
      break;
  }
  Conclusion conclusion;
  conclusion.points_to = "The numbers do not tell: an injected or foreign segment, or a rewrite.";
  return conclusion;
}

FaultFacts facts_of(const Fault& fault, std::span<const Finding> findings) {
  FaultFacts facts;
  facts.cause = fault.cause;
  facts.related = fault.form != Form::kScattered;
  facts.members = fault.members.size();
  facts.untranslated = fault.form == Form::kUntranslated;
  std::set<std::pair<std::uint32_t, std::uint64_t>> segments;
  std::set<std::pair<std::uint32_t, std::uint64_t>> packets;
  std::set<std::uint32_t> masks;
  for (const std::size_t member : fault.members) {
    const WrongNumber& wrong = findings[member].wrong;
    const FrameId& frame = findings[member].frame;
    segments.insert({frame.number, frame.fingerprint});
    if (wrong.copy_of == 0) {
      packets.insert({frame.number, frame.fingerprint});
    }
    masks.insert(wrong.difference.mask);
    facts.differences.insert(wrong.difference.delta);
    facts.segment_kinds.insert(wrong.circumstances.segment_kind);
    switch (wrong.checksum) {
      case ChecksumFinding::kDamagedAfter:
        ++facts.checksums.damaged_after;
        break;
      case ChecksumFinding::kCoversWrongNumber:
        ++facts.checksums.covers_wrong_number;
        break;
      case ChecksumFinding::kNotVerifiable:
        ++facts.checksums.not_verifiable;
        break;
    }
  }
  facts.segments = segments.size();
  facts.packets = packets.size();
  facts.different_masks = masks.size();
  return facts;
}

// What all of a fault's wrong numbers did to one connection.
struct Harm {
  std::int64_t longest_stall_ns = 0;  // the longest counts: those of neighbouring findings overlap
  bool never_recovered = false;       // of a stall that anybody would notice
  bool reset = false;

  bool stood_still() const { return longest_stall_ns >= kNoticeableStallNs; }
};

void add_impact(const Impact& impact, Harm& harm) {
  const bool noticeable = impact.stall_ns >= kNoticeableStallNs;
  harm.longest_stall_ns = std::max(harm.longest_stall_ns, impact.stall_ns);
  harm.never_recovered |= noticeable && impact.recovered_in == 0;
  harm.reset |= impact.reset;
}

Cost cost_of(std::span<const std::size_t> members, std::span<const Finding> findings) {
  using Connection = std::pair<SocketAddress, SocketAddress>;
  std::map<Connection, Harm> harms;
  Cost cost;
  for (const std::size_t member : members) {
    const WrongNumber& wrong = findings[member].wrong;
    const Passage& passage = wrong.circumstances.passage;
    add_impact(wrong.impact, harms[std::minmax(passage.source, passage.destination)]);
    cost.bytes_sent_again += wrong.copy_of == 0 ? wrong.impact.bytes_sent_again : 0;
  }
  cost.connections = harms.size();
  for (const auto& [connection, harm] : harms) {
    cost.reset += harm.reset ? 1 : 0;
    if (harm.stood_still()) {
      ++cost.stalled;
      cost.never_recovered += harm.never_recovered ? 1 : 0;
      cost.total_stall_ns += harm.longest_stall_ns;
      cost.longest_stall_ns = std::max(cost.longest_stall_ns, harm.longest_stall_ns);
    }
  }
  return cost;
}

FaultDiagnosis diagnose_fault(Fault fault, std::span<const Finding> findings,
                              const CountSegments& count_segments) {
  FaultDiagnosis result;
  result.facts = facts_of(fault, findings);
  result.conclusion = conclude(result.facts);
  result.cost = cost_of(fault.members, findings);
  // A capture need not be in the order of time.
  const auto time_of = [&](std::size_t member) {
    return findings[member].wrong.circumstances.time_ns;
  };
  const auto [first, last] = std::ranges::minmax(fault.members, {}, time_of);
  result.first_ns = time_of(first);
  result.last_ns = time_of(last);
  result.bits = bit_histogram(findings, fault.members);
  const SocketAddress& source = findings[fault.members.front()].wrong.circumstances.passage.source;
  const bool one_sender = fault.in_common.contains(Trait::kSourceAddress);
  result.exposed =
      count_segments(one_sender ? std::optional(source) : std::nullopt, result.facts.segment_kinds);
  result.fault = std::move(fault);
  result.fault.once = is_of_one_packet(result.facts);
  return result;
}

}  // namespace

Conclusion conclude(const FaultFacts& facts) {
  Conclusion conclusion = conclude_by_cause(facts);
  if (is_uncertain(facts)) {
    conclusion.points_to = less_certain(std::move(conclusion.points_to));
  }
  say_checksum(facts, conclusion);
  say_kinds(facts, conclusion);
  return conclusion;
}

Diagnosis diagnose(std::vector<Finding> findings, const CaptureSummary& capture,
                   const CountSegments& count_segments) {
  Diagnosis diagnosis;
  diagnosis.capture = capture;
  diagnosis.findings = std::move(findings);
  std::set<std::size_t> related;
  for (Fault& fault : find_faults(diagnosis.findings)) {
    related.insert(fault.members.begin(), fault.members.end());
    diagnosis.faults.push_back(
        diagnose_fault(std::move(fault), diagnosis.findings, count_segments));
  }
  std::map<Cause, Fault> scattered;
  for (std::size_t i = 0; i < diagnosis.findings.size(); ++i) {
    if (!related.contains(i)) {
      Fault& fault = scattered[diagnosis.findings[i].wrong.cause];
      fault.form = Form::kScattered;
      fault.cause = diagnosis.findings[i].wrong.cause;
      fault.members.push_back(i);
    }
  }
  for (auto& [cause, fault] : scattered) {
    find_common(diagnosis.findings, fault);
    diagnosis.scattered.push_back(
        diagnose_fault(std::move(fault), diagnosis.findings, count_segments));
  }
  return diagnosis;
}

}  // namespace seqbitflip
