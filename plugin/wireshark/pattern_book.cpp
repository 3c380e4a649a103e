// SPDX-License-Identifier: GPL-2.0-or-later
#include "pattern_book.h"

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
    for (std::size_t i = 0; i < fault.members.size(); ++i) {
      const auto frame_of = [&](std::size_t member) {
        return findings[fault.members[member]].frame.number;
      };
      const Finding& finding = findings[fault.members[i]];
      PatternEntry& entry = entries_[{finding.frame, finding.kind, finding.offset}];
      entry.cause = fault.cause;
      entry.pattern = name;
      entry.previous = i > 0 ? frame_of(i - 1) : 0;
      entry.next = i + 1 < fault.members.size() ? frame_of(i + 1) : 0;
    }
  }
}

const PatternEntry* PatternBook::find(const Verdict& verdict) const {
  const auto found = entries_.find({verdict.frame, verdict.kind, verdict.offset});
  return found == entries_.end() ? nullptr : &found->second;
}

}  // namespace seqbitflip
