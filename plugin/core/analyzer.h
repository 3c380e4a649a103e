// SPDX-License-Identifier: GPL-2.0-or-later
//
// The whole of the core behind one call: segments of all connections go in, in the order of the
// capture, verdicts come out. A verdict may concern an earlier segment and replaces what was said
// of it before.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "capture_habits.h"
#include "capture_summary.h"
#include "connection.h"
#include "connection_key.h"
#include "connection_table.h"
#include "incarnation.h"
#include "socket_address.h"
#include "stream_position.h"

namespace seqbitflip {

class Analyzer {
 public:
  // `most_awake`, at least 1: of so many connections what is known is at hand; that of the others
  // takes a fraction of the memory, and a moment to get.
  explicit Analyzer(std::size_t most_awake = ConnectionTable::kMostAwake)
      : connections_(most_awake), neighbours_(connections_) {}
  ~Analyzer() = default;
  Analyzer(const Analyzer&) = delete;
  Analyzer& operator=(const Analyzer&) = delete;

  // From now on SACK edges and timestamps are not judged.
  void leave_options_alone() { habits_.judges_options = false; }

  // Takes the next segment in and returns the verdicts that are new or have changed; valid until
  // the next call. A segment that was the latest one already is not taken in again: Wireshark
  // dissects a frame twice when it opens a file with a read filter.
  const std::vector<Verdict>& process(const SocketAddress& source, const SocketAddress& destination,
                                      const Segment& segment);

  // To be called when the capture has been read: judges what is still undecided by what the whole
  // capture shows (how often each oddity and each kind of damage occurs) and returns what is to be
  // said of each that is or was called wrong; nothing, if no segment came since the last time.
  // Valid until the next call. More segments may follow: the next process() takes back what only an
  // end here would justify, and all is as if nobody had asked.
  const std::vector<Verdict>& reconsider();
  // Whether it has been called since the last segment.
  bool is_reconsidered() const { return reconsidered_; }

  // Where a segment that was taken in lies in its stream if its sequence number is `seq`.
  std::optional<StreamPosition> position_of(const SocketAddress& source,
                                            const SocketAddress& destination,
                                            const Segment& segment, SeqNum seq) const;

  // What was looked at so far; `not_judged`, `out_of_window` and `hidden` are the caller's.
  CaptureSummary summary() const;
  // How many segments of these kinds the address sent, whatever the port; absent: all did.
  std::uint64_t count_segments(const std::optional<SocketAddress>& source,
                               const std::set<SegmentKind>& kinds) const;

 private:
  // The connections that had a segment lately, as far as they are not the one at hand.
  class Neighbours : public OtherConnections {
   public:
    explicit Neighbours(const ConnectionTable& connections) : connections_(connections) {}
    bool are_at(SeqNum number) const override;

   private:
    const ConnectionTable& connections_;
  };

  void process_surprise(Connection& connection, Direction direction, const Segment& segment);
  Incarnation& incarnation_for(Connection& connection, Direction direction, const Segment& segment);
  void tell_earlier(const Incarnation& earlier, const Incarnation& present, Direction direction,
                    const Segment& segment);
  // Whether its two lives are known to be one on both sides of a translating device.
  static bool is_translated(const Connection& connection);
  void recognise_translation(Connection& connection, Direction direction, const Segment& segment);
  static Incarnation& begin_without_syn(Connection& connection);
  Incarnation& begin_again(Connection& connection, Direction direction, const Segment& segment);
  Incarnation& answer_again(Connection& connection, Direction direction, const Segment& segment);

  ConnectionTable connections_;
  Neighbours neighbours_;
  CaptureHabits habits_;
  // Of all segments.
  std::int64_t first_ns_ = std::numeric_limits<std::int64_t>::max();
  std::int64_t last_ns_ = std::numeric_limits<std::int64_t>::min();
  FrameId latest_;
  bool reconsidered_ = true;  // nothing has come since
  std::vector<Verdict> revised_;
  std::vector<Verdict> before_reconsidered_;  // holds again as soon as another segment comes
};

}  // namespace seqbitflip
