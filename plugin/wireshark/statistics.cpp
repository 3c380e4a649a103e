// SPDX-License-Identifier: GPL-2.0-or-later
#include "statistics.h"

#include <epan/stats_tree.h>
#include <epan/tap.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <string_view>
#include <type_traits>

#include "capture_state.h"
#include "differing_bits.h"
#include "preferences.h"
#include "report.h"
#include "report_json.h"

namespace seqbitflip {

namespace {

int tap = -1;

// One wrong number or one note, as the tap's listeners get it. A copy: they are called when the
// whole frame has been dissected, and another TCP layer of it may have taken the verdict back.
struct Tapped {
  const char* note = nullptr;  // its name; null: a wrong number, and the rest is about that
  NumberKind kind = NumberKind::kSequence;
  Cause cause = Cause::kUnknown;
  Confidence confidence = Confidence::kLikely;
  std::uint32_t mask = 0;
  SocketAddress source;
  SocketAddress destination;
};

// What the statistics tree counts by.
enum Pivot { kByNumber, kByCause, kByConfidence, kByDirection, kByConversation, kByBit, kPivots };

constexpr std::array<const char*, kPivots> kPivotNames = {
    "Number", "Cause", "Confidence", "Direction", "Conversation", "Differing bit"};
constexpr const char* kTotal = "Wrong numbers";
constexpr const char* kTranslations = "Directions with translated numbers";
constexpr const char* kRetractions = "Windows taken back";

struct TreeNodes {
  int total = 0;
  std::array<int, kPivots> pivots{};
};

TreeNodes nodes;

void begin_tree(stats_tree* tree) {
  nodes.total = stats_tree_create_node(tree, kTotal, 0, STAT_DT_INT, TRUE);
  for (std::size_t i = 0; i < kPivots; ++i) {
    nodes.pivots[i] = stats_tree_create_pivot(tree, kPivotNames[i], nodes.total);
  }
}

std::string conversation_text(const Tapped& tapped) {
  const auto [low, high] = std::minmax(tapped.source, tapped.destination);
  return socket_text(low) + " <-> " + socket_text(high);
}

std::string bit_text(std::uint8_t bit) {
  std::array<char, 8> text{};
  std::snprintf(text.data(), text.size(), "%02u", static_cast<unsigned>(bit));
  return text.data();
}

void count_one(stats_tree* tree, const Tapped& tapped) {
  if (tapped.note != nullptr) {
    // TRUE makes it a parent: the tree finds no other node again by its name.
    tick_stat_node(tree, tapped.note, 0, TRUE);
    return;
  }
  const auto count = [&](Pivot pivot, const std::string& value) {
    stats_tree_tick_pivot(tree, nodes.pivots[pivot], value.c_str());
  };
  tick_stat_node(tree, kTotal, 0, FALSE);
  count(kByNumber, name_of(tapped.kind));
  count(kByCause, name_of(tapped.cause));
  count(kByConfidence, name_of(tapped.confidence));
  count(kByDirection, ip_text(tapped.source) + " -> " + ip_text(tapped.destination));
  count(kByConversation, conversation_text(tapped));
  for_each_bit(tapped.mask, [&](std::uint8_t bit) { count(kByBit, bit_text(bit)); });
}

// No counts are better than some of them. No call here may leave by longjmp.
tap_packet_status count_in_tree(stats_tree* tree, packet_info*, epan_dissect_t*, const void* data,
                                tap_flags_t) {
  try {
    count_one(tree, *static_cast<const Tapped*>(data));
  } catch (const std::exception&) {
    report_failure("SeqBitFlip ran out of memory: its statistics are given up.");
    return TAP_PACKET_FAILED;
  }
  return TAP_PACKET_REDRAW;
}

constexpr std::string_view kTextReport = "seqbitflip,report";
constexpr std::string_view kJsonReport = "seqbitflip,report,json";

// What a listener makes of the diagnosis: a report of its own for each of them.
using WriteReport = void (*)(const Diagnosis&);

WriteReport text_writer = [](const Diagnosis& diagnosis) {
  std::fputs(report_text(diagnosis).c_str(), stdout);
};
WriteReport json_writer = [](const Diagnosis& diagnosis) { write_report_json(diagnosis, stdout); };

tap_packet_status ignore_packet(void*, packet_info*, epan_dissect_t*, const void*, tap_flags_t) {
  return TAP_PACKET_DONT_REDRAW;  // the report is made from the state, at the end
}

void print_diagnosis(WriteReport write) {
  CaptureState* state = capture_state();
  write(state != nullptr ? state->diagnosis(preferences()) : Diagnosis{});
}

// Nothing on standard output is better than "nothing found".
void print_report(void* writer) {
  const char* why_not = why_no_report();
  try {
    if (why_not == nullptr) {
      print_diagnosis(*static_cast<const WriteReport*>(writer));
    }
  } catch (const std::exception&) {
    why_not = kOutOfMemory;
  }
  if (why_not != nullptr) {
    std::fprintf(stderr, "seqbitflip: no report: %s\n", why_not);
  }
}

[[noreturn]] void refuse(const std::string& reason) {
  std::fprintf(stderr, "seqbitflip: %s\n", reason.c_str());
  std::exit(1);
}

void begin_report(const char* argument, void*) {
  if (argument != kTextReport && argument != kJsonReport) {
    refuse(std::string("-z ") + argument + " is not known; use -z " + std::string(kTextReport) +
           " or -z " + std::string(kJsonReport));
  }
  GString* error = register_tap_listener(
      "seqbitflip", argument == kJsonReport ? &json_writer : &text_writer, nullptr,
      TL_REQUIRES_NOTHING, nullptr, ignore_packet, print_report, nullptr);
  if (error != nullptr) {
    refuse(error->str);
  }
}

stat_tap_ui report_ui = {REGISTER_PACKET_STAT_GROUP_UNSORTED,
                         "TCP bit flip report",
                         "seqbitflip,report",
                         begin_statistic<begin_report>,
                         0,
                         nullptr};

void queue(const Tapped& tapped, packet_info* pinfo) {
  static_assert(std::is_trivially_copyable_v<Tapped>);
  tap_queue_packet(tap, pinfo, wmem_memdup(pinfo->pool, &tapped, sizeof(tapped)));
}

void tap_one(const Verdict& verdict, const PatternBook& patterns, packet_info* pinfo) {
  if (!verdict.wrong) {
    return;
  }
  const WrongNumber& wrong = *verdict.wrong;
  const PatternEntry* entry = patterns.find(verdict);
  const Passage& passage = wrong.circumstances.passage;
  queue({nullptr, verdict.kind, entry != nullptr ? entry->cause : wrong.cause, wrong.confidence,
         wrong.difference.mask, passage.source, passage.destination},
        pinfo);
}

void tap_note(const char* name, packet_info* pinfo) {
  Tapped tapped;
  tapped.note = name;
  queue(tapped, pinfo);
}

void tap_notes(const SegmentVerdicts& verdicts, packet_info* pinfo) {
  const bool first_copy = verdicts.translation && pinfo->num < verdicts.translation->copy_in;
  if (first_copy) {
    tap_note(kTranslations, pinfo);
  }
  if (verdicts.retraction) {
    tap_note(kRetractions, pinfo);
  }
}

}  // namespace

void register_statistics() {
  tap = register_tap("seqbitflip");
  stats_tree_register_plugin("seqbitflip", "seqbitflip", "TCP Bit Flips", 0, count_in_tree,
                             begin_tree, nullptr);
  register_stat_tap_ui(&report_ui, nullptr);
}

void tap_wrong_numbers(const SegmentVerdicts& verdicts, const PatternBook& patterns,
                       const Preferences& shown, packet_info* pinfo) {
  if (have_tap_listener(tap)) {
    verdicts.for_each_shown(shown,
                            [&](const Verdict& verdict) { tap_one(verdict, patterns, pinfo); });
    tap_notes(verdicts, pinfo);
  }
}

}  // namespace seqbitflip
