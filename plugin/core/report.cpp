// SPDX-License-Identifier: GPL-2.0-or-later
#include "report.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <string_view>

namespace seqbitflip {

namespace {

constexpr std::size_t kLineWidth = 100;
constexpr std::size_t kIndent = 13;
// Frames listed for each fault; the rest is counted.
constexpr std::size_t kMostFrames = 12;
constexpr std::size_t kTimeLineWidth = 60;
constexpr std::int64_t kNsPerSecond = 1'000'000'000;
constexpr std::int64_t kNsPerMs = 1'000'000;

template <typename... Args>
std::string format(const char* pattern, Args... args) {
  std::array<char, 128> text{};
  std::snprintf(text.data(), text.size(), pattern, args...);
  return text.data();
}

std::string count_of(std::uint64_t count, const std::string& one, const std::string& more) {
  return std::to_string(count) + " " + (count == 1 ? one : more);
}

// Words, broken into lines, each behind the indentation; the first behind `label`.
void add_paragraph(std::string& report, const std::string& label, const std::string& words) {
  std::string line = "  " + label;
  line.resize(std::max(kIndent, line.size() + 1), ' ');
  std::string_view rest = words;
  while (line.size() + rest.size() > kLineWidth) {
    const std::size_t room = kLineWidth > line.size() ? kLineWidth - line.size() : 0;
    const std::size_t space = rest.substr(0, room + 1).rfind(' ');
    const std::size_t end = space == std::string_view::npos ? rest.find(' ') : space;
    if (end == std::string_view::npos) {
      break;
    }
    report += line.append(rest.substr(0, end)) + "\n";
    rest.remove_prefix(end + 1);
    line.assign(kIndent, ' ');
  }
  report += line.append(rest) + "\n";
}

void add_list(std::string& report, const std::string& label,
              const std::vector<std::string>& sentences) {
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    add_paragraph(report, i == 0 ? label : "", sentences[i]);
  }
}

std::string frames_text(const Diagnosis& diagnosis, const Fault& fault) {
  std::string text;
  for (std::size_t i = 0; i < std::min(fault.members.size(), kMostFrames); ++i) {
    text +=
        (i == 0 ? "" : ", ") + std::to_string(diagnosis.findings[fault.members[i]].frame.number);
  }
  if (fault.members.size() > kMostFrames) {
    text += " and " + std::to_string(fault.members.size() - kMostFrames) + " more";
  }
  return text;
}

std::string in_common_text(const Fault& fault) {
  std::string text;
  for (const auto& [trait, value] : fault.in_common) {
    const bool implied =
        (trait == Trait::kSourceAddress && fault.in_common.contains(Trait::kSource)) ||
        (trait == Trait::kDestinationAddress && fault.in_common.contains(Trait::kDestination));
    if (!implied) {
      text += (text.empty() ? "" : ", ") + std::string(name_of(trait)) + " " + value;
    }
  }
  return text.empty() ? "nothing else" : text;
}

std::string hit_text(const FaultDiagnosis& diagnosis) {
  std::string kinds;
  for (const SegmentKind kind : diagnosis.facts.segment_kinds) {
    kinds += (kinds.empty() ? "" : ", ") + std::string(name_of(kind));
  }
  const auto members = static_cast<double>(diagnosis.facts.members);
  const auto sender = diagnosis.fault.in_common.find(Trait::kSourceAddress);
  std::string text = count_of(diagnosis.facts.members, "segment", "segments") + " of " +
                     std::to_string(diagnosis.exposed) + " of the kind (" + kinds + ")";
  if (sender != diagnosis.fault.in_common.end()) {
    text += " that " + sender->second + " sent";
  }
  if (diagnosis.exposed > 0) {
    const double percent = 100.0 * members / static_cast<double>(diagnosis.exposed);
    text += format(percent < 10.0 ? ", %.2g%%" : ", %.0f%%", percent);
  }
  return text;
}

std::string cost_text(const Cost& cost) {
  std::string text = count_of(cost.connections, "connection", "connections") + " touched, ";
  if (cost.stalled == 0) {
    text += "none stood still";
  } else {
    text += std::to_string(cost.stalled) + " stood still, the longest for " +
            duration_text(cost.longest_stall_ns) + ", all together for " +
            duration_text(cost.total_stall_ns) + "; " + std::to_string(cost.never_recovered) +
            " never recovered, " + std::to_string(cost.reset) + " ended by a reset";
  }
  return text + "; " + std::to_string(cost.bytes_sent_again) + " bytes were sent again.";
}

char digit_of(std::uint32_t count) {
  if (count == 0) {
    return '.';
  }
  return count > 9 ? '+' : static_cast<char>('0' + count);
}

void add_bits(std::string& report, const std::array<std::uint32_t, 32>& bits) {
  std::string counts;
  for (int bit = 31; bit >= 0; --bit) {
    counts += digit_of(bits[static_cast<std::size_t>(bit)]);
    if (bit % 8 == 0 && bit > 0) {
      counts += ' ';
    }
  }
  add_paragraph(report, "Bits", "31    24 23    16 15     8 7      0");
  add_paragraph(report, "", counts + "   (how often each bit differs)");
}

void add_time_line(std::string& report, const Diagnosis& diagnosis, const Fault& fault) {
  const std::int64_t first = diagnosis.capture.first_ns;
  const std::int64_t span = diagnosis.capture.last_ns - first;
  std::array<std::uint32_t, kTimeLineWidth> counts{};
  for (const std::size_t member : fault.members) {
    const std::int64_t at = diagnosis.findings[member].wrong.circumstances.time_ns - first;
    const double share = span > 0 ? static_cast<double>(at) / static_cast<double>(span) : 0.0;
    const double column = std::clamp(share, 0.0, 1.0) * (kTimeLineWidth - 1);
    ++counts[static_cast<std::size_t>(column)];
  }
  std::string line = "|";
  for (const std::uint32_t count : counts) {
    line += digit_of(count);
  }
  add_paragraph(report, "Time line", line + "|");
}

void add_fault(std::string& report, const Diagnosis& diagnosis, const FaultDiagnosis& one,
               const std::string& title) {
  report += "\n" + title + ": " + one.fault.name() + "\n";
  add_paragraph(report, "Hit", hit_text(one));
  add_paragraph(report, "Frames", frames_text(diagnosis, one.fault));
  if (one.facts.members > 1) {
    add_paragraph(report, "In common", in_common_text(one.fault));
  }
  add_paragraph(report, "Since",
                time_text(one.first_ns) +
                    (one.last_ns == one.first_ns ? "" : ", last at " + time_text(one.last_ns)));
  add_paragraph(report, "Points to", one.conclusion.points_to);
  add_list(report, "Because", one.conclusion.reasons);
  add_list(report, "Ruled out", one.conclusion.ruled_out);
  add_paragraph(report, "Cost", cost_text(one.cost));
  if (!one.conclusion.look_next.empty()) {
    add_paragraph(report, "Look next", one.conclusion.look_next);
  }
  add_bits(report, one.bits);
  add_time_line(report, diagnosis, one.fault);
}

void add_not_judged(std::string& report, const CaptureSummary& capture) {
  if (capture.not_judged > 0) {
    add_paragraph(report, "Not judged",
                  count_of(capture.not_judged, "segment", "segments") +
                      ": the TCP header was cut short, or its packet came in fragments.");
  }
  if (capture.one_direction_only > 0) {
    add_paragraph(report, "One-sided",
                  count_of(capture.one_direction_only, "conversation was", "conversations were") +
                      " captured in one direction only: acknowledgments cannot be judged there.");
  }
}

}  // namespace

std::string time_text(std::int64_t since_epoch_ns) {
  std::int64_t seconds = since_epoch_ns / kNsPerSecond;
  std::int64_t fraction = since_epoch_ns % kNsPerSecond;
  if (fraction < 0) {
    fraction += kNsPerSecond;
    --seconds;
  }
  const auto time = static_cast<std::time_t>(seconds);
  std::tm parts{};
  if (gmtime_r(&time, &parts) == nullptr) {
    return "at no known time";
  }
  std::array<char, 32> date{};
  std::strftime(date.data(), date.size(), "%Y-%m-%d %H:%M:%S", &parts);
  return std::string(date.data()) + format(".%06d UTC", static_cast<int>(fraction / 1000));
}

std::string duration_text(std::int64_t duration_ns) {
  return duration_ns >= kNsPerSecond
             ? format("%.1f s", static_cast<double>(duration_ns) / kNsPerSecond)
             : format("%.0f ms", static_cast<double>(duration_ns) / kNsPerMs);
}

std::string report_text(const Diagnosis& diagnosis) {
  const CaptureSummary& capture = diagnosis.capture;
  const std::string looked_at = " in " + count_of(capture.segments, "TCP segment", "TCP segments") +
                                " of " +
                                count_of(capture.conversations, "conversation", "conversations");
  std::string report;
  if (diagnosis.findings.empty()) {
    report = "No wrong sequence or acknowledgment numbers" + looked_at + "\n";
  } else {
    report =
        count_of(diagnosis.findings.size(), "wrong number", "wrong numbers") + looked_at + "\n";
  }
  std::size_t number = 0;
  for (const FaultDiagnosis& fault : diagnosis.faults) {
    add_fault(report, diagnosis, fault, "Fault " + std::to_string(++number));
  }
  for (const FaultDiagnosis& fault : diagnosis.scattered) {
    add_fault(report, diagnosis, fault, "No pattern");
  }
  if (capture.not_judged > 0 || capture.one_direction_only > 0) {
    report += "\n";
    add_not_judged(report, capture);
  }
  return report;
}

}  // namespace seqbitflip
