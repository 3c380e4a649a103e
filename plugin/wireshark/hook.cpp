// SPDX-License-Identifier: GPL-2.0-or-later
#include "hook.h"

#include <exception>
#include <memory>
#include <optional>

#include "capture_state.h"
#include "epan_compat.h"
#include "note_writer.h"
#include "own_analysis.h"
#include "preferences.h"
#include "segment_reader.h"
#include "statistics.h"
#include "tree_writer.h"

namespace seqbitflip {

namespace {

constexpr guint kIpProtocolTcp = 6;

protocol_t* plugin_protocol = nullptr;
int proto_tcp = -1;
dissector_handle_t tcp_handle = nullptr;

std::unique_ptr<CaptureState> state;
bool watching = false;  // there is a state, and who uses Wireshark wants it
const char* no_report_because = nullptr;

// A TCP layer of the present frame that has something to show.
struct LayerToShow {
  tvbuff_t* tvb;
  FrameId frame;
  guint32 tree_key;  // under which the TCP dissector keeps its tree
  bool has_verdicts;
  std::optional<FrameId> misled_by;
  std::optional<ShownPosition> position;
};

std::optional<ShownPosition> position_of(const ReadSegment& read, const SegmentVerdicts* verdicts) {
  const auto expected = verdicts != nullptr ? verdicts->expected_sequence() : std::nullopt;
  const auto position = state->position_of(read.source, read.destination, read.segment,
                                           expected.value_or(read.segment.seq));
  return position ? std::optional(ShownPosition{*position, expected.has_value()}) : std::nullopt;
}

// What is to be shown of a segment, if there is anything.
[[gnu::noinline]] std::optional<LayerToShow> layer_of(const ReadSegment& read, tvbuff_t* tvb,
                                                      const packet_info* pinfo,
                                                      bool wants_position) {
  const FrameId frame = read.segment.frame;
  const SegmentVerdicts* verdicts = state->verdicts().find(frame);
  const auto misled_by = state->verdicts().misled_by(frame);
  if (verdicts == nullptr && !misled_by && !wants_position) {
    return std::nullopt;
  }
  LayerToShow layer{tvb, frame, pinfo->curr_layer_num + 1U, verdicts != nullptr, misled_by, {}};
  if (wants_position) {
    layer.position = position_of(read, verdicts);
  }
  if (layer.has_verdicts) {
    state->update_patterns(preferences(), !pinfo->fd->visited);
  }
  return layer.has_verdicts || layer.misled_by || layer.position ? std::optional(layer)
                                                                 : std::nullopt;
}

// Judges the segment on the first pass. Returns what is to be shown of it.
std::optional<LayerToShow> look_at(tvbuff_t* tvb, const packet_info* pinfo, const void* ip_header,
                                   proto_tree* tree) {
  const bool wants_position = positions_are_wanted(tree) && preferences().stream_offsets;
  const bool first_pass = !pinfo->fd->visited;
  // Wireshark looks at a frame again when all have been read, or all that have come so far.
  if (!first_pass) {
    state->reconsider();
    if (state->verdicts().is_empty() && !wants_position) {
      return std::nullopt;
    }
  }
  ReadSegment read;
  if (!read_segment(tvb, pinfo, ip_header, read)) {
    if (first_pass) {
      state->skip();
    }
    return std::nullopt;
  }
  const DissectedPassage passage(tvb, pinfo, ip_header);
  read.segment.passage = &passage;
  if (first_pass) {
    state->process(read.source, read.destination, read.segment);
  }
  return state->verdicts().is_empty() && !wants_position
             ? std::nullopt
             : layer_of(read, tvb, pinfo, wants_position);
}

// Epan may leave by longjmp: no C++ object is alive here, all is owned by `state`.
void write_layer(const LayerToShow& layer, packet_info* pinfo, proto_tree* tree) {
  auto* tcp_tree =
      static_cast<proto_tree*>(p_get_proto_data(pinfo->pool, pinfo, proto_tcp, layer.tree_key));
  if (layer.position && tcp_tree != nullptr) {
    write_position(*layer.position, layer.tvb, tcp_tree);
  }
  if (!state) {
    return;
  }
  const Preferences shown = preferences();
  const bool misled = layer.misled_by && tree != nullptr &&
                      state->verdicts().is_wrong(*layer.misled_by, shown) &&
                      is_called_sent_again(tree);
  if (misled) {
    write_misled(layer.misled_by->number, layer.tvb, pinfo, tcp_tree);
  }
  const SegmentVerdicts* verdicts =
      layer.has_verdicts ? state->verdicts().find(layer.frame) : nullptr;
  if (verdicts == nullptr) {
    return;
  }
  prefix_info(*verdicts, state->patterns(), shown, pinfo);
  write_verdicts(*verdicts, state->patterns(), shown, layer.tvb, pinfo, tcp_tree);
  if (verdicts->translation) {
    write_translation(*verdicts->translation, layer.tvb, pinfo, tcp_tree);
  }
  if (verdicts->retraction) {
    write_retraction(*verdicts->retraction, layer.tvb, pinfo, tcp_tree);
  }
  tap_wrong_numbers(*verdicts, state->patterns(), shown, pinfo);
}

void show_layer(const LayerToShow& layer, packet_info* pinfo, proto_tree* tree) {
  const char* const protocol_before = pinfo->current_proto;
  pinfo->current_proto = "SeqBitFlip";  // whom the expert information names as the one who says so
  write_layer(layer, pinfo, tree);
  pinfo->current_proto = protocol_before;
}

// After the TCP dissector, whose way out may be longjmp. Not by a post-dissector: from 4.2 on the
// fields _ws.col.* are made before those run, and every frame would pay for the call.
int dissect_and_show(const LayerToShow& layer, tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree,
                     void* data) {
  volatile int length = 0;
  TRY {
    length = call_dissector_only(tcp_handle, tvb, pinfo, tree, data);
  }
  FINALLY {
    show_layer(layer, pinfo, tree);
  }
  ENDTRY;
  return length;
}

// Wireshark goes on: a capture without verdicts is better than none, if that is said.
void give_up() {
  watching = false;
  state.reset();
  no_report_because = kOutOfMemory;
  report_failure(
      "SeqBitFlip ran out of memory: it looks for no more wrong numbers in this capture, and what "
      "it found is lost.");
}

// No C++ exception may pass through Wireshark's C. The only one to expect is "out of memory".
std::optional<LayerToShow> look_safely_at(tvbuff_t* tvb, const packet_info* pinfo,
                                          const void* ip_header, proto_tree* tree) {
  try {
    std::optional<LayerToShow> shown = look_at(tvb, pinfo, ip_header, tree);
    if (shown && shown->misled_by && tree != nullptr) {
      want_own_analysis(tree);
    }
    return shown;
  } catch (const std::exception&) {
    give_up();
    return std::nullopt;
  }
}

int dissect_wrapper(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, void* data) {
  if (watching && !pinfo->flags.in_error_pkt) {
    if (const auto shown = look_safely_at(tvb, pinfo, data, tree)) {
      return dissect_and_show(*shown, tvb, pinfo, tree, data);
    }
  }
  return call_dissector_only(tcp_handle, tvb, pinfo, tree, data);
}

// Null where nothing speaks against it.
const char* why_not_to_watch() {
  if (!is_wanted_by_user() || !proto_is_protocol_enabled(plugin_protocol)) {
    return "it is switched off";
  }
  return proto_is_protocol_enabled(find_protocol_by_id(proto_tcp)) ? nullptr
                                                                   : "TCP is switched off";
}

// Whoever switches the plugin on or off in Wireshark makes it begin again; sharkd only begins with
// the next file.
void begin_capture() {
  try {
    state = std::make_unique<CaptureState>();
    no_report_because = why_not_to_watch();
    watching = no_report_because == nullptr;
  } catch (const std::exception&) {
    give_up();
  }
}
void end_capture() {
  watching = false;
  no_report_because = nullptr;
  state.reset();
}

}  // namespace

CaptureState* capture_state() {
  return state.get();
}

const char* why_no_report() {
  return no_report_because;
}

void register_state(int protocol) {
  plugin_protocol = find_protocol_by_id(protocol);
  proto_tcp = proto_get_id_by_filter_name("tcp");
  register_init_routine(begin_capture);
  register_cleanup_routine(end_capture);
}

void install_hook() {
  tcp_handle = find_dissector("tcp");
  // Of no protocol: one of its own would add a layer to every TCP frame, and one in name only would
  // be asked for each whether it is enabled.
  constexpr int kNoProtocol = -1;
  // Exported packets name the dissector that is to read them: Wireshark's own, plugin or not.
  dissector_add_uint("ip.proto", kIpProtocolTcp,
                     create_dissector_handle_with_name_and_description(
                         dissect_wrapper, kNoProtocol, "tcp", "TCP, watched for wrong numbers"));
  find_own_analysis_fields();
}

}  // namespace seqbitflip
