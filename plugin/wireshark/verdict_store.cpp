// SPDX-License-Identifier: GPL-2.0-or-later
#include "verdict_store.h"

#include <algorithm>
#include <tuple>

namespace seqbitflip {

void VerdictStore::put(const Verdict& verdict) {
  if (verdict.misled_by) {
    misled_by_.insert_or_assign(verdict.frame, *verdict.misled_by);
    return;
  }
  SegmentVerdicts& verdicts = verdicts_[verdict.frame];
  if (verdict.translation) {
    verdicts.translation = verdict.translation;
    return;
  }
  if (verdict.retraction) {
    verdicts.retraction = verdict.retraction;
    return;
  }
  if (is_in_option(verdict.kind)) {
    put_option(verdicts, verdict);
  } else {
    auto& place =
        verdict.kind == NumberKind::kSequence ? verdicts.sequence : verdicts.acknowledgment;
    if (verdict.wrong || (place && place->wrong)) {
      ++version_;
    }
    if (verdict.wrong || verdict.out_of_window) {
      place = verdict;
    } else {
      place.reset();
    }
  }
  if (verdicts.is_empty()) {
    verdicts_.erase(verdict.frame);
  }
}

void VerdictStore::put_option(SegmentVerdicts& verdicts, const Verdict& verdict) {
  auto& options = verdicts.options;
  const auto place = std::find_if(options.begin(), options.end(), [&](const Verdict& other) {
    return other.offset >= verdict.offset;
  });
  const bool known = place != options.end() && place->offset == verdict.offset;
  if (verdict.wrong || known) {
    ++version_;
  }
  if (!known && verdict.wrong) {
    options.insert(place, verdict);
  } else if (known && verdict.wrong) {
    *place = verdict;
  } else if (known) {
    options.erase(place);
  }
}

const SegmentVerdicts* VerdictStore::find(const FrameId& frame) const {
  const auto found = verdicts_.find(frame);
  return found == verdicts_.end() ? nullptr : &found->second;
}

std::optional<FrameId> VerdictStore::misled_by(const FrameId& frame) const {
  const auto found = misled_by_.find(frame);
  return found == misled_by_.end() ? std::nullopt : std::optional(found->second);
}

bool VerdictStore::is_wrong(const FrameId& frame, const Preferences& shown) const {
  bool wrong = false;
  if (const SegmentVerdicts* verdicts = find(frame)) {
    verdicts->for_each_shown(shown, [&](const Verdict& verdict) {
      wrong = wrong || (verdict.wrong && !is_in_option(verdict.kind));
    });
  }
  return wrong;
}

std::vector<Finding> VerdictStore::findings(const Preferences& shown) const {
  std::vector<Finding> findings;
  const auto add = [&](const Verdict& verdict) {
    if (verdict.wrong) {
      findings.push_back(
          {verdict.frame, verdict.kind, *verdict.wrong, verdict.offset, verdict.edge});
    }
  };
  for (const auto& [frame, verdicts] : verdicts_) {
    verdicts.for_each_shown(shown, add);
  }
  std::sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
    return std::tuple(a.frame.number, a.frame.fingerprint, a.kind, a.offset) <
           std::tuple(b.frame.number, b.frame.fingerprint, b.kind, b.offset);
  });
  return findings;
}

std::uint64_t VerdictStore::count_out_of_window(const Preferences& shown) const {
  std::uint64_t count = 0;
  for (const auto& [frame, verdicts] : verdicts_) {
    verdicts.for_each_shown(shown, [&](const Verdict& verdict) {
      count += !verdict.wrong && verdict.out_of_window ? 1U : 0U;
    });
  }
  return count;
}

std::uint64_t VerdictStore::count_hidden(const Preferences& shown) const {
  std::uint64_t count = 0;
  for (const auto& [frame, verdicts] : verdicts_) {
    verdicts.for_each([&](const Verdict& verdict) {
      count += verdict.wrong && !shows(shown, verdict) ? 1U : 0U;
    });
  }
  return count;
}

std::vector<TranslationFound> VerdictStore::translations() const {
  std::vector<TranslationFound> found;
  for (const auto& [frame, verdicts] : verdicts_) {
    if (verdicts.translation && frame.number < verdicts.translation->copy_in) {
      found.push_back({frame.number, *verdicts.translation});
    }
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return std::tie(a.frame, a.translation.source) < std::tie(b.frame, b.translation.source);
  });
  return found;
}

std::vector<RetractionFound> VerdictStore::retractions() const {
  std::vector<RetractionFound> found;
  for (const auto& [frame, verdicts] : verdicts_) {
    if (verdicts.retraction) {
      found.push_back({frame.number, *verdicts.retraction});
    }
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return std::tie(a.frame, a.retraction.source) < std::tie(b.frame, b.retraction.source);
  });
  return found;
}

}  // namespace seqbitflip
