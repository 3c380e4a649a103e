// SPDX-License-Identifier: GPL-2.0-or-later
//
// A number that surprised, held between two kinds of hypothesis: it is right and something benign
// explains it, or damage put it in the place of one of the candidates. Every hypothesis of damage
// carries its odds against the benign one, as a decimal logarithm, and the evidence behind them.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "capture_habits.h"
#include "checksum.h"
#include "impact.h"
#include "out_of_window.h"
#include "passage.h"
#include "segment.h"
#include "seq_num.h"

namespace seqbitflip {

enum class NumberKind : std::uint8_t {
  kSequence,
  kAcknowledgment,
  kSackEdge,
  kTimestampValue,
  kTimestampEcho,
};

inline constexpr std::size_t kNumberKinds = 5;

// "sequence number"
const char* name_of(NumberKind kind);

// Whether it stands in an option, at a place that differs from segment to segment.
constexpr bool is_in_option(NumberKind kind) {
  return kind != NumberKind::kSequence && kind != NumberKind::kAcknowledgment;
}

// Why a candidate might be the right number.
enum class Reason : std::uint8_t {
  kNextExpected,        // SND.NXT of the sender
  kAskedByPeer,         // SND.UNA: the highest acknowledgment number that the peer sent
  kKeepAlive,           // one below SND.NXT
  kRetransmission,      // the start of an earlier segment
  kLateSegment,         // the end of an earlier segment: a late or reordered one would start there
  kAfterSuspect,        // the end of a suspect, placed where it belongs
  kPayloadAgain,        // the same bytes were sent again there
  kSameAcknowledgment,  // the highest acknowledgment number that the sender sent before
  kAllReceived,         // SND.NXT of the other side: everything seen is acknowledged
  kAfterMissing,        // behind the packets that the IP identification shows to be missing
  kBehindUnseen,        // behind full segments that the capture missed
  kFillsHole,           // a place in what was lost before the capture saw it
  kRightsChecksum,      // the number nearby with which the checksum is right
  kFaultUndone,         // the number that a fault found elsewhere would have changed into this one
  kResetAgain,          // the number of the reset before
  kSegmentBoundary,     // the end of a segment that awaits acknowledgment
  kInitialNumber,       // the peer's ISN + 1; or, for a SYN, one below what the peer acknowledges
  kEdgeAgain,           // an edge of the SACK blocks before
  kTranslation,         // an edge without the difference that is in all edges of the connection
  kClockTime,           // what the sender's timestamp clock may show
  kEchoAgain,           // the TSecr that the sender last sent
  kPeerTimestamp,       // a TSval that the peer was seen to send
};

struct Candidate {
  SeqNum number{0};
  Reason reason = Reason::kNextExpected;
  double prior = 0.0;           // share among the candidates, 0 to 1
  std::uint32_t reference = 0;  // the frame from which it follows; 0: none was captured
};

// Everything that can speak for or against damage. The sentences are in verdict.cpp.
enum class EvidenceKind : std::uint8_t {
  // Known when the segment is judged.
  kValue,
  kByteOrder,
  kCleared,
  kBeforeStreamStart,
  kOutsideWindow,
  kGapTooShort,
  kSentAfterRequest,
  kOtherNumberFits,
  kIdentificationFollows,
  kTimestampIsNew,
  kChecksumRepaired,
  kChecksumRightNearby,
  kChecksumNotRepaired,
  kChecksumValid,
  kChecksumExplained,
  kPayloadDiffers,
  kEdgeAtNoBoundary,
  kEdgeBeyondSent,
  kEdgeBelowAcknowledged,
  kEdgesInDisorder,
  kSameDifferenceInAllEdges,
  kClockAhead,
  kClockBehind,
  kEchoNeverSent,
  kEchoBehind,
  kOnlyRangeKnown,
  // Known from later segments.
  kPayloadAgain,
  kGoesOnFromExpected,
  kGoesOnFromObserved,
  kLaterSegmentCrosses,
  kOtherBytesAtObserved,
  kSameBytesAtObserved,
  kGapFilled,
  kPeerAcknowledgedObserved,
  kPeerAcknowledgedExpected,
  kAcknowledgmentsWentBack,
  kNumberStays,
  kBytesSentLater,
  kBoundaryAppeared,
  kSendNextWentBack,
  kEndAgain,
  kRefused,
  kRefusedBySender,
  kEdgeAgain,
  kEdgeStays,
  kTimestampsComeBack,
  kTimestampPassed,
  kTimestampsStay,
};

struct Evidence {
  EvidenceKind kind = EvidenceKind::kValue;
  double weight = 0.0;      // added to the log10 odds of damage
  std::uint32_t frame = 0;  // that shows it; 0: the segment itself
};

struct Hypothesis {
  Candidate candidate;
  double log_odds = 0.0;        // log10 of P(damage of this candidate) / P(no damage)
  double first_log_odds = 0.0;  // the same before later segments showed anything
  std::vector<Evidence> evidence;
};

// How a surprising number lies to what was expected.
enum class Place : std::uint8_t {
  kAhead,         // above SND.NXT: segments are missing, or the number is wrong
  kBehind,        // below it and no boundary of anything seen
  kKnown,         // where a healthy number may be; only the checksum or the bytes say otherwise
  kUnacceptable,  // an initial number that the peer does not confirm
};

// Thresholds on the odds of damage, as log10. "Likely" is a hundred to one: among a hundred numbers
// shown so one is innocent; the benign stories already carry how often their oddity occurs in this
// capture. "Strong" is ten thousand to one.
inline constexpr double kLikelyOdds = 2.0;
inline constexpr double kStrongOdds = 4.0;

// The numbers that the neighbours of a segment leave possible.
struct NumberRange {
  SeqNum first{0};
  SeqNum last{0};

  bool holds(SeqNum number) const {
    return number.value() - first.value() <= last.value() - first.value();
  }
};

struct Suspect {
  NumberKind kind = NumberKind::kSequence;
  // Of a number in an option: bytes from the start of the TCP header.
  std::uint8_t offset = 0;
  std::uint8_t edge = 0;  // of SACK edges: 0 and 1 are the left and right one of the first block
  SeqNum other_edge{0};   // of the same block
  Place place = Place::kAhead;
  FrameId frame;
  Circumstances circumstances;
  Impact impact;
  SeqNum observed{0};
  // SND.NXT of the side whose bytes it counts, or its SND.UNA where that is not known, when it was
  // judged. Of numbers in options: see timestamps.cpp and sack_edges.cpp.
  SeqNum expected_base{0};
  SeqLength length{0};  // what the segment occupies in sequence space
  std::optional<SeqNum> ack_carried;
  std::optional<PayloadDigest> digest;
  ChecksumResult checksum;
  bool retransmittable = false;  // it occupies sequence space that a healthy sender would repeat
  bool fin = false;
  // One of two SYNs of the same endpoint with different initial numbers: the values say whether one
  // of them is damaged, only the flow says which. Not convicted before it goes on from the other.
  bool rival = false;
  // Judged by nothing but one earlier segment, of its own sender or of the peer: which of the two
  // is wrong is open until another one agrees with one of them.
  bool on_one_word = false;
  // The same, and that one was its sender's: not convicted before, unless the checksum proves it.
  bool awaits_second_word = false;
  // A timestamp that leaps, under a checksum that does not prove it wrong: not convicted before the
  // timestamps come back.
  bool awaits_return = false;
  // One of the edges of a connection that are all off by the same difference.
  bool untranslated = false;
  std::optional<NumberRange> range;        // of a timestamp
  std::optional<std::uint32_t> timestamp;  // TSval
  std::optional<std::uint16_t> ip_id;
  ForeignSigns foreign_signs;
  std::uint32_t copy_of = 0;  // frame of the packet that this is another capture of; 0: of none
  bool foreign = false;       // another connection of the capture was just at this number
  std::int32_t outside_window = 0;  // see window_rules.h; 0: inside, or not known
  // The expected number with which it counts in CaptureHabits::damage and ::faults, or
  // ::option_damage and ::option_faults.
  std::optional<SeqNum> counted_as_damage_of;
  bool counted_as_habit = false;    // in CaptureHabits::unseen_ack
  double benign_probability = 1.0;  // of all benign explanations together
  // The part of it that stays as probable whatever later segments show: where the capture lacks
  // data, the flow goes on behind it, as it would where the number is wrong.
  double lasting_probability = 0.0;
  // The part of it that is proportional to how often this oddity occurs, and the share taken for it
  // when the number was judged: at the end of the capture it is better known.
  Oddity oddity = Oddity::kNone;
  double oddity_probability = 0.0;
  double oddity_share = 0.0;
  // Segments in a row, the latest ones, that showed nothing new of it.
  std::uint32_t unmoved_by = 0;
  std::vector<Evidence> first_look;    // what made the benign explanations less probable
  std::vector<Evidence> later;         // what later segments showed of every hypothesis alike
  std::vector<Hypothesis> hypotheses;  // at least one, once it has been weighed

  // Adds evidence that speaks for or against every hypothesis, or only one. The same kind counts
  // once: a second frame that shows the same thing is not independent.
  void add_later(Evidence evidence);
  static void add_to(Hypothesis& hypothesis, Evidence evidence);

  bool has_later(EvidenceKind shown) const;
  // The sum of what later segments showed of every hypothesis alike.
  double later_log_odds() const;

  // The most probable hypothesis of damage.
  const Hypothesis& best() const;
  // log10 of the odds that the number is damaged at all.
  double log_odds() const;
  // How many pieces of evidence there are; it grows with each that settlement adds.
  std::size_t evidence_count() const;

  // With the most probable number in the place of the observed one the checksum is right.
  bool rights_checksum() const;
  // Damage is likely enough to be shown, and its expected number can be named; or it is so sure
  // that the more probable one of several is.
  bool is_convicted() const;
  // The number is outside of the window, and later segments show that the flow was not there: what
  // the receiver accepts after all was inside a window that the capture did not show.
  bool is_surely_outside() const;
  // Whether there is anything to tell of it.
  bool is_told() const { return is_convicted() || is_surely_outside() || is_evidently_foreign(); }
  // The number is outside of the window, and the segment shows by something else, too, that it does
  // not belong there.
  bool is_evidently_foreign() const;
  // Whether the best hypothesis stands so far above the other ones that its number may be named.
  bool expected_is_known() const { return second_best() == nullptr; }
  // The most probable one of those with another number that do not stand far below the best one;
  // null where there is none.
  const Hypothesis* second_best() const;
  // Whether the odds are so low that no later segment makes a verdict of it any more.
  bool is_hopeless() const;
  // Whether later segments spoke for the number, and the odds are against damage: it may be let go.
  bool is_spoken_for() const;
  // Whether it is convicted so surely, and so long ago, that neither later segments nor what the
  // capture shows elsewhere make another verdict of it: it may be let go.
  bool is_closed() const;
  // Whether the hypothesis is not far less probable than the best one.
  bool is_in_question(const Hypothesis& hypothesis) const;
};

// A number of the segment that nobody has weighed yet. `checksum`: the segment's, as far as it is
// to speak of this number.
Suspect suspect_of(const Segment& segment, NumberKind kind, SeqNum observed, Place place,
                   const ChecksumResult& checksum);

}  // namespace seqbitflip
