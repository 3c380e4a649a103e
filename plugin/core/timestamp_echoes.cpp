// SPDX-License-Identifier: GPL-2.0-or-later
#include "timestamp_echoes.h"

#include <algorithm>
#include <vector>

#include "candidate_list.h"
#include "gap_densities.h"
#include "timestamp_weighing.h"

namespace seqbitflip {

namespace {

// Prior shares of what an endpoint may echo: the same as before, the TSval of what it acknowledges,
// the peer's latest, another one that the peer was seen to send, one that went unseen.
constexpr double kPriorSameEcho = 0.40;
constexpr double kPriorAcknowledged = 0.20;
constexpr double kPriorLatest = 0.15;
constexpr double kPriorShown = 0.20;
constexpr double kPriorUnseen = 0.05;
// How far back an echo may reach where none was seen before.
constexpr std::uint32_t kLongestRoundTrip = 1U << 16;

// RFC 7323, section 3.2: without an acknowledgment TSecr means nothing.
bool means_something(const OptionView& view) {
  const Segment& segment = view.segment;
  return segment.timestamps && !segment.rst && segment.ack && view.peer().clock.is_known();
}

const SentRecord* record_with(const Endpoint& peer, std::uint32_t value) {
  const auto& records = peer.sent.records();
  const auto found = std::find_if(records.rbegin(), records.rend(), [&](const SentRecord& record) {
    return record.timestamp() == value;
  });
  return found == records.rend() ? nullptr : &*found;
}

bool was_shown(const Endpoint& peer, std::uint32_t value) {
  return peer.clock.has_shown(value) || record_with(peer, value) != nullptr;
}

// The segment that carried it, or where that is not kept, the one with the latest.
std::uint32_t frame_of(const Endpoint& peer, SeqNum value) {
  const SentRecord* record = record_with(peer, value.value());
  return record != nullptr ? record->frame : peer.clock.highest_in_frame();
}

// RFC 7323, section 4.3: what is echoed is the TSval of the segment that starts where the
// acknowledgment before pointed to.
const SentRecord* newly_acknowledged(const OptionView& view) {
  const Endpoint& peer = view.peer();
  if (!view.segment.ack || !peer.acknowledged) {
    return nullptr;
  }
  const SentRecord* record = peer.sent.latest_over(*peer.acknowledged);
  return record != nullptr && record->timestamp() ? record : nullptr;
}

// Whether the peer sent it and it is the one that RFC 7323 wants echoed here: then there is nothing
// to ask the checksum.
bool is_due(const OptionView& view, std::uint32_t echo) {
  const Endpoint& peer = view.peer();
  const bool acknowledges_data =
      view.segment.ack && peer.acknowledged && is_after(*view.segment.ack, *peer.acknowledged);
  if (acknowledges_data) {
    const SentRecord* record = newly_acknowledged(view);
    return record != nullptr && record->timestamp() == echo;
  }
  const auto& before = view.sender().latest_echo;
  const bool goes_back = before && is_before(SeqNum(echo), SeqNum(*before));
  return !goes_back && peer.clock.has_shown(echo);
}

// The peer received it, though it was damaged on the way or leapt.
bool repeats_suspect(const OptionView& view, std::span<const Suspect> option_suspects) {
  return std::any_of(option_suspects.begin(), option_suspects.end(), [&](const Suspect& suspect) {
    return suspect.kind == NumberKind::kTimestampValue &&
           suspect.observed == SeqNum(view.segment.timestamps->echo);
  });
}

Suspect echo_suspect(const OptionView& view) {
  const Endpoint& peer = view.peer();
  const auto offset = static_cast<std::uint8_t>(view.segment.timestamps_offset + 4);
  const SeqNum observed(view.segment.timestamps->echo);
  const SeqNum last(peer.clock.highest());
  const auto& before = view.sender().latest_echo;
  const bool in_order = before && !is_after(SeqNum(*before), last);
  const SeqNum first = in_order ? SeqNum(*before) : last - SeqLength(kLongestRoundTrip);
  const bool ahead = is_after(observed, last);
  Suspect suspect = view.suspect(
      NumberKind::kTimestampEcho, offset, observed,
      ahead ? Place::kAhead : (is_before(observed, first) ? Place::kBehind : Place::kKnown));
  suspect.expected_base = last;
  suspect.range = NumberRange{first, last};
  return suspect;
}

// How far an echo lies above what the peer is known to have sent: as its own segments show or,
// where the capture lacks them, the echo before.
std::uint32_t distance_ahead(const Suspect& suspect, const OptionView& view) {
  const auto& before = view.sender().latest_echo;
  const SeqNum last = suspect.range->last;
  const bool goes_on =
      before && is_after(SeqNum(*before), last) && is_before(SeqNum(*before), suspect.observed);
  return magnitude(distance(goes_on ? SeqNum(*before) : last, suspect.observed));
}

void take_benign_echo(Suspect& suspect, const OptionView& view) {
  const double share = view.habits.share_of(view.habits.unseen_echo);
  const NumberRange& range = *suspect.range;
  suspect.oddity = Oddity::kUnseenEcho;
  suspect.oddity_share = share;
  switch (suspect.place) {
    case Place::kAhead:
      suspect.oddity_probability = share * density_of_distance(distance_ahead(suspect, view));
      suspect.first_look.push_back({EvidenceKind::kEchoNeverSent, 0.0, 0});
      break;
    case Place::kBehind:
      suspect.oddity_probability =
          share * density_of_distance(magnitude(distance(suspect.observed, range.first))) *
          (view.is_new() ? kOldYetNew : 1.0);
      suspect.first_look.push_back({EvidenceKind::kEchoBehind, 0.0, 0});
      break;
    default:
      suspect.oddity_probability = share / (static_cast<double>(width_of(range)) + 1.0);
      if (!was_shown(view.peer(), suspect.observed.value())) {
        suspect.first_look.push_back({EvidenceKind::kEchoNeverSent, 0.0, 0});
      }
  }
  suspect.benign_probability = suspect.oddity_probability;
}

void add_echoes(CandidateList& list, const OptionView& view, const Suspect& suspect) {
  const Endpoint& peer = view.peer();
  if (const auto& before = view.sender().latest_echo) {
    list.add(SeqNum(*before), Reason::kEchoAgain, kPriorSameEcho, frame_of(peer, SeqNum(*before)));
  }
  if (const SentRecord* record = newly_acknowledged(view)) {
    list.add(SeqNum(*record->timestamp()), Reason::kPeerTimestamp, kPriorAcknowledged,
             record->frame);
  }
  list.add(SeqNum(peer.clock.highest()), Reason::kPeerTimestamp, kPriorLatest,
           peer.clock.highest_in_frame());
  std::vector<std::uint32_t> shown;
  for (std::uint32_t ago = 0; ago < TimestampClock::kRemembered; ++ago) {
    if (peer.clock.has_shown(peer.clock.highest() - ago)) {
      shown.push_back(peer.clock.highest() - ago);
    }
  }
  for (const std::uint32_t value : shown) {
    list.add(SeqNum(value), Reason::kPeerTimestamp, kPriorShown / static_cast<double>(shown.size()),
             frame_of(peer, SeqNum(value)));
  }
  const NumberRange& range = *suspect.range;
  const double unseen = kPriorUnseen / (static_cast<double>(width_of(range)) + 1.0);
  const bool may_be_late = !view.is_new();
  const auto prior = [&](SeqNum value) {
    const std::uint32_t early = magnitude(distance(value, range.first));
    const bool late = may_be_late && is_before(value, range.first) && early <= kFurthestBeside;
    return range.holds(value) ? unseen : (late ? kPriorEarlier * density_of_distance(early) : 0.0);
  };
  add_damaged(list, suspect, Reason::kPeerTimestamp, prior,
              [&](SeqNum value) { return frame_of(peer, value); });
}

}  // namespace

bool is_expected_echo(const OptionView& view) {
  if (!means_something(view)) {
    return true;
  }
  const std::uint32_t echo = view.segment.timestamps->echo;
  return view.sender().latest_echo == echo || is_due(view, echo);
}

Examined examine_timestamp_echo(const OptionView& view, std::span<const Suspect> option_suspects,
                                bool thoroughly) {
  const bool as_expected = is_expected_echo(view);
  if (!means_something(view) || (as_expected && !thoroughly)) {
    return {};
  }
  const std::uint32_t echo = view.segment.timestamps->echo;
  const bool invalid = view.checksum().state == ChecksumState::kInvalid;
  const bool nothing_received_yet = echo == 0;
  if (!invalid && (nothing_received_yet || was_shown(view.peer(), echo) ||
                   repeats_suspect(view, option_suspects))) {
    return {};
  }
  Suspect suspect = echo_suspect(view);
  take_benign_echo(suspect, view);
  if (as_expected) {
    suspect.oddity = Oddity::kNone;
    suspect.benign_probability = kPriorSameEcho;
  }
  if (is_hopeless(suspect, view.habits)) {
    return {std::nullopt, suspect.oddity};
  }
  CandidateList list;
  add_echoes(list, view, suspect);
  return weighed(std::move(suspect), std::move(list), view.habits);
}

}  // namespace seqbitflip
