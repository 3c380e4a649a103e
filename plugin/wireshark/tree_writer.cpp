// SPDX-License-Identifier: GPL-2.0-or-later
#include "tree_writer.h"

#include "expert_info.h"
#include "fields.h"

namespace seqbitflip {

namespace {

constexpr gint kNumberLength = 4;

// Where one kind of number is in the header and what it is called.
struct Place {
  const BitFlipFields& fields;
  gint offset;
  const char* name;
  const char* short_name;
  const char* relative_field;  // Wireshark's, relative where the user's preference says so
};

Place place_of(NumberKind kind) {
  if (kind == NumberKind::kSequence) {
    return {sequence_fields(), 4, "Sequence number", "Seq", "tcp.seq"};
  }
  return {acknowledgment_fields(), 8, "Acknowledgment number", "Ack", "tcp.ack"};
}

// What Wireshark subtracts from this number to show it relative to the start of the stream; 0 where
// relative numbers are off, or the tree does not hold the field.
std::uint32_t relative_base(const proto_tree* tcp_tree, const char* field, SeqNum observed) {
  for (const proto_node* node = tcp_tree->first_child; node != nullptr; node = node->next) {
    const field_info* info = PNODE_FINFO(node);
    if (info != nullptr && g_strcmp0(info->hfinfo->abbrev, field) == 0) {
      return observed.value() - unsigned_value(info);
    }
  }
  return 0;
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
  const auto line = [&](const char* name, std::uint32_t number, const std::string& bits) {
    proto_item* item = nullptr;
    proto_tree_add_subtree_format(tree, tvb, offset, kNumberLength, fields.picture_tree, &item,
                                  "%-9s 0x%08x  %s", name, number, bits.c_str());
    generated(item);
  };
  const std::uint32_t expected = wrong.expected.value();
  const std::uint32_t observed = wrong.observed.value();
  line("Expected", expected, binary_digits(expected));
  line("Observed", observed, binary_digits(observed));
  line("Differing", wrong.difference.mask, bit_markers(wrong.difference.mask));
}

void write_children(proto_tree* tree, const BitFlipFields& fields, tvbuff_t* tvb, gint offset,
                    const WrongNumber& wrong, std::uint32_t shown_in_frame) {
  const auto number = [&](int field, std::uint32_t value) {
    generated(proto_tree_add_uint(tree, field, tvb, offset, kNumberLength, value));
  };
  number(fields.expected, wrong.expected.value());
  number(fields.observed, wrong.observed.value());
  write_picture(tree, fields, tvb, offset, wrong);
  number(fields.mask, wrong.difference.mask);
  number(fields.count, static_cast<std::uint32_t>(wrong.difference.bit_count()));
  for (const std::uint8_t bit : wrong.difference.bits()) {
    number(fields.bit, bit);
  }
  generated(
      proto_tree_add_int(tree, fields.delta, tvb, offset, kNumberLength, wrong.difference.delta));
  // With a read filter a rejected frame shares the number of the next accepted one, this one
  // perhaps.
  if (wrong.reference != 0 && wrong.reference != shown_in_frame) {
    number(fields.reference, wrong.reference);
  }
  number(fields.confidence, static_cast<std::uint32_t>(wrong.confidence));
  number(fields.checksum, static_cast<std::uint32_t>(wrong.checksum));
  for (const std::string& sentence : wrong.evidence) {
    generated(
        proto_tree_add_string(tree, fields.evidence, tvb, offset, kNumberLength, sentence.c_str()));
  }
}

void write_wrong_number(const Place& place, NumberKind kind, const WrongNumber& wrong,
                        tvbuff_t* tvb, packet_info* pinfo, proto_tree* tcp_tree) {
  const bool likely = wrong.confidence == Confidence::kLikely;
  proto_item* root = nullptr;
  if (tcp_tree != nullptr) {
    root = generated(proto_tree_add_none_format(tcp_tree, place.fields.root, tvb, place.offset,
                                                kNumberLength, "%s is %swrong", place.name,
                                                likely ? "likely " : ""));
    append_numbers(root, wrong, relative_base(tcp_tree, place.relative_field, wrong.observed));
    write_children(proto_item_add_subtree(root, place.fields.tree), place.fields, tvb, place.offset,
                   wrong, pinfo->num);
  }
  add_wrong_number_expert(pinfo, root, kind, wrong);
}

void write_out_of_window(const Place& place, NumberKind kind, const OutOfWindow& outside,
                         tvbuff_t* tvb, packet_info* pinfo, proto_tree* tcp_tree) {
  proto_item* root = nullptr;
  if (tcp_tree != nullptr) {
    root = generated(proto_tree_add_none_format(
        tcp_tree, place.fields.out_of_window, tvb, place.offset, kNumberLength,
        "%s is out of window by %d: %s", place.name, outside.distance, name_of(outside.reason)));
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

void prefix_info(packet_info* pinfo, const Place& place, const WrongNumber& wrong) {
  const int bits = wrong.difference.bit_count();
  col_prepend_fstr(pinfo->cinfo, COL_INFO, "[TCP %s bit flip: %d bit%s] ", place.short_name, bits,
                   bits == 1 ? "" : "s");
}

void write_verdict(const Verdict& verdict, const Preferences& shown, tvbuff_t* tvb,
                   packet_info* pinfo, proto_tree* tcp_tree) {
  const Place place = place_of(verdict.kind);
  const bool wrong_is_shown = verdict.wrong && verdict.wrong->confidence >= shown.lowest_confidence;
  if (wrong_is_shown) {
    write_wrong_number(place, verdict.kind, *verdict.wrong, tvb, pinfo, tcp_tree);
    if (shown.info_prefix) {
      prefix_info(pinfo, place, *verdict.wrong);
    }
  }
  const bool window_is_shown = verdict.out_of_window && (wrong_is_shown || !verdict.wrong);
  if (window_is_shown) {
    write_out_of_window(place, verdict.kind, *verdict.out_of_window, tvb, pinfo, tcp_tree);
  }
}

}  // namespace

void write_verdicts(const SegmentVerdicts& verdicts, const Preferences& shown, tvbuff_t* tvb,
                    packet_info* pinfo, proto_tree* tcp_tree) {
  if (verdicts.acknowledgment && shown.acknowledgments) {
    write_verdict(*verdicts.acknowledgment, shown, tvb, pinfo, tcp_tree);
  }
  if (verdicts.sequence) {
    write_verdict(*verdicts.sequence, shown, tvb, pinfo, tcp_tree);
  }
}

}  // namespace seqbitflip
