// SPDX-License-Identifier: GPL-2.0-or-later
//
// To which fault each wrong number belongs, kept between frames: finding the faults of a capture
// looks at all of its wrong numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>

#include "verdict_store.h"

namespace seqbitflip {

struct PatternEntry {
  Cause cause = Cause::kUnknown;
  std::string pattern;         // empty: it belongs to no fault
  std::uint32_t previous = 0;  // frames of the neighbours in the same fault; 0: none
  std::uint32_t next = 0;
};

class PatternBook {
 public:
  // Brings the book up to date. While the capture is being read for the first time it may lag
  // behind, so that a capture full of wrong numbers does not take quadratic time.
  // What the preferences hide is not in it.
  void update(const VerdictStore& verdicts, const Preferences& shown, bool first_pass);

  // Null where the number was not known to be wrong at the last update, or not shown.
  const PatternEntry* find(const Verdict& verdict) const;

 private:
  struct Key {
    FrameId frame;
    NumberKind kind = NumberKind::kSequence;
    std::uint8_t offset = 0;
    bool operator==(const Key&) const = default;
  };
  // Without the fingerprint, for the reason that VerdictStore has.
  struct KeyHash {
    std::size_t operator()(const Key& key) const {
      return std::size_t{key.frame.number} * 64 + static_cast<std::size_t>(key.kind) + key.offset;
    }
  };

  std::unordered_map<Key, PatternEntry, KeyHash> entries_;
  std::uint64_t version_ = 0;         // of the verdicts that the book was made from
  std::optional<Preferences> shown_;  // when it was
};

}  // namespace seqbitflip
