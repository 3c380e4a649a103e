// SPDX-License-Identifier: GPL-2.0-or-later
#include "option_view.h"

#include "place.h"

namespace seqbitflip {

bool is_new(const Flow& flow, Direction direction, const Segment& segment) {
  const bool brings =
      segment.sequence_length().bytes() > 0 && segment.seq == flow.sender(direction).next;
  return brings || acknowledges_news(flow, direction, segment);
}

bool is_worth_holding(const Suspect& suspect) {
  // Timestamps that come back, the strongest witness (kComesBack), would not make it probable.
  constexpr double kLeastOdds = -5.0;
  return !suspect.hypotheses.empty() && suspect.log_odds() >= kLeastOdds;
}

const ChecksumResult& OptionView::checksum() const {
  if (!checksum_) {
    checksum_ = sender().checksum_of(segment);
  }
  return *checksum_;
}

Suspect OptionView::suspect(NumberKind kind, std::uint8_t offset, SeqNum observed,
                            Place place) const {
  Suspect suspect = suspect_of(segment, kind, observed, place, checksum());
  suspect.offset = offset;
  suspect.checksum.at_odd_offset = offset % 2 != 0;
  return suspect;
}

}  // namespace seqbitflip
