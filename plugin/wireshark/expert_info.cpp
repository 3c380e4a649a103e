// SPDX-License-Identifier: GPL-2.0-or-later
#include "expert_info.h"

#include <iterator>

namespace seqbitflip {

namespace {

struct ExpertItems {
  expert_field sure = EI_INIT;
  expert_field likely = EI_INIT;
  expert_field out_of_window = EI_INIT;
};

expert_field misled = EI_INIT;
expert_field translated = EI_INIT;
expert_field taken_back = EI_INIT;
ExpertItems seq;
ExpertItems ack;
ExpertItems sack;
ExpertItems timestamp;

ei_register_info registrations[] = {
    {&seq.sure,
     {"tcp.seq_bitflip.wrong", PI_SEQUENCE, PI_ERROR, "The sequence number is wrong", EXPFILL}},
    {&seq.likely,
     {"tcp.seq_bitflip.likely_wrong", PI_SEQUENCE, PI_WARN, "The sequence number is likely wrong",
      EXPFILL}},
    {&seq.out_of_window,
     {"tcp.seq_outofwindow.note", PI_SEQUENCE, PI_NOTE, "The sequence number is out of window",
      EXPFILL}},
    {&ack.sure,
     {"tcp.ack_bitflip.wrong", PI_SEQUENCE, PI_ERROR, "The acknowledgment number is wrong",
      EXPFILL}},
    {&ack.likely,
     {"tcp.ack_bitflip.likely_wrong", PI_SEQUENCE, PI_WARN,
      "The acknowledgment number is likely wrong", EXPFILL}},
    {&sack.sure,
     {"tcp.sack_bitflip.wrong", PI_SEQUENCE, PI_ERROR, "A SACK edge is wrong", EXPFILL}},
    {&sack.likely,
     {"tcp.sack_bitflip.likely_wrong", PI_SEQUENCE, PI_WARN, "A SACK edge is likely wrong",
      EXPFILL}},
    {&timestamp.sure,
     {"tcp.ts_bitflip.wrong", PI_SEQUENCE, PI_ERROR, "A timestamp is wrong", EXPFILL}},
    {&timestamp.likely,
     {"tcp.ts_bitflip.likely_wrong", PI_SEQUENCE, PI_WARN, "A timestamp is likely wrong", EXPFILL}},
    {&misled,
     {"tcp.seq_bitflip.misled", PI_SEQUENCE, PI_CHAT,
      "Not sent again: an earlier number was too high", EXPFILL}},
    {&translated,
     {"tcp.isn_translation.note", PI_SEQUENCE, PI_NOTE,
      "Captured on both sides of a device that translates sequence numbers", EXPFILL}},
    {&taken_back,
     {"tcp.window_retraction.note", PI_SEQUENCE, PI_NOTE,
      "The receiver takes back window that it had promised", EXPFILL}},
    {&ack.out_of_window,
     {"tcp.ack_outofwindow.note", PI_SEQUENCE, PI_NOTE,
      "The acknowledgment number is out of window", EXPFILL}},
};

ExpertItems& items_of(NumberKind kind) {
  switch (kind) {
    case NumberKind::kSequence:
      return seq;
    case NumberKind::kAcknowledgment:
      return ack;
    case NumberKind::kSackEdge:
      return sack;
    default:
      return timestamp;
  }
}

}  // namespace

void register_expert_info(int protocol) {
  expert_module_t* module = expert_register_protocol(protocol);
  expert_register_field_array(module, registrations, static_cast<int>(std::size(registrations)));
}

void add_wrong_number_expert(packet_info* pinfo, proto_item* item, NumberKind kind,
                             const WrongNumber& wrong) {
  const bool likely = wrong.confidence == Confidence::kLikely;
  ExpertItems& items = items_of(kind);
  expert_add_info_format(pinfo, item, likely ? &items.likely : &items.sure,
                         "The %s is %swrong: expected %u, observed %u (%s)", name_of(kind),
                         likely ? "likely " : "", wrong.expected.value(), wrong.observed.value(),
                         name_of(wrong.confidence));
}

void add_out_of_window_expert(packet_info* pinfo, proto_item* item, NumberKind kind,
                              const OutOfWindow& outside) {
  expert_add_info_format(pinfo, item, &items_of(kind).out_of_window, "The %s is out of window: %s",
                         name_of(kind), name_of(outside.reason));
}

void add_misled_expert(packet_info* pinfo, proto_item* item, std::uint32_t blamed) {
  expert_add_info_format(
      pinfo, item, &misled,
      "New data, neither sent again nor out of order, and nothing is lost before it: "
      "the wrong number in frame %u misleads Wireshark's analysis",
      blamed);
}

void add_translation_expert(packet_info* pinfo, proto_item* item,
                            const IsnTranslation& translation) {
  expert_add_info_format(pinfo, item, &translated,
                         "Captured on both sides of a device that adds %d to this direction's "
                         "sequence numbers: the same segment is in frame %u",
                         translation.difference, translation.copy_in);
}

void add_retraction_expert(packet_info* pinfo, proto_item* item,
                           const WindowRetraction& retraction) {
  expert_add_info_format(
      pinfo, item, &taken_back,
      "The receiver takes back %u bytes of window that it had promised in frame %u%s",
      retraction.bytes, retraction.promised_in,
      retraction.checksum_is_wrong ? ", or the window is damaged: the checksum is wrong" : "");
}

}  // namespace seqbitflip
