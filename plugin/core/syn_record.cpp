// SPDX-License-Identifier: GPL-2.0-or-later
#include "syn_record.h"

#include "gap_densities.h"
#include "weighing.h"

namespace seqbitflip {

namespace {

// A new initial number is drawn from 2^32; that an endpoint draws one for the same ports while its
// earlier SYN is unanswered is rare, but some do.
constexpr double kOtherInitialNumber = 0.1 * kAnyNumber;
// Small stacks count their initial numbers up, with the time or by one for each connection (RFC
// 9293, section 3.4.1, lets the clock alone decide).
constexpr double kCountedInitialNumber = 1e-2;

// Hosts seldom refuse the acknowledgment of what they really sent, and then send another SYN.
constexpr double kRefusedBySender = 2.0;
// A second SYN-ACK answers the same SYN: nothing that a host does by itself changes its initial
// number, only two hosts behind one address would.
constexpr double kRefusedAnswer = 4.0;

// How probable it is that the sender of `earlier` draws just the number of `later` after it.
double probability_of_another(const SynRecord& earlier, const SynRecord& later) {
  const bool counts_up = earlier.circumstances.segment_kind == SegmentKind::kSyn &&
                         earlier.frame.number < later.frame.number &&
                         is_before(earlier.initial, later.initial);
  const double counted =
      counts_up ? kCountedInitialNumber *
                      density_of_distance(length_between(earlier.initial, later.initial).bytes())
                : 0.0;
  return kOtherInitialNumber + counted;
}

}  // namespace

SynRecord syn_record_of(const Segment& segment, const ChecksumResult& checksum) {
  return {segment.frame, circumstances_of(segment), segment.seq, segment.sequence_length(),
          checksum};
}

// RFC 9293, section 3.10.7.3: who gets an acknowledgment of a SYN that it did not send answers with
// a reset at that number. So do hosts that no longer want the connection: it takes another SYN to
// tell.
void remember_refusal(SynRecord& syn, const Endpoint& sender, const Segment& reset) {
  const bool answers_syn = syn.circumstances.segment_kind == SegmentKind::kSynAck;
  const std::uint32_t acks_of_syn = answers_syn ? 1 : 0;
  const bool sent_nothing_else = !reset.ack && sender.payload_segments == 0 &&
                                 (syn.refused_in != 0 || sender.acks_sent == acks_of_syn);
  if (sent_nothing_else && sender.acknowledged == reset.seq &&
      reset.seq == syn.initial + syn.length) {
    syn.refused_in = reset.frame.number;
  }
}

Suspect syn_suspect(const SynRecord& syn, SeqNum expected, BenignSyn benign,
                    std::uint32_t reference, const CaptureHabits& habits) {
  Suspect suspect;
  suspect.kind = NumberKind::kSequence;
  suspect.place = Place::kUnacceptable;
  suspect.frame = syn.frame;
  suspect.circumstances = syn.circumstances;
  suspect.observed = syn.initial;
  suspect.expected_base = expected;
  suspect.length = syn.length;
  suspect.checksum = syn.checksum;
  suspect.benign_probability = benign.refutable + benign.lasting;
  suspect.lasting_probability = benign.lasting;
  const Candidate candidate{expected, Reason::kInitialNumber, 1.0, reference};
  suspect.hypotheses.push_back(weigh(suspect, candidate, habits));
  return suspect;
}

Suspect suspect_of_rival(const SynRecord& other, const SynRecord& right,
                         const CaptureHabits& habits) {
  const BenignSyn benign{probability_of_another(other, right), 0.0};
  SynRecord doubted = other;
  if (other.checksum.state == ChecksumState::kInvalid &&
      right.checksum.state == ChecksumState::kInvalid && other.checksum.sum == right.checksum.sum) {
    doubted.checksum = {};  // wrong as usual, see Endpoint::usual_wrong_sum
  }
  Suspect suspect = syn_suspect(doubted, right.initial, benign, right.frame.number, habits);
  suspect.rival = true;
  if (other.refused_in != 0) {
    const bool answer = other.circumstances.segment_kind == SegmentKind::kSynAck;
    suspect.add_later({EvidenceKind::kRefusedBySender, answer ? kRefusedAnswer : kRefusedBySender,
                       other.refused_in});
  }
  return suspect;
}

}  // namespace seqbitflip
