// SPDX-License-Identifier: GPL-2.0-or-later
#include "fields.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "epan_compat.h"
#include "verdict.h"

namespace seqbitflip {

namespace {

const value_string kConfidenceNames[] = {
    {static_cast<guint32>(Confidence::kLikely), name_of(Confidence::kLikely)},
    {static_cast<guint32>(Confidence::kStrong), name_of(Confidence::kStrong)},
    {static_cast<guint32>(Confidence::kProven), name_of(Confidence::kProven)},
    {0, nullptr},
};

const value_string kCauseNames[] = {
    {static_cast<guint32>(Cause::kUnknown), name_of(Cause::kUnknown)},
    {static_cast<guint32>(Cause::kBitFlip), name_of(Cause::kBitFlip)},
    {static_cast<guint32>(Cause::kStuckBit), name_of(Cause::kStuckBit)},
    {static_cast<guint32>(Cause::kConstantOffset), name_of(Cause::kConstantOffset)},
    {static_cast<guint32>(Cause::kByteOrder), name_of(Cause::kByteOrder)},
    {static_cast<guint32>(Cause::kCleared), name_of(Cause::kCleared)},
    {static_cast<guint32>(Cause::kAnotherConnection), name_of(Cause::kAnotherConnection)},
    {0, nullptr},
};

const value_string kChecksumNames[] = {
    {static_cast<guint32>(ChecksumFinding::kNotVerifiable),
     name_of(ChecksumFinding::kNotVerifiable)},
    {static_cast<guint32>(ChecksumFinding::kDamagedAfter), name_of(ChecksumFinding::kDamagedAfter)},
    {static_cast<guint32>(ChecksumFinding::kCoversWrongNumber),
     name_of(ChecksumFinding::kCoversWrongNumber)},
    {0, nullptr},
};

const value_string kReasonNames[] = {
    {static_cast<guint32>(OutOfWindowReason::kUnknown), name_of(OutOfWindowReason::kUnknown)},
    {static_cast<guint32>(OutOfWindowReason::kCorrupt), name_of(OutOfWindowReason::kCorrupt)},
    {static_cast<guint32>(OutOfWindowReason::kOldDuplicate),
     name_of(OutOfWindowReason::kOldDuplicate)},
    {static_cast<guint32>(OutOfWindowReason::kAheadOfCapture),
     name_of(OutOfWindowReason::kAheadOfCapture)},
    {static_cast<guint32>(OutOfWindowReason::kEarlierConnection),
     name_of(OutOfWindowReason::kEarlierConnection)},
    {static_cast<guint32>(OutOfWindowReason::kInjected), name_of(OutOfWindowReason::kInjected)},
    {0, nullptr},
};

// One field as it is registered for each kind of number. `suffix` is added to "tcp.seq", "tcp.ack",
// "tcp.sack" or "tcp.ts".
struct FieldDefinition {
  int BitFlipFields::*id;
  const char* suffix;
  const char* name;
  enum ftenum type;
  int display;
  const value_string* names;
  const char* description;
};

constexpr FieldDefinition kDefinitions[] = {
    {&BitFlipFields::root, "_bitflip", "Wrong number", FT_NONE, BASE_NONE, nullptr,
     "The number is wrong, and the right one is known"},
    {&BitFlipFields::expected, "_bitflip.expected", "Expected", FT_UINT32, BASE_DEC, nullptr,
     "The absolute number that the segment should have carried"},
    {&BitFlipFields::observed, "_bitflip.observed", "Observed", FT_UINT32, BASE_DEC, nullptr,
     "The absolute number that the segment carries"},
    {&BitFlipFields::mask, "_bitflip.mask", "Differing bits", FT_UINT32, BASE_HEX, nullptr,
     "Expected XOR observed"},
    {&BitFlipFields::count, "_bitflip.count", "Number of differing bits", FT_UINT8, BASE_DEC,
     nullptr, "How many bits differ"},
    {&BitFlipFields::bit, "_bitflip.bit", "Differing bit", FT_UINT8, BASE_DEC, nullptr,
     "The position of a differing bit, 0 = least significant"},
    {&BitFlipFields::delta, "_bitflip.delta", "Difference", FT_INT32, BASE_DEC, nullptr,
     "Observed minus expected, modulo 2^32, as a signed number"},
    {&BitFlipFields::reference, "_bitflip.reference", "Expectation follows from", FT_FRAMENUM,
     BASE_NONE, nullptr, "The frame from which the expected number follows"},
    {&BitFlipFields::cause, "_bitflip.cause", "Cause", FT_UINT8, BASE_DEC, kCauseNames,
     "What turned the expected number into the observed one"},
    {&BitFlipFields::confidence, "_bitflip.confidence", "Confidence", FT_UINT8, BASE_DEC,
     kConfidenceNames,
     "How sure it is that the number is wrong and that the expected one is right"},
    {&BitFlipFields::checksum, "_bitflip.checksum", "TCP checksum", FT_UINT8, BASE_DEC,
     kChecksumNames, "What the TCP checksum says about the damage"},
    {&BitFlipFields::evidence, "_bitflip.evidence", "Evidence", FT_STRING, BASE_NONE, nullptr,
     "A reason for the verdict"},
    {&BitFlipFields::pattern, "_bitflip.pattern", "Pattern", FT_STRING, BASE_NONE, nullptr,
     "The fault that it belongs to, the same text in every frame that shares it"},
    {&BitFlipFields::previous, "_bitflip.previous", "Previous in the pattern", FT_FRAMENUM,
     BASE_NONE, nullptr, "The frame before this one that shares the fault"},
    {&BitFlipFields::next, "_bitflip.next", "Next in the pattern", FT_FRAMENUM, BASE_NONE, nullptr,
     "The next frame that shares the fault"},
    {&BitFlipFields::recovered_in, "_bitflip.recovered_in", "Recovered in", FT_FRAMENUM, BASE_NONE,
     nullptr, "The frame that made the connection go on"},
    {&BitFlipFields::stall, "_bitflip.stall", "Stall", FT_RELATIVE_TIME, BASE_NONE, nullptr,
     "How long the connection stood still because of it"},
    {&BitFlipFields::out_of_window, "_outofwindow", "Number out of window", FT_NONE, BASE_NONE,
     nullptr, "The number lies outside of what the receiver can accept"},
    {&BitFlipFields::reason, "_outofwindow.reason", "Reason", FT_UINT8, BASE_DEC, kReasonNames,
     "Why the number lies outside"},
    {&BitFlipFields::distance, "_outofwindow.distance", "Distance", FT_INT32, BASE_DEC, nullptr,
     "Signed distance from the nearest acceptable number"},
};

// Wireshark keeps pointers to the registrations and to their names for as long as it runs.
struct RegisteredFields {
  BitFlipFields ids;
  std::vector<std::string> abbreviations;
  std::vector<hf_register_info> registrations;
};

int misled_by = -1;
hf_register_info misled_by_registration[] = {
    {&misled_by,
     {"Misled by", "tcp.seq_bitflip.misled_by", FT_FRAMENUM, BASE_NONE, nullptr, 0,
      "The frame whose wrong number makes this one look like data sent again", HFILL}},
};

RegisteredFields sequence;
RegisteredFields acknowledgment;
RegisteredFields sack;
RegisteredFields timestamp;

bool is_of_window(const FieldDefinition& definition) {
  return std::string_view(definition.suffix).starts_with("_outofwindow");
}

void register_kind(int proto_tcp, const std::string& prefix, bool has_window,
                   RegisteredFields& fields) {
  fields.abbreviations.reserve(std::size(kDefinitions));
  fields.registrations.reserve(std::size(kDefinitions));
  for (const FieldDefinition& definition : kDefinitions) {
    if (is_of_window(definition) && !has_window) {
      continue;
    }
    fields.abbreviations.push_back(prefix + definition.suffix);
    fields.registrations.push_back(
        {&(fields.ids.*definition.id),
         {definition.name, fields.abbreviations.back().c_str(), definition.type, definition.display,
          definition.names, 0, definition.description, HFILL}});
  }
  proto_register_field_array(proto_tcp, fields.registrations.data(),
                             static_cast<int>(fields.registrations.size()));
}

}  // namespace

int misled_by_field() {
  return misled_by;
}

const BitFlipFields& sequence_fields() {
  return sequence.ids;
}
const BitFlipFields& acknowledgment_fields() {
  return acknowledgment.ids;
}
const BitFlipFields& sack_fields() {
  return sack.ids;
}
const BitFlipFields& timestamp_fields() {
  return timestamp.ids;
}

void register_fields() {
  const int proto_tcp = proto_get_id_by_filter_name("tcp");
  register_kind(proto_tcp, "tcp.seq", true, sequence);
  register_kind(proto_tcp, "tcp.ack", true, acknowledgment);
  register_kind(proto_tcp, "tcp.sack", false, sack);
  register_kind(proto_tcp, "tcp.ts", false, timestamp);
  proto_register_field_array(proto_tcp, misled_by_registration,
                             static_cast<int>(std::size(misled_by_registration)));
  static int* const subtrees[] = {&sequence.ids.tree,
                                  &sequence.ids.picture_tree,
                                  &sequence.ids.out_of_window_tree,
                                  &acknowledgment.ids.tree,
                                  &acknowledgment.ids.picture_tree,
                                  &acknowledgment.ids.out_of_window_tree,
                                  &sack.ids.tree,
                                  &sack.ids.picture_tree,
                                  &timestamp.ids.tree,
                                  &timestamp.ids.picture_tree};
  proto_register_subtree_array(subtrees, static_cast<int>(std::size(subtrees)));
}

}  // namespace seqbitflip
