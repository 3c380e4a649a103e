// SPDX-License-Identifier: GPL-2.0-or-later
#include "pattern_book.h"

#include <algorithm>
#include <iterator>

namespace seqbitflip {

namespace {

// On the first pass the book is made anew at each of the first 32 changes, and then whenever their
// number has grown by more than an eighth.
constexpr std::uint64_t kFewChanges = 32;

bool is_due(std::uint64_t made_from, std::uint64_t now, bool first_pass) {
  if (made_from == now) {
    return false;
  }
  return !first_pass || now <= kFewChanges || now - made_from > made_from / 8;
}

std::vector<std::uint32_t> frames_of(const Fault& fault, const std::vector<Finding>& findings) {
  std::vector<std::uint32_t> frames;
  frames.reserve(fault.members.size());
  for (const std::size_t member : fault.members) {
    frames.push_back(findings[member].frame.number);
  }
  return frames;
}

// `frames` are those of the fault, rising; a frame with several of its numbers occurs several times
// and is no neighbour of itself.
void name_neighbours(const std::vector<std::uint32_t>& frames, std::uint32_t own,
                     PatternEntry& entry) {
  const auto [first, behind] = std::equal_range(frames.begin(), frames.end(), own);
  entry.previous = first == frames.begin() ? 0 : *std::prev(first);
  entry.next = behind == frames.end() ? 0 : *behind;
}

}  // namespace

void PatternBook::update(const VerdictStore& verdicts, const Preferences& shown, bool first_pass) {
  if (shown_ == shown && !is_due(version_, verdicts.version(), first_pass)) {
    return;
  }
  version_ = verdicts.version();
  shown_ = shown;
  entries_.clear();
  const std::vector<Finding> findings = verdicts.findings(shown);
  for (const Finding& finding : findings) {
    entries_[{finding.frame, finding.kind, finding.offset}].cause = finding.wrong.cause;
  }
  for (const Fault& fault : find_faults(findings)) {
    const std::string name = fault.name();
    const std::vector<std::uint32_t> frames = frames_of(fault, findings);
    for (const std::size_t member : fault.members) {
      const Finding& finding = findings[member];
      PatternEntry& entry = entries_[{finding.frame, finding.kind, finding.offset}];
      entry.cause = fault.cause;
      entry.pattern = name;
      name_neighbours(frames, finding.frame.number, entry);
    }
  }
}

const PatternEntry* PatternBook::find(const Verdict& verdict) const {
  const auto found = entries_.find({verdict.frame, verdict.kind, verdict.offset});
  return found == entries_.end() ? nullptr : &found->second;
}

}  // namespace seqbitflip
