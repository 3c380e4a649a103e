// SPDX-License-Identifier: GPL-2.0-or-later
//
// A life of a connection for the tests of what becomes of it, and a segment that it goes on with.
#pragma once

#include <vector>

#include "incarnation.h"
#include "shorthand.h"

namespace seqbitflip::test {

// One life of a connection that is shown segments; frames are counted from 1.
class Life {
 public:
  Life& see(const WireSegment& wire) {
    const CapturedSegment captured(wire, ++frames_);
    said_.clear();
    life_.process(direction_of(wire.from), captured.segment(), NoOtherConnections(), habits_,
                  said_);
    return *this;
  }
  Life& see_the_beginning() {
    return see(syn(1000))
        .see(syn_ack(5000, 1001))
        .see(pure_ack(kClient, 1001, 5001))
        .see(data(kClient, 1001, 100, 5001))
        .see(data(kServer, 5001, 1460, 1101))
        .see(pure_ack(kClient, 1101, 6461));
  }
  const std::vector<Verdict>& said() const { return said_; }
  const Incarnation& incarnation() const { return life_; }
  // How many numbers are still in doubt and told as wrong.
  std::size_t count_told_again() {
    Reconsideration reconsideration;
    life_.reconsider(habits_, reconsideration);
    return reconsideration.now.size();
  }
  const CaptureHabits& habits() const { return habits_; }
  const Endpoint& client() const { return life_.flow().endpoint(direction_of(kClient)); }
  const Endpoint& server() const { return life_.flow().endpoint(direction_of(kServer)); }

 private:
  Incarnation life_;
  CaptureHabits habits_;
  std::vector<Verdict> said_;
  std::uint32_t frames_ = 0;
};

inline const WireSegment kNext = data(kServer, 6461, 1460, 1101);

}  // namespace seqbitflip::test
