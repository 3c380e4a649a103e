// SPDX-License-Identifier: GPL-2.0-or-later
// See selection.h.
#include "selection.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <map>

namespace faults {
namespace {

// Keeps chosen segments of one connection apart.
class Spacing {
 public:
  explicit Spacing(std::uint64_t gap) : gap_(gap) {}

  bool take(const Candidate& candidate) {
    auto& taken = taken_[candidate.connection];
    const auto next = taken.lower_bound(candidate.place);
    const bool clear_after = next == taken.end() || *next - candidate.place >= gap_;
    const bool clear_before = next == taken.begin() || candidate.place - *std::prev(next) >= gap_;
    if (!clear_after || !clear_before) return false;
    taken.insert(candidate.place);
    return true;
  }

 private:
  std::uint64_t gap_;
  std::map<std::string, std::set<std::uint64_t>> taken_;
};

std::vector<Candidate> shuffled(std::vector<Candidate> candidates, Random& random) {
  for (std::size_t left = candidates.size(); left > 1; --left) {
    std::swap(candidates[left - 1], candidates[random() % left]);
  }
  return candidates;
}

bool by_chance(double percent, Random& random) {
  return static_cast<double>(random() % 1'000'000) < percent * 10'000;
}

}  // namespace

bool passes_filters(const Selection& selection, std::uint64_t frame, std::string_view kind,
                    std::uint16_t source_port, std::uint16_t destination_port) {
  const auto& kinds = selection.segment_kinds;
  if (!kinds.empty() && std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) return false;
  if (!selection.frames.empty() && !selection.frames.contains(frame)) return false;
  if (!selection.port) return true;
  const bool from = source_port == *selection.port;
  const bool to = destination_port == *selection.port;
  if (selection.direction == Direction::kFromPort) return from;
  if (selection.direction == Direction::kToPort) return to;
  return from || to;
}

std::set<std::uint64_t> choose_frames(const Selection& selection,
                                      const std::vector<Candidate>& candidates, Random& random) {
  const bool count_alone = selection.count && !selection.rate_percent && !selection.every;
  const auto order = count_alone ? shuffled(candidates, random) : candidates;
  const std::uint64_t most = selection.count.value_or(std::numeric_limits<std::uint64_t>::max());
  const std::uint64_t every = selection.every.value_or(1);
  Spacing spacing(selection.gap);
  std::set<std::uint64_t> frames;
  std::uint64_t seen = 0;
  for (const Candidate& candidate : order) {
    if (frames.size() >= most) break;
    if (++seen % every != 0) continue;
    if (selection.rate_percent && !by_chance(*selection.rate_percent, random)) continue;
    if (spacing.take(candidate)) frames.insert(candidate.frame);
  }
  return frames;
}

std::optional<std::set<std::uint64_t>> parse_frame_list(std::string_view text) {
  constexpr std::uint64_t kLongestRange = 10'000'000;
  std::set<std::uint64_t> frames;
  const char* at = text.data();
  const char* const end = text.data() + text.size();
  while (true) {
    std::uint64_t first = 0;
    auto parsed = std::from_chars(at, end, first);
    if (parsed.ec != std::errc{} || first == 0) return std::nullopt;
    std::uint64_t last = first;
    if (parsed.ptr != end && *parsed.ptr == '-') {
      parsed = std::from_chars(parsed.ptr + 1, end, last);
      if (parsed.ec != std::errc{} || last < first || last - first > kLongestRange) {
        return std::nullopt;
      }
    }
    for (std::uint64_t frame = first; frame <= last; ++frame) frames.insert(frame);
    if (parsed.ptr == end) return frames;
    if (*parsed.ptr != ',') return std::nullopt;
    at = parsed.ptr + 1;
  }
}

}  // namespace faults
