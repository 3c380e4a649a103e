// SPDX-License-Identifier: GPL-2.0-or-later
//
// What is told to a person about one number, and all wording of it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cause.h"
#include "connection_note.h"
#include "explanation.h"
#include "out_of_window.h"
#include "suspect.h"

namespace seqbitflip {

enum class Confidence : std::uint8_t { kLikely = 1, kStrong = 2, kProven = 3 };

enum class ChecksumFinding : std::uint8_t {
  kNotVerifiable = 0,
  kDamagedAfter = 1,       // invalid as captured, valid with the expected number
  kCoversWrongNumber = 2,  // valid as captured
};

struct WrongNumber {
  Circumstances circumstances;
  Impact impact;
  Cause cause = Cause::kUnknown;  // of this number alone
  SeqNum expected{0};
  SeqNum observed{0};
  Difference difference;
  std::uint32_t reference = 0;  // frame; 0: none was captured
  Confidence confidence = Confidence::kLikely;
  ChecksumFinding checksum = ChecksumFinding::kNotVerifiable;
  std::vector<std::string> evidence;  // sentences, strongest first
  // The frame of the packet that this is another capture of, as on several interfaces; 0: of none.
  std::uint32_t copy_of = 0;
  // One of the SACK edges of a connection that a device forgets to translate.
  bool untranslated = false;

  bool operator==(const WrongNumber&) const = default;
};

// Both parts absent: nothing to tell, or an earlier verdict is withdrawn.
struct Verdict {
  FrameId frame;
  NumberKind kind = NumberKind::kSequence;
  std::optional<WrongNumber> wrong;
  std::optional<OutOfWindow> out_of_window;
  // Not about this segment's own numbers: new data that an earlier number, which was too high,
  // makes look like data sent again. That number's segment.
  std::optional<FrameId> misled_by;
  // The same: notes that leave other verdicts about the segment as they are.
  std::optional<IsnTranslation> translation = std::nullopt;
  std::optional<WindowRetraction> retraction = std::nullopt;
  // Which of the segment's numbers in options it is; see Suspect.
  std::uint8_t offset = 0;
  std::uint8_t edge = 0;

  bool operator==(const Verdict&) const = default;
};

Verdict verdict_of(const Suspect& suspect);

// A line of 32 digits in groups of eight that ends with a NUL. No string: whoever shows it may be
// left by longjmp, and no exception may pass there.
using BitLine = std::array<char, 32 + 3 + 1>;
// The number in binary, most significant bit first.
BitLine binary_digits(std::uint32_t value);
// To stand below binary_digits(): a caret under each bit of `mask`.
BitLine bit_markers(std::uint32_t mask);

const char* name_of(Confidence confidence);
const char* name_of(ChecksumFinding finding);

}  // namespace seqbitflip
