// SPDX-License-Identifier: GPL-2.0-or-later
#include "note_fields.h"

#include <iterator>

#include "epan_compat.h"

namespace seqbitflip {

namespace {

NoteFields fields;

hf_register_info registrations[] = {
    {&fields.stream_offset,
     {"Stream offset", "tcp.stream_offset", FT_UINT64, BASE_DEC, nullptr, 0,
      "The position of the segment's first byte in its stream, counted without wrapping; the first "
      "byte after the SYN is 0",
      HFILL}},
    {&fields.stream_wraps,
     {"Stream wraps", "tcp.stream_wraps", FT_UINT32, BASE_DEC, nullptr, 0,
      "How often the sequence number has passed 2^32 since the first byte of the stream", HFILL}},
    {&fields.isn_translation,
     {"Initial sequence number translated by", "tcp.isn_translation", FT_INT32, BASE_DEC, nullptr,
      0, "What a device between two capture points adds to the sequence numbers of this direction",
      HFILL}},
    {&fields.window_retraction,
     {"Window taken back", "tcp.window_retraction", FT_UINT32, BASE_DEC, nullptr, 0,
      "How many bytes of promised window the receiver takes back", HFILL}},
};

}  // namespace

const NoteFields& note_fields() {
  return fields;
}

void register_note_fields() {
  proto_register_field_array(proto_get_id_by_filter_name("tcp"), registrations,
                             static_cast<int>(std::size(registrations)));
  static int* const subtrees[] = {&fields.stream_tree};
  proto_register_subtree_array(subtrees, static_cast<int>(std::size(subtrees)));
}

}  // namespace seqbitflip
