// SPDX-License-Identifier: GPL-2.0-or-later
//
// A SYN or SYN-ACK, kept because its initial number stays open to doubt: nothing precedes it that
// it could be held against, so only the peer, a second SYN or a refusal tells whether it was
// damaged.
#pragma once

#include <cstdint>

#include "capture_habits.h"
#include "direction.h"
#include "endpoint.h"
#include "passage.h"
#include "segment.h"
#include "suspect.h"

namespace seqbitflip {

// What is kept of a SYN or SYN-ACK to judge its initial number later.
struct SynRecord {
  FrameId frame;
  Circumstances circumstances;
  SeqNum initial{0};
  SeqLength length{1};
  ChecksumResult checksum;
  // The frame of a reset with which the sender itself refused the peer's acknowledgment of this
  // initial number: it never sent that. 0: none.
  std::uint32_t refused_in = 0;

  // `sent`: its direction.
  template <typename Archive>
  void exchange(Archive& archive, Direction sent) {
    archive.frame(frame.number);
    archive.random(frame.fingerprint);
    circumstances.exchange(archive, sent);
    archive.position(sent, initial);
    archive.number(length);
    checksum.exchange(archive);
    archive.frame(refused_in);
  }
};

// `checksum`: what verify_checksum() says of it.
SynRecord syn_record_of(const Segment& segment, const ChecksumResult& checksum);

// Takes in a reset of the endpoint that sent the SYN, if it refuses the acknowledgment of it.
void remember_refusal(SynRecord& syn, const Endpoint& sender, const Segment& reset);

// How probable it is that an initial number is right all the same: what later segments may refute,
// and what they cannot.
struct BenignSyn {
  double refutable = 0.0;
  double lasting = 0.0;
};

// The initial number of `syn` as a suspect, with `expected` in its place, which follows from the
// frame `reference`.
Suspect syn_suspect(const SynRecord& syn, SeqNum expected, BenignSyn benign,
                    std::uint32_t reference, const CaptureHabits& habits);

// Two SYNs of the same endpoint carry different initial numbers and the connection goes on from
// that of `right`: the other one as a suspect.
Suspect suspect_of_rival(const SynRecord& other, const SynRecord& right,
                         const CaptureHabits& habits);

}  // namespace seqbitflip
