// SPDX-License-Identifier: GPL-2.0-or-later
#include "translation.h"

#include <algorithm>
#include <cstdlib>

namespace seqbitflip {

namespace {

// A SYN is sent again after a second at the earliest (RFC 6298, section 2.1).
constexpr std::int64_t kLongestPassageNs = 1'000'000'000;

std::optional<TranslatedSyn> translated_syn(const Incarnation& one, const Incarnation& another,
                                            Direction direction) {
  const auto& first = one.syn(direction);
  const auto& second = another.syn(direction);
  if (!first || !second || first->initial == second->initial) {
    return std::nullopt;
  }
  const bool in_order = first->frame.number <= second->frame.number;
  return in_order ? TranslatedSyn{*first, *second} : TranslatedSyn{*second, *first};
}

bool came_together(const std::optional<TranslatedSyn>& syn) {
  return !syn || std::abs(syn->later.circumstances.time_ns - syn->earlier.circumstances.time_ns) <
                     kLongestPassageNs;
}

// The numbers are the device's, and the rest may be changed by it as well; but not all of it.
bool is_same_packet(const SentRecord& copy, const SentRecord& record) {
  if (copy.digest() != record.digest() ||
      copy.end.value() - copy.start.value() != record.end.value() - record.start.value()) {
    return false;
  }
  const bool same_identification =
      copy.ip_id() && *copy.ip_id() != 0 && copy.ip_id() == record.ip_id();
  const bool same_timestamp = copy.timestamp() && copy.timestamp() == record.timestamp();
  return copy.digest() || same_identification || same_timestamp;
}

std::uint32_t latest_frame(const Translation& translation) {
  std::uint32_t latest = 0;
  for (const auto& syn : translation) {
    latest = std::max(latest, syn ? syn->later.frame.number : 0);
  }
  return latest;
}

}  // namespace

std::optional<Translation> find_translation(const Incarnation& present, const Incarnation& other,
                                            Direction direction, const Segment& segment) {
  const auto& initial_here = present.flow().sender(direction).initial;
  const auto& initial_there = other.flow().sender(direction).initial;
  if (segment.syn || segment.sequence_length().bytes() == 0 || !initial_here || !initial_there) {
    return std::nullopt;
  }
  Translation translation;
  for (const Direction one : kBothDirections) {
    translation[static_cast<std::size_t>(one)] = translated_syn(present, other, one);
  }
  if ((!translation[0] && !translation[1]) || !came_together(translation[0]) ||
      !came_together(translation[1])) {
    return std::nullopt;
  }
  const SeqNum start = *initial_there + length_between(*initial_here, segment.seq);
  const SentRecord* copy = other.flow().sender(direction).sent.starting_at(start);
  const bool both_live = copy != nullptr && copy->frame > latest_frame(translation);
  return both_live && is_same_packet(*copy, record_of(segment)) ? std::optional(translation)
                                                                : std::nullopt;
}

Likeness likeness_of(const Incarnation& one, const Incarnation& another) {
  Likeness likeness = Likeness::kNone;
  for (const Direction direction : kBothDirections) {
    const auto syn = translated_syn(one, another, direction);
    if (!syn || !came_together(syn)) {
      continue;
    }
    if (one.flow().endpoint(direction).acknowledged &&
        another.flow().endpoint(direction).acknowledged) {
      return Likeness::kBothAcknowledged;
    }
    likeness = Likeness::kTwoNumbers;
  }
  return likeness;
}

void tell_translation(const Translation& translation, std::vector<Verdict>& told) {
  for (const auto& syn : translation) {
    if (!syn) {
      continue;
    }
    const auto tell = [&](const SynRecord& one, const SynRecord& copy) {
      const Passage& passage = one.circumstances.passage;
      Verdict verdict;
      verdict.frame = one.frame;
      verdict.translation =
          IsnTranslation{syn->difference(), copy.frame.number, passage.source, passage.destination};
      told.push_back(verdict);
    };
    tell(syn->earlier, syn->later);
    tell(syn->later, syn->earlier);
  }
}

}  // namespace seqbitflip
