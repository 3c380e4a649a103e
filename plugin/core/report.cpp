// SPDX-License-Identifier: GPL-2.0-or-later
#include "report.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdio>
#include <ctime>
#include <optional>
#include <string_view>

namespace seqbitflip {

namespace {

constexpr std::size_t kIndent = 13;
// Frames listed for each fault; the rest is counted.
constexpr std::size_t kMostFrames = 12;
// Notes of a kind that are listed; the rest is counted.
constexpr std::size_t kMostNotes = 12;
constexpr std::size_t kWidestTimeLine = 60;
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

// The report as it grows.
struct Page {
  std::size_t width;
  std::string text;
};

// Words, broken into lines, each behind the indentation; the first behind `label`.
void add_paragraph(Page& page, const std::string& label, const std::string& words) {
  std::string line = "  " + label;
  line.resize(std::max(kIndent, line.size() + 1), ' ');
  std::string_view rest = words;
  while (line.size() + rest.size() > page.width) {
    const std::size_t room = page.width > line.size() ? page.width - line.size() : 0;
    const std::size_t space = rest.substr(0, room + 1).rfind(' ');
    const std::size_t end = space == std::string_view::npos ? rest.find(' ') : space;
    if (end == std::string_view::npos) {
      break;
    }
    page.text += line.append(rest.substr(0, end)) + "\n";
    rest.remove_prefix(end + 1);
    line.assign(kIndent, ' ');
  }
  page.text += line.append(rest) + "\n";
}

void add_list(Page& page, const std::string& label, const std::vector<std::string>& sentences) {
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    add_paragraph(page, i == 0 ? label : "", sentences[i]);
  }
}

std::string frames_text(const Diagnosis& diagnosis, const Fault& fault) {
  std::vector<std::uint32_t> frames;  // a frame may hold several of the numbers
  for (const std::size_t member : fault.members) {
    const std::uint32_t frame = diagnosis.findings[member].frame.number;
    if (frames.empty() || frames.back() != frame) {
      frames.push_back(frame);
    }
  }
  std::string text;
  for (std::size_t i = 0; i < frames.size() && i < kMostFrames; ++i) {
    text += (i == 0 ? "" : ", ") + std::to_string(frames[i]);
  }
  if (frames.size() > kMostFrames) {
    text += " and " + std::to_string(frames.size() - kMostFrames) + " more";
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

std::string percent_text(double share) {
  const double percent = 100.0 * share;
  if (percent < 0.0001) {
    return "less than 0.0001%";
  }
  // Fewer digits than the number has before its point would make %g write an exponent.
  return percent < 10.0 ? format("%.2g%%", percent) : format("%.3g%%", percent);
}

std::string hit_text(const FaultDiagnosis& diagnosis) {
  std::string kinds;
  for (const SegmentKind kind : diagnosis.facts.segment_kinds) {
    kinds += (kinds.empty() ? "" : ", ") + std::string(name_of(kind));
  }
  const auto segments = static_cast<double>(diagnosis.facts.segments);
  const auto sender = diagnosis.fault.in_common.find(Trait::kSourceAddress);
  std::string text = count_of(diagnosis.facts.segments, "segment", "segments") + " of " +
                     std::to_string(diagnosis.exposed) + " of the kind (" + kinds + ")";
  if (sender != diagnosis.fault.in_common.end()) {
    text += " that " + sender->second + " sent";
  }
  if (diagnosis.exposed > 0) {
    text += ", " + percent_text(segments / static_cast<double>(diagnosis.exposed));
  }
  if (const std::uint64_t copies = diagnosis.facts.segments - diagnosis.facts.packets; copies > 0) {
    text += copies == 1 ? "; 1 is a copy" : "; " + std::to_string(copies) + " are copies";
  }
  return text;
}

std::string cost_text(const Cost& cost) {
  std::string text = count_of(cost.connections, "connection", "connections") + " touched, ";
  if (cost.stalled == 0) {
    text += "none stood still";
    text += cost.reset > 0 ? ", " + std::to_string(cost.reset) + " ended by a reset at once" : "";
  } else {
    text += std::to_string(cost.stalled) + " stood still, the longest for " +
            duration_text(cost.longest_stall_ns) + ", all together for " +
            duration_text(cost.total_stall_ns) + "; " + std::to_string(cost.never_recovered) +
            " never recovered, " + std::to_string(cost.reset) + " ended by a reset";
  }
  if (cost.bytes_sent_again > 0) {
    text += "; " + std::to_string(cost.bytes_sent_again) +
            (cost.bytes_sent_again == 1 ? " byte was" : " bytes were") +
            " sent again in their place";
  }
  return text + ".";
}

char digit_of(std::uint32_t count) {
  if (count == 0) {
    return '.';
  }
  return count > 9 ? '+' : static_cast<char>('0' + count);
}

void add_bits(Page& page, const std::array<std::uint32_t, 32>& bits) {
  std::string counts;
  for (int bit = 31; bit >= 0; --bit) {
    counts += digit_of(bits[static_cast<std::size_t>(bit)]);
    if (bit % 8 == 0 && bit > 0) {
      counts += ' ';
    }
  }
  add_paragraph(page, "Bits", "31    24 23    16 15     8 7      0");
  add_paragraph(page, "", counts + "   (how often each bit differs)");
}

// Where the number stands in the TCP header, if it is the same place in all members.
std::optional<int> offset_of(const Diagnosis& diagnosis, const Fault& fault) {
  if (!is_in_option(fault.kind)) {
    return fault.kind == NumberKind::kSequence ? 4 : 8;
  }
  const int first = diagnosis.findings[fault.members.front()].offset;
  const bool same =
      std::all_of(fault.members.begin(), fault.members.end(),
                  [&](std::size_t member) { return diagnosis.findings[member].offset == first; });
  return same ? std::optional(first) : std::nullopt;
}

// Where a single bit lies, for whoever looks for the memory that holds it.
std::string position_text(const Fault& fault, int offset) {
  const int bit = std::countr_zero(fault.mask);
  const int byte = offset + 3 - bit / 8;
  std::string text =
      "bit " + std::to_string(bit % 8) + " of byte " + std::to_string(byte) + " of the TCP header";
  const auto add = [&](Trait trait, const char* of) {
    const auto where = fault.in_common.find(trait);
    if (where != fault.in_common.end()) {
      text += ", byte " + std::to_string(std::stoi(where->second) + byte) + " of " + of;
    }
  };
  add(Trait::kTcpInPacket, "the IP packet");
  add(Trait::kTcpInFrame, "the frame");
  return text + ", counted from 0";
}

void add_time_line(Page& page, const Diagnosis& diagnosis, const Fault& fault) {
  const std::int64_t first = diagnosis.capture.first_ns;
  const std::int64_t span = diagnosis.capture.last_ns - first;
  const std::size_t width = std::min(kWidestTimeLine, page.width - kIndent - 2);
  std::vector<std::uint32_t> counts(width);
  for (const std::size_t member : fault.members) {
    const std::int64_t at = diagnosis.findings[member].wrong.circumstances.time_ns - first;
    const double share = span > 0 ? static_cast<double>(at) / static_cast<double>(span) : 0.0;
    const double column = std::clamp(share, 0.0, 1.0) * static_cast<double>(width - 1);
    ++counts[static_cast<std::size_t>(column)];
  }
  std::string line = "|";
  for (const std::uint32_t count : counts) {
    line += digit_of(count);
  }
  add_paragraph(page, "Time line", line + "|");
}

void add_fault(Page& page, const Diagnosis& diagnosis, const FaultDiagnosis& one,
               const std::string& title) {
  page.text += "\n" + title + ": " + one.fault.name() + "\n";
  add_paragraph(page, "Hit", hit_text(one));
  add_paragraph(page, "Frames", frames_text(diagnosis, one.fault));
  if (one.facts.members > 1) {
    add_paragraph(page, "In common", in_common_text(one.fault));
  }
  add_paragraph(page, "Since",
                time_text(one.first_ns) +
                    (one.last_ns == one.first_ns ? "" : ", last at " + time_text(one.last_ns)));
  add_paragraph(page, "Points to", one.conclusion.points_to);
  add_list(page, "Because", one.conclusion.reasons);
  add_list(page, "Ruled out", one.conclusion.ruled_out);
  add_paragraph(page, "Cost", cost_text(one.cost));
  if (!one.conclusion.look_next.empty()) {
    add_paragraph(page, "Look next", one.conclusion.look_next);
  }
  add_bits(page, one.bits);
  const auto offset = offset_of(diagnosis, one.fault);
  if (std::popcount(one.fault.mask) == 1 && offset) {
    add_paragraph(page, "Position", position_text(one.fault, *offset));
  }
  add_time_line(page, diagnosis, one.fault);
}

std::string translation_text(const TranslationFound& found) {
  const IsnTranslation& translation = found.translation;
  return socket_text(translation.source) + " -> " + socket_text(translation.destination) + ": " +
         format("%+d", static_cast<int>(translation.difference)) + " (frames " +
         std::to_string(found.frame) + " and " + std::to_string(translation.copy_in) + ")";
}

std::string retraction_text(const RetractionFound& found) {
  const WindowRetraction& retraction = found.retraction;
  return socket_text(retraction.source) + " in frame " + std::to_string(found.frame) + ": " +
         count_of(retraction.bytes, "byte", "bytes") + " promised in frame " +
         std::to_string(retraction.promised_in) +
         (retraction.checksum_is_wrong ? "; the checksum of frame " + std::to_string(found.frame) +
                                             " is wrong, so the window may be damaged"
                                       : "");
}

template <typename Note, typename Text>
void add_notes(Page& page, const std::string& label, const std::string& heading,
               const std::vector<Note>& notes, const Text& text_of) {
  if (notes.empty()) {
    return;
  }
  std::vector<std::string> lines = {heading};
  for (std::size_t i = 0; i < std::min(notes.size(), kMostNotes); ++i) {
    lines.push_back(text_of(notes[i]));
  }
  if (notes.size() > kMostNotes) {
    lines.push_back("and " + std::to_string(notes.size() - kMostNotes) + " more");
  }
  page.text += "\n";
  add_list(page, label, lines);
}

// What was seen and is no finding, or none that is told.
void add_rest(Page& page, const CaptureSummary& capture) {
  if (capture.hidden > 0) {
    add_paragraph(page, "Hidden",
                  count_of(capture.hidden, "wrong number is", "wrong numbers are") +
                      " not shown: the preferences of seqbitflip hide " +
                      (capture.hidden == 1 ? "it." : "them."));
  }
  if (capture.out_of_window > 0) {
    add_paragraph(page, "Outside",
                  count_of(capture.out_of_window, "number lies", "numbers lie") +
                      " outside of what the receiver accepts without being taken for damaged: "
                      "tcp.seq_outofwindow.reason and tcp.ack_outofwindow.reason say why.");
  }
  if (capture.not_judged > 0) {
    add_paragraph(
        page, "Not judged",
        count_of(capture.not_judged, "segment", "segments") +
            ": the TCP header was cut short or is damaged, or its packet came in fragments that "
            "were not put together.");
  }
  if (capture.one_direction_only > 0) {
    add_paragraph(page, "One-sided",
                  count_of(capture.one_direction_only, "conversation was", "conversations were") +
                      " captured in one direction only: there is less to judge their numbers by.");
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

std::string report_text(const Diagnosis& diagnosis, std::size_t line_width) {
  const CaptureSummary& capture = diagnosis.capture;
  const std::string looked_at = " in " + count_of(capture.segments, "TCP segment", "TCP segments") +
                                " of " +
                                count_of(capture.conversations, "conversation", "conversations");
  Page page{line_width, {}};
  if (diagnosis.findings.empty()) {
    page.text += "No wrong sequence or acknowledgment numbers" + looked_at + "\n";
  } else {
    page.text +=
        count_of(diagnosis.findings.size(), "wrong number", "wrong numbers") + looked_at + "\n";
  }
  std::size_t number = 0;
  for (const FaultDiagnosis& fault : diagnosis.faults) {
    add_fault(page, diagnosis, fault, "Fault " + std::to_string(++number));
  }
  for (const FaultDiagnosis& fault : diagnosis.scattered) {
    add_fault(page, diagnosis, fault, "No pattern");
  }
  add_notes(page, "Translated",
            "by a device between two capture points, which is no fault. What it adds to the "
            "sequence numbers of:",
            diagnosis.translations, translation_text);
  add_notes(page, "Taken back", "was window that a receiver had promised:", diagnosis.retractions,
            retraction_text);
  if (capture.hidden + capture.out_of_window + capture.not_judged + capture.one_direction_only >
      0) {
    page.text += "\n";
    add_rest(page, capture);
  }
  return page.text;
}

}  // namespace seqbitflip
