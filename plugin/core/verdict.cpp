// SPDX-License-Identifier: GPL-2.0-or-later
#include "verdict.h"

#include <algorithm>
#include <array>

namespace seqbitflip {

namespace {

std::string in_frame(std::uint32_t frame) {
  return "frame " + std::to_string(frame);
}

std::string value_sentence(const Difference& difference) {
  const int count = difference.bit_count();
  return count == 1 ? "A single bit differs from the expected number."
                    : std::to_string(count) + " bits differ from the expected number.";
}

bool is_sequence(const Suspect& suspect) {
  return suspect.kind == NumberKind::kSequence;
}

// How much is known of a timestamp's right value.
std::string range_sentence(const Suspect& suspect) {
  const std::string first = std::to_string(suspect.range->first.value());
  const std::string last = std::to_string(suspect.range->last.value());
  return first == last ? "Its neighbours on both sides carry " + first + "."
                       : "Its neighbours leave " + first + " to " + last +
                             " possible; the expected value is the most probable of these.";
}

std::string first_look_sentence(const Suspect& suspect, EvidenceKind kind,
                                const Difference& difference) {
  switch (kind) {
    case EvidenceKind::kByteOrder:
      return "The bytes are those of the expected number in another order.";
    case EvidenceKind::kCleared:
      return suspect.observed == SeqNum(0) ? "All bits of the number are 0."
                                           : "All bits of the number are 1.";
    case EvidenceKind::kBeforeStreamStart:
      return "The number lies before the start of the stream.";
    case EvidenceKind::kOutsideWindow:
      return "The number lies beyond every window that was offered.";
    case EvidenceKind::kGapTooShort:
      return is_sequence(suspect)
                 ? "No segment of this sender was ever so short that it could be missing before it."
                 : "No segment of the other side was ever so short that it alone could be missing "
                   "before what is acknowledged.";
    case EvidenceKind::kSentAfterRequest:
      return "Its acknowledgment shows that its sender already knew everything below the expected "
             "number to be received.";
    case EvidenceKind::kOtherNumberFits:
      return is_sequence(suspect) ? "Its acknowledgment number fits the conversation exactly."
                                  : "Its sequence number fits the conversation exactly.";
    case EvidenceKind::kIdentificationFollows:
      return "Its IP identification follows the one before: nothing is missing or out of order.";
    case EvidenceKind::kTimestampIsNew:
      return "Its timestamp is newer than those before: it is no old or late segment.";
    case EvidenceKind::kEdgeAtNoBoundary:
      return "No segment of the other side was seen to start or end at the observed edge.";
    case EvidenceKind::kEdgeBeyondSent:
      return "The observed edge lies beyond all that the other side was seen to send.";
    case EvidenceKind::kEdgeBelowAcknowledged:
      return "The block lies below the acknowledgment number and is no duplicate SACK.";
    case EvidenceKind::kEdgesInDisorder:
      return "The block ends before it begins, or the acknowledgment number lies inside of it.";
    case EvidenceKind::kSameDifferenceInAllEdges:
      return "All SACK edges of the connection are off by the same difference, and moved back by "
             "it they fit what the other side sent; the acknowledgment numbers are right.";
    case EvidenceKind::kClockAhead:
      return "It lies beyond what the sender's timestamp clock may show at that time.";
    case EvidenceKind::kClockBehind:
      return "It lies below an earlier one of the sender, whose timestamps never go back.";
    case EvidenceKind::kEchoNeverSent:
      return "The other side was never seen to send this timestamp.";
    case EvidenceKind::kEchoBehind:
      return "It lies below the timestamp that was echoed before.";
    case EvidenceKind::kOnlyRangeKnown:
      return range_sentence(suspect);
    case EvidenceKind::kPayloadDiffers:
      return "Its payload is not what was sent before at the number that it carries.";
    default:
      return value_sentence(difference);
  }
}

std::string checksum_sentence(EvidenceKind kind) {
  switch (kind) {
    case EvidenceKind::kChecksumRepaired:
      return "The TCP checksum is wrong as captured and right with the expected number.";
    case EvidenceKind::kChecksumRightNearby:
      return "The TCP checksum is wrong as captured; of the numbers nearby only the expected one "
             "puts it right.";
    case EvidenceKind::kChecksumExplained:
      return "Against it: the segment's other number explains the wrong checksum.";
    case EvidenceKind::kChecksumNotRepaired:
      return "Against it: the TCP checksum is wrong with the expected number, too.";
    default:
      return "The TCP checksum is right over the wrong number: it was computed with it.";
  }
}

std::string later_sentence(const Suspect& suspect, const Evidence& evidence) {
  const std::string frame = in_frame(evidence.frame);
  switch (evidence.kind) {
    case EvidenceKind::kPayloadAgain:
      return "The same payload is sent again at the expected number in " + frame + ".";
    case EvidenceKind::kGoesOnFromExpected:
      return "The sender goes on from the expected number in " + frame + ".";
    case EvidenceKind::kGoesOnFromObserved:
      return "Against it: the sender goes on from the observed number in " + frame + ".";
    case EvidenceKind::kLaterSegmentCrosses:
      return "The segment in " + frame + " runs across the observed number.";
    case EvidenceKind::kOtherBytesAtObserved:
      return "Other bytes are sent at the observed number in " + frame + ".";
    case EvidenceKind::kSameBytesAtObserved:
      return "Against it: the same bytes are sent again at the observed number in " + frame + ".";
    case EvidenceKind::kGapFilled:
      return "Against it: the gap up to the observed number is filled by " + frame + ".";
    case EvidenceKind::kPeerAcknowledgedObserved:
      return evidence.weight < 0
                 ? "Against it: the peer acknowledges the observed number in " + frame + "."
                 : "The peer took the observed number for right in " + frame +
                       ", which inside the window it cannot tell.";
    case EvidenceKind::kPeerAcknowledgedExpected:
      return "The peer acknowledges the bytes at the expected number in " + frame +
             ", and nothing else carried them.";
    case EvidenceKind::kAcknowledgmentsWentBack:
      return evidence.weight > 0
                 ? "The acknowledgment number is lower again in " + frame + "."
                 : "Against it: " + frame + " acknowledges less than the expected number.";
    case EvidenceKind::kNumberStays:
      return "Against it: its sender states the number again in " + frame + ".";
    case EvidenceKind::kBytesSentLater:
      return suspect.place == Place::kUnacceptable
                 ? "The peer goes on from the number expected to be acknowledged in " + frame + "."
                 : "The bytes that it acknowledges are sent only later, in " + frame + ".";
    case EvidenceKind::kSendNextWentBack:
      return "The pure acknowledgment in " + frame +
             " says that the sender had not sent that far yet.";
    case EvidenceKind::kEndAgain:
      return "The end of the stream (FIN) is sent again at the expected number in " + frame + ".";
    case EvidenceKind::kRefused:
      return (evidence.weight > 0 ? "The peer refuses the acknowledgment with a reset in "
                                  : "Against it: the sender refuses the expected number in ") +
             frame + ".";
    case EvidenceKind::kEdgeAgain:
      return "The receiver reports the expected edge in " + frame + ".";
    case EvidenceKind::kEdgeStays:
      return "Against it: the receiver reports the observed edge again in " + frame + ".";
    case EvidenceKind::kTimestampsComeBack:
      return "The timestamps go on from where they were before in " + frame + ".";
    case EvidenceKind::kTimestampPassed:
      return "Against it: " + frame + " carries less than the expected timestamp.";
    case EvidenceKind::kTimestampsStay:
      return "Against it: the timestamps go on from the observed one in " + frame + ".";
    case EvidenceKind::kRefusedBySender:
      return "Its own sender refuses the acknowledgment of it with a reset in " + frame + ".";
    default:
      return "Against it: a segment starts or ends at the observed number in " + frame + ".";
  }
}

std::string sentence(const Suspect& suspect, const Evidence& evidence,
                     const Difference& difference) {
  switch (evidence.kind) {
    case EvidenceKind::kChecksumRepaired:
    case EvidenceKind::kChecksumRightNearby:
    case EvidenceKind::kChecksumNotRepaired:
    case EvidenceKind::kChecksumValid:
    case EvidenceKind::kChecksumExplained:
      return checksum_sentence(evidence.kind);
    default:
      return evidence.frame == 0 ? first_look_sentence(suspect, evidence.kind, difference)
                                 : later_sentence(suspect, evidence);
  }
}

std::vector<std::string> sentences(const Suspect& suspect, const Difference& difference) {
  std::vector<Evidence> all = suspect.best().evidence;
  all.insert(all.end(), suspect.first_look.begin(), suspect.first_look.end());
  all.insert(all.end(), suspect.later.begin(), suspect.later.end());
  std::stable_sort(all.begin(), all.end(),
                   [](const Evidence& a, const Evidence& b) { return a.weight > b.weight; });
  if (suspect.range && suspect.range->holds(suspect.best().candidate.number)) {
    all.push_back({EvidenceKind::kOnlyRangeKnown, 0.0, 0});
  }
  std::vector<std::string> result;
  result.reserve(all.size());
  for (const Evidence& evidence : all) {
    result.push_back(sentence(suspect, evidence, difference));
  }
  if (const Hypothesis* second = suspect.second_best()) {
    result.push_back("The right number may as well be " +
                     std::to_string(second->candidate.number.value()) + ".");
  }
  return result;
}

bool has(const Hypothesis& hypothesis, EvidenceKind kind, double at_least) {
  return std::any_of(hypothesis.evidence.begin(), hypothesis.evidence.end(),
                     [&](const Evidence& e) { return e.kind == kind && e.weight >= at_least; });
}

// Where it is sure that the number is wrong, but not which one is right, it is Likely. Proven takes
// more than odds: the checksum that comes out right, or the very same bytes at the expected place.
Confidence confidence_of(const Suspect& suspect) {
  const double odds = suspect.log_odds();
  const bool proof = has(suspect.best(), EvidenceKind::kChecksumRepaired, kStrongOdds) ||
                     has(suspect.best(), EvidenceKind::kPayloadAgain, kStrongOdds);
  if (odds >= kStrongOdds && suspect.expected_is_known()) {
    return proof ? Confidence::kProven : Confidence::kStrong;
  }
  return Confidence::kLikely;
}

ChecksumFinding checksum_finding(const Suspect& suspect) {
  const SeqNum expected = suspect.best().candidate.number;
  if (suspect.checksum.repaired_by(suspect.observed, expected)) {
    return ChecksumFinding::kDamagedAfter;
  }
  const bool covers_it = suspect.checksum.state == ChecksumState::kValid &&
                         !suspect.checksum.right_with_both(suspect.observed, expected);
  return covers_it ? ChecksumFinding::kCoversWrongNumber : ChecksumFinding::kNotVerifiable;
}

WrongNumber wrong_number(const Suspect& suspect) {
  const Candidate& candidate = suspect.best().candidate;
  WrongNumber wrong;
  wrong.circumstances = suspect.circumstances;
  wrong.impact = suspect.impact;
  wrong.cause = suspect.untranslated
                    ? Cause::kConstantOffset
                    : single_cause(candidate.number, suspect.observed, suspect.foreign);
  wrong.copy_of = suspect.copy_of;
  wrong.untranslated = suspect.untranslated;
  wrong.expected = candidate.number;
  wrong.observed = suspect.observed;
  wrong.difference = difference(candidate.number, suspect.observed);
  wrong.reference = candidate.reference;
  wrong.confidence = confidence_of(suspect);
  wrong.checksum = checksum_finding(suspect);
  wrong.evidence = sentences(suspect, wrong.difference);
  return wrong;
}

}  // namespace

Verdict verdict_of(const Suspect& suspect) {
  Verdict verdict;
  verdict.frame = suspect.frame;
  verdict.kind = suspect.kind;
  verdict.offset = suspect.offset;
  verdict.edge = suspect.edge;
  if (suspect.is_convicted()) {
    verdict.wrong = wrong_number(suspect);
  }
  if (suspect.outside_window != 0 && suspect.is_told()) {
    verdict.out_of_window =
        verdict.wrong ? OutOfWindow{OutOfWindowReason::kCorrupt, suspect.outside_window, ""}
                      : explain_outside(suspect.outside_window, suspect.foreign_signs);
  }
  return verdict;
}

BitLine binary_digits(std::uint32_t value) {
  BitLine digits{};
  std::size_t length = 0;
  for (int bit = 31; bit >= 0; --bit) {
    digits[length++] = (value >> bit & 1U) != 0 ? '1' : '0';
    if (bit % 8 == 0 && bit > 0) {
      digits[length++] = ' ';
    }
  }
  return digits;
}

BitLine bit_markers(std::uint32_t mask) {
  BitLine markers = binary_digits(mask);
  std::replace(markers.begin(), markers.end(), '0', '.');
  std::replace(markers.begin(), markers.end(), '1', '^');
  return markers;
}

const char* name_of(Confidence confidence) {
  constexpr std::array<const char*, 4> kNames = {"None", "Likely", "Strong", "Proven"};
  return kNames.at(static_cast<std::size_t>(confidence));
}

const char* name_of(ChecksumFinding finding) {
  constexpr std::array<const char*, 3> kNames = {"Not verifiable", "Damaged after the checksum",
                                                 "Checksum covers the wrong number"};
  return kNames.at(static_cast<std::size_t>(finding));
}

}  // namespace seqbitflip
