// SPDX-License-Identifier: GPL-2.0-or-later
#include "note_writer.h"

#include "expert_info.h"
#include "note_fields.h"
#include "tcp_header.h"

namespace seqbitflip {

bool positions_are_wanted(proto_tree* tree) {
  return tree != nullptr && (proto_field_is_referenced(tree, note_fields().stream_offset) ||
                             proto_field_is_referenced(tree, note_fields().stream_wraps));
}

void write_position(const ShownPosition& shown, tvbuff_t* tvb, proto_tree* tcp_tree) {
  const NoteFields& fields = note_fields();
  proto_item* offset = proto_tree_add_uint64(tcp_tree, fields.stream_offset, tvb, kSequenceOffset,
                                             kNumberLength, shown.position.offset);
  proto_item_set_generated(offset);
  if (!shown.position.from_syn) {
    proto_item_append_text(offset, " (counted from the first segment captured)");
  }
  if (shown.of_expected_number) {
    proto_item_append_text(offset, " (of the expected sequence number)");
  }
  proto_item_set_generated(proto_tree_add_uint(proto_item_add_subtree(offset, fields.stream_tree),
                                               fields.stream_wraps, tvb, kSequenceOffset,
                                               kNumberLength, shown.position.wraps));
}

void write_translation(const IsnTranslation& translation, tvbuff_t* tvb, packet_info* pinfo,
                       proto_tree* tcp_tree) {
  proto_item* item = nullptr;
  if (tcp_tree != nullptr) {
    item = proto_tree_add_int(tcp_tree, note_fields().isn_translation, tvb, kSequenceOffset,
                              kNumberLength, translation.difference);
    proto_item_set_generated(item);
    proto_item_append_text(item, " (the same segment is in frame %u)", translation.copy_in);
  }
  add_translation_expert(pinfo, item, translation);
}

void write_retraction(const WindowRetraction& retraction, tvbuff_t* tvb, packet_info* pinfo,
                      proto_tree* tcp_tree) {
  proto_item* item = nullptr;
  if (tcp_tree != nullptr) {
    item = proto_tree_add_uint(tcp_tree, note_fields().window_retraction, tvb, kWindowOffset,
                               kWindowLength, retraction.bytes);
    proto_item_set_generated(item);
    proto_item_append_text(item, " bytes (promised in frame %u)", retraction.promised_in);
  }
  add_retraction_expert(pinfo, item, retraction);
}

}  // namespace seqbitflip
