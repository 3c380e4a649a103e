// SPDX-License-Identifier: GPL-2.0-or-later
#include "tree_writer.h"

#include <array>
#include <bit>
#include <exception>
#include <optional>
#include <set>
#include <string>

#include "differing_bits.h"
#include "expert_info.h"
#include "fields.h"
#include "tcp_header.h"

namespace seqbitflip {

namespace {

// Where a number is in the header and what it is called.
struct Place {
  const BitFlipFields& fields;
  gint offset;
  const char* name;
  const char* short_name;
  // Wireshark's field of the same sequence space, relative where the user's preference says so, and
  // the same as it stands in the header; null where there is no such space.
  const char* relative_field;
  const char* raw_field;
};

const char* edge_name(std::uint8_t edge) {
  constexpr std::array<const char*, 2 * SackBlocks::kMost> kNames = {
      "Left edge of SACK block 1",  "Right edge of SACK block 1", "Left edge of SACK block 2",
      "Right edge of SACK block 2", "Left edge of SACK block 3",  "Right edge of SACK block 3",
      "Left edge of SACK block 4",  "Right edge of SACK block 4"};
  return kNames.at(edge);
}

Place place_of(const Verdict& verdict) {
  const gint offset = verdict.offset;
  switch (verdict.kind) {
    case NumberKind::kSequence:
      return {sequence_fields(), kSequenceOffset, "Sequence number", "Seq",
              "tcp.seq",         "tcp.seq_raw"};
    case NumberKind::kAcknowledgment:
      return {acknowledgment_fields(),
              kAcknowledgmentOffset,
              "Acknowledgment number",
              "Ack",
              "tcp.ack",
              "tcp.ack_raw"};
    case NumberKind::kSackEdge:
      // SACK edges count the same bytes as the acknowledgment number.
      return {sack_fields(), offset, edge_name(verdict.edge), "SACK", "tcp.ack", "tcp.ack_raw"};
    default:
      return {timestamp_fields(), offset, name_of(verdict.kind), "TS", nullptr, nullptr};
  }
}

std::optional<std::uint32_t> value_of(const proto_tree* tcp_tree, const char* field) {
  for (const proto_node* node = tcp_tree->first_child; node != nullptr; node = node->next) {
    const field_info* info = PNODE_FINFO(node);
    if (info != nullptr && g_strcmp0(info->hfinfo->abbrev, field) == 0) {
      return unsigned_value(info);
    }
  }
  return std::nullopt;
}

// What Wireshark subtracts from this number to show it relative to the start of the stream; 0 where
// relative numbers are off, or the tree does not hold the fields.
std::uint32_t relative_base(const proto_tree* tcp_tree, const Place& place) {
  if (place.relative_field == nullptr) {
    return 0;
  }
  const auto relative = value_of(tcp_tree, place.relative_field);
  const auto raw = value_of(tcp_tree, place.raw_field);
  return relative && raw ? *raw - *relative : 0;
}

// The pattern decides; a number that is not in the book yet has the cause that it has alone.
Cause cause_of(const WrongNumber& wrong, const PatternEntry* entry) {
  return entry != nullptr ? entry->cause : wrong.cause;
}

proto_item* generated(proto_item* item) {
  proto_item_set_generated(item);
  return item;
}

void append_numbers(proto_item* root, const WrongNumber& wrong, std::uint32_t base) {
  const std::uint32_t expected = wrong.expected.value();
  const std::uint32_t observed = wrong.observed.value();
  if (base != 0) {
    proto_item_append_text(root, ": expected %u (relative %u), observed %u (relative %u)", expected,
                           expected - base, observed, observed - base);
  } else {
    proto_item_append_text(root, ": expected %u, observed %u", expected, observed);
  }
}

// The two numbers in hexadecimal and binary, one above the other, and the bits that differ.
void write_picture(proto_tree* tree, const BitFlipFields& fields, tvbuff_t* tvb, gint offset,
                   const WrongNumber& wrong) {
  const auto line = [&](const char* name, std::uint32_t number, const BitLine& bits) {
    proto_item* item = nullptr;
    proto_tree_add_subtree_format(tree, tvb, offset, kNumberLength, fields.picture_tree, &item,
                                  "%-9s 0x%08x  %s", name, number, bits.data());
    generated(item);
  };
  const std::uint32_t expected = wrong.expected.value();
  const std::uint32_t observed = wrong.observed.value();
  line("Expected", expected, binary_digits(expected));
  line("Observed", observed, binary_digits(observed));
  line("Differing", wrong.difference.mask, bit_markers(wrong.difference.mask));
}

void write_impact(proto_tree* tree, const BitFlipFields& fields, tvbuff_t* tvb, gint offset,
                  const Impact& impact) {
  if (impact.recovered_in != 0) {
    generated(proto_tree_add_uint(tree, fields.recovered_in, tvb, offset, kNumberLength,
                                  impact.recovered_in));
  }
  if (impact.is_known()) {
    constexpr std::int64_t kNsPerSecond = 1'000'000'000;
    nstime_t stall = {static_cast<time_t>(impact.stall_ns / kNsPerSecond),
                      static_cast<int>(impact.stall_ns % kNsPerSecond)};
    // In seconds as its filter is: by itself Wireshark 4.6 shows each value in another unit.
    generated(proto_tree_add_time_format_value(tree, fields.stall, tvb, offset, kNumberLength,
                                               &stall, "%" G_GINT64_FORMAT ".%09d seconds",
                                               static_cast<gint64>(stall.secs), stall.nsecs));
  }
}

void write_pattern(proto_tree* tree, const BitFlipFields& fields, tvbuff_t* tvb, gint offset,
                   const PatternEntry* known) {
  if (known == nullptr || known->pattern.empty()) {
    return;
  }
  const PatternEntry& entry = *known;
  generated(proto_tree_add_string(tree, fields.pattern, tvb, offset, kNumberLength,
                                  entry.pattern.c_str()));
  if (entry.previous != 0) {
    generated(
        proto_tree_add_uint(tree, fields.previous, tvb, offset, kNumberLength, entry.previous));
  }
  if (entry.next != 0) {
    generated(proto_tree_add_uint(tree, fields.next, tvb, offset, kNumberLength, entry.next));
  }
}

void write_children(proto_tree* tree, const BitFlipFields& fields, tvbuff_t* tvb, gint offset,
                    const WrongNumber& wrong, const PatternEntry* entry,
                    std::uint32_t shown_in_frame) {
  const auto number = [&](int field, std::uint32_t value) {
    generated(proto_tree_add_uint(tree, field, tvb, offset, kNumberLength, value));
  };
  number(fields.expected, wrong.expected.value());
  number(fields.observed, wrong.observed.value());
  write_picture(tree, fields, tvb, offset, wrong);
  number(fields.mask, wrong.difference.mask);
  number(fields.count, static_cast<std::uint32_t>(wrong.difference.bit_count()));
  for_each_bit(wrong.difference.mask, [&](std::uint8_t bit) { number(fields.bit, bit); });
  generated(
      proto_tree_add_int(tree, fields.delta, tvb, offset, kNumberLength, wrong.difference.delta));
  // With a read filter a rejected frame shares the number of the next accepted one, this one
  // perhaps.
  if (wrong.reference != 0 && wrong.reference != shown_in_frame) {
    number(fields.reference, wrong.reference);
  }
  number(fields.cause, static_cast<std::uint32_t>(cause_of(wrong, entry)));
  number(fields.confidence, static_cast<std::uint32_t>(wrong.confidence));
  number(fields.checksum, static_cast<std::uint32_t>(wrong.checksum));
  for (const std::string& sentence : wrong.evidence) {
    generated(
        proto_tree_add_string(tree, fields.evidence, tvb, offset, kNumberLength, sentence.c_str()));
  }
  write_pattern(tree, fields, tvb, offset, entry);
  write_impact(tree, fields, tvb, offset, wrong.impact);
}

void write_wrong_number(const Place& place, NumberKind kind, const WrongNumber& wrong,
                        const PatternEntry* entry, tvbuff_t* tvb, packet_info* pinfo,
                        proto_tree* tcp_tree) {
  const bool likely = wrong.confidence == Confidence::kLikely;
  proto_item* root = nullptr;
  if (tcp_tree != nullptr) {
    root = generated(proto_tree_add_none_format(tcp_tree, place.fields.root, tvb, place.offset,
                                                kNumberLength, "%s is %swrong", place.name,
                                                likely ? "likely " : ""));
    append_numbers(root, wrong, relative_base(tcp_tree, place));
    write_children(proto_item_add_subtree(root, place.fields.tree), place.fields, tvb, place.offset,
                   wrong, entry, pinfo->num);
  }
  add_wrong_number_expert(pinfo, root, kind, wrong);
}

void write_out_of_window(const Place& place, NumberKind kind, const OutOfWindow& outside,
                         tvbuff_t* tvb, packet_info* pinfo, proto_tree* tcp_tree) {
  proto_item* root = nullptr;
  if (tcp_tree != nullptr) {
    root = generated(proto_tree_add_none_format(
        tcp_tree, place.fields.out_of_window, tvb, place.offset, kNumberLength,
        "%s is out of window by %d: %s%s%s", place.name, outside.distance, name_of(outside.reason),
        outside.evidence.empty() ? "" : "; ", outside.evidence.c_str()));
    proto_tree* tree = proto_item_add_subtree(root, place.fields.out_of_window_tree);
    generated(proto_tree_add_uint(tree, place.fields.reason, tvb, place.offset, kNumberLength,
                                  static_cast<std::uint32_t>(outside.reason)));
    generated(proto_tree_add_int(tree, place.fields.distance, tvb, place.offset, kNumberLength,
                                 outside.distance));
  }
  if (outside.reason != OutOfWindowReason::kCorrupt) {
    add_out_of_window_expert(pinfo, root, kind, outside);
  }
}

std::string label_of(const WrongNumber& wrong, Cause cause) {
  switch (cause) {
    case Cause::kStuckBit:
      return "stuck bit: " + std::to_string(std::countr_zero(wrong.difference.mask));
    case Cause::kConstantOffset:
      return "constant offset: " + std::to_string(wrong.difference.delta);
    case Cause::kByteOrder:
      return "byte order";
    case Cause::kCleared:
      return "cleared";
    case Cause::kAnotherConnection:
      return "of another connection";
    case Cause::kUnknown:
      return "wrong: " + std::to_string(wrong.difference.delta);
    case Cause::kBitFlip:
      break;
  }
  const int bits = wrong.difference.bit_count();
  return "bit flip: " + std::to_string(bits) + (bits == 1 ? " bit" : " bits");
}

std::string prefix_of(const Place& place, const WrongNumber& wrong, Cause cause) {
  return std::string("[TCP ") + place.short_name + " " + label_of(wrong, cause) + "] ";
}

// What is true of several numbers is said once. No call here may leave by longjmp.
void prepend_prefixes(const SegmentVerdicts& verdicts, const PatternBook& patterns,
                      const Preferences& shown, column_info* columns) {
  std::set<std::string> prefixes;
  verdicts.for_each_shown(shown, [&](const Verdict& verdict) {
    if (verdict.wrong) {
      const Cause cause = cause_of(*verdict.wrong, patterns.find(verdict));
      const std::string prefix = prefix_of(place_of(verdict), *verdict.wrong, cause);
      if (prefixes.insert(prefix).second) {
        col_prepend_fstr(columns, COL_INFO, "%s", prefix.c_str());
      }
    }
  });
}

void write_verdict(const Verdict& verdict, const PatternBook& patterns, tvbuff_t* tvb,
                   packet_info* pinfo, proto_tree* tcp_tree) {
  const Place place = place_of(verdict);
  if (verdict.wrong) {
    write_wrong_number(place, verdict.kind, *verdict.wrong, patterns.find(verdict), tvb, pinfo,
                       tcp_tree);
  }
  if (verdict.out_of_window) {
    write_out_of_window(place, verdict.kind, *verdict.out_of_window, tvb, pinfo, tcp_tree);
  }
}

}  // namespace

void write_verdicts(const SegmentVerdicts& verdicts, const PatternBook& patterns,
                    const Preferences& shown, tvbuff_t* tvb, packet_info* pinfo,
                    proto_tree* tcp_tree) {
  verdicts.for_each_shown(shown, [&](const Verdict& verdict) {
    write_verdict(verdict, patterns, tvb, pinfo, tcp_tree);
  });
}

void prefix_info(const SegmentVerdicts& verdicts, const PatternBook& patterns,
                 const Preferences& shown, packet_info* pinfo) {
  if (!shown.info_prefix) {
    return;
  }
  try {
    prepend_prefixes(verdicts, patterns, shown, pinfo->cinfo);
  } catch (const std::exception&) {
    return;  // the tree and the expert items still say it
  }
}

void write_misled(std::uint32_t blamed, tvbuff_t* tvb, packet_info* pinfo, proto_tree* tcp_tree) {
  proto_item* item = nullptr;
  if (tcp_tree != nullptr) {
    item = generated(proto_tree_add_uint(tcp_tree, misled_by_field(), tvb, kSequenceOffset,
                                         kNumberLength, blamed));
  }
  add_misled_expert(pinfo, item, blamed);
}

}  // namespace seqbitflip
