// SPDX-License-Identifier: GPL-2.0-or-later
#include "connection_attempt.h"

#include <vector>

namespace seqbitflip {

namespace {

class KeptPassage final : public PassageSource {
 public:
  explicit KeptPassage(const KeptSegment& kept) : kept_(kept) {}
  Passage read() const override { return *kept_.passage; }

 private:
  const KeptSegment& kept_;
};

KeptSegment kept(const Segment& segment, const ChecksumResult& checksum) {
  KeptSegment kept{segment, std::nullopt, checksum};
  kept.segment.passage = nullptr;
  kept.segment.bytes = {};
  kept.segment.source_ip = {};
  kept.segment.destination_ip = {};
  if (segment.passage != nullptr) {
    kept.passage = segment.passage->read();
  }
  return kept;
}

bool has_nothing_but_header(const Segment& segment) {
  return segment.payload_length == 0 && !segment.fin && segment.sack.count == 0;
}

void show(Incarnation& life, Direction direction, const KeptSegment& kept) {
  const KeptPassage passage(kept);
  Segment segment = kept.segment;
  segment.passage = kept.passage ? &passage : nullptr;
  segment.checksum = &kept.checksum;
  CaptureHabits counted_before;
  if (life.take_in_expected_syn(direction, segment, counted_before)) {
    return;
  }
  std::vector<Verdict> nothing_to_tell;
  life.process(direction, segment, NoOtherConnections{}, counted_before, nothing_to_tell);
}

}  // namespace

std::optional<ConnectionAttempt> ConnectionAttempt::begun_by(Direction direction,
                                                             const Segment& segment) {
  const bool plain_syn =
      segment.syn && !segment.ack && !segment.rst && has_nothing_but_header(segment);
  if (!plain_syn) {
    return std::nullopt;
  }
  const ChecksumResult checksum = verify_checksum(segment);
  if (checksum.state == ChecksumState::kInvalid) {
    return std::nullopt;
  }
  ConnectionAttempt attempt;
  attempt.asking_ = direction;
  attempt.syn_ = kept(segment, checksum);
  return attempt;
}

bool ConnectionAttempt::take_in_refusal(Direction direction, const Segment& segment) {
  const bool refuses = !reset_ && direction == opposite(asking_) && segment.rst && !segment.syn &&
                       segment.ack == syn_.segment.end() && has_nothing_but_header(segment);
  if (!refuses) {
    return false;
  }
  const ChecksumResult checksum = verify_checksum(segment);
  if (checksum.state == ChecksumState::kInvalid) {
    return false;
  }
  reset_ = kept(segment, checksum);
  return true;
}

void ConnectionAttempt::show_to(Incarnation& life) const {
  show(life, asking_, syn_);
  if (reset_) {
    show(life, opposite(asking_), *reset_);
  }
}

bool ConnectionAttempt::is_at(SeqNum number) const {
  return number == syn_.segment.seq || number == syn_.segment.end() ||
         (reset_ && number == reset_->segment.seq);
}

StreamExtent ConnectionAttempt::extent(Direction direction) const {
  if (direction != asking_) {
    return {};
  }
  return {syn_.segment.end(), true, 0};
}

}  // namespace seqbitflip
