// SPDX-License-Identifier: GPL-2.0-or-later
//
// The display fields that accuse no number: positions in the stream and notes about a connection.
#pragma once

namespace seqbitflip {

struct NoteFields {
  int stream_offset = -1;
  int stream_wraps = -1;
  int isn_translation = -1;
  int window_retraction = -1;

  int stream_tree = -1;
};

const NoteFields& note_fields();

void register_note_fields();

}  // namespace seqbitflip
