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
constexpr guint32 kDataKey = 0;

protocol_t* plugin_protocol = nullptr;
int proto_wrapper = -1;
int proto_tcp = -1;
dissector_handle_t tcp_handle = nullptr;

std::unique_ptr<CaptureState> state;
// Whether any frame of the capture had something to show: most captures have nothing.
bool shows_anything = false;

// A TCP layer of the present frame that has something to show, linked to the one outside of it.
struct LayerToShow {
  const LayerToShow* outer;
  tvbuff_t* tvb;
  FrameId frame;
  guint32 tree_key;  // under which the TCP dissector keeps its tree
  bool has_verdicts;
  std::optional<ShownPosition> position;
};

bool is_enabled() {
  return state && preferences().enabled && proto_is_protocol_enabled(plugin_protocol);
}

std::optional<ShownPosition> position_of(const ReadSegment& read, const SegmentVerdicts* verdicts) {
  const auto expected = verdicts != nullptr ? verdicts->expected_sequence() : std::nullopt;
  const auto position = state->position_of(read.source, read.destination, read.segment,
                                           expected.value_or(read.segment.seq));
  return position ? std::optional(ShownPosition{*position, expected.has_value()}) : std::nullopt;
}

// Judges the segment on the first pass. Returns what is to be shown of it, if there is anything.
std::optional<LayerToShow> look_at(tvbuff_t* tvb, const packet_info* pinfo, const void* ip_header,
                                   proto_tree* tree) {
  const bool wants_position = positions_are_wanted(tree) && preferences().stream_offsets;
  // Wireshark looks at a frame again when all have been read.
  if (pinfo->fd->visited) {
    state->reconsider();
    if (state->verdicts().is_empty() && !wants_position) {
      return std::nullopt;
    }
  }
  ReadSegment read;
  if (!read_segment(tvb, pinfo, ip_header, read)) {
    if (!pinfo->fd->visited) {
      state->skip();
    }
    return std::nullopt;
  }
  const DissectedPassage passage(tvb, pinfo, ip_header);
  read.segment.passage = &passage;
  if (!pinfo->fd->visited) {
    state->process(read.source, read.destination, read.segment);
  }
  const FrameId frame = read.segment.frame;
  const SegmentVerdicts* verdicts = state->verdicts().find(frame);
  if (verdicts == nullptr && !wants_position) {
    return std::nullopt;
  }
  LayerToShow layer{nullptr, tvb, frame, pinfo->curr_layer_num + 1U, verdicts != nullptr, {}};
  if (wants_position) {
    layer.position = position_of(read, verdicts);
  }
  if (layer.has_verdicts) {
    state->update_patterns(!pinfo->fd->visited);
  }
  return layer.has_verdicts || layer.position ? std::optional(layer) : std::nullopt;
}

const LayerToShow* remember_layer(packet_info* pinfo, LayerToShow layer) {
  auto* remembered = wmem_new(pinfo->pool, LayerToShow);
  layer.outer = static_cast<const LayerToShow*>(
      p_get_proto_data(pinfo->pool, pinfo, proto_wrapper, kDataKey));
  *remembered = layer;
  shows_anything = true;
  p_set_proto_data(pinfo->pool, pinfo, proto_wrapper, kDataKey, remembered);
  return remembered;
}

void mark_info(const LayerToShow& layer, packet_info* pinfo) {
  const SegmentVerdicts* verdicts = state ? state->verdicts().find(layer.frame) : nullptr;
  if (verdicts != nullptr) {
    prefix_info(*verdicts, state->patterns(), preferences(), pinfo);
  }
}

// After the TCP dissector, whose way out may be longjmp, and not as late as the rest is written:
// from 4.2 on the fields _ws.col.* are made before post-dissectors run.
int dissect_and_mark_info(const LayerToShow& layer, tvbuff_t* tvb, packet_info* pinfo,
                          proto_tree* tree, void* data) {
  volatile int length = 0;
  TRY {
    length = call_dissector_only(tcp_handle, tvb, pinfo, tree, data);
  }
  FINALLY {
    mark_info(layer, pinfo);
  }
  ENDTRY;
  return length;
}

int dissect_wrapper(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, void* data) {
  const LayerToShow* shown = nullptr;
  if (is_enabled() && !pinfo->flags.in_error_pkt) {
    // No C++ exception may pass through Wireshark's C. The only one to expect is "out of memory",
    // and a capture without verdicts is better than none.
    try {
      if (const auto layer = look_at(tvb, pinfo, data, tree)) {
        shown = remember_layer(pinfo, *layer);
        if (tree != nullptr && layer->has_verdicts &&
            state->verdicts().find(layer->frame)->misled_by) {
          want_own_analysis(tree);
        }
      }
    } catch (const std::exception&) {
      state.reset();
    }
  }
  if (shown != nullptr && shown->has_verdicts) {
    return dissect_and_mark_info(*shown, tvb, pinfo, tree, data);
  }
  return call_dissector_only(tcp_handle, tvb, pinfo, tree, data);
}

// Epan may leave by longjmp: no C++ object is alive here, all is owned by `state`.
void write_layer(const LayerToShow& layer, packet_info* pinfo, proto_tree* tree) {
  auto* tcp_tree =
      static_cast<proto_tree*>(p_get_proto_data(pinfo->pool, pinfo, proto_tcp, layer.tree_key));
  if (layer.position && tcp_tree != nullptr) {
    write_position(*layer.position, layer.tvb, tcp_tree);
  }
  const SegmentVerdicts* verdicts =
      layer.has_verdicts ? state->verdicts().find(layer.frame) : nullptr;
  if (verdicts == nullptr) {
    return;
  }
  write_verdicts(*verdicts, state->patterns(), preferences(), layer.tvb, pinfo, tcp_tree);
  if (verdicts->translation) {
    write_translation(*verdicts->translation, layer.tvb, pinfo, tcp_tree);
  }
  if (verdicts->retraction) {
    write_retraction(*verdicts->retraction, layer.tvb, pinfo, tcp_tree);
  }
  const bool misled = verdicts->misled_by && state->verdicts().is_wrong(*verdicts->misled_by) &&
                      tree != nullptr && is_called_sent_again(tree);
  if (misled) {
    write_misled(verdicts->misled_by->number, layer.tvb, pinfo, tcp_tree);
  }
  tap_wrong_numbers(*verdicts, state->patterns(), pinfo);
}

int dissect_afterwards(tvbuff_t*, packet_info* pinfo, proto_tree* tree, void*) {
  if (!shows_anything) {
    return 0;
  }
  const auto* layer = static_cast<const LayerToShow*>(
      p_get_proto_data(pinfo->pool, pinfo, proto_wrapper, kDataKey));
  const char* const protocol_before = pinfo->current_proto;
  pinfo->current_proto = "SeqBitFlip";  // whom the expert information names as the one who says so
  for (; layer != nullptr && state; layer = layer->outer) {
    write_layer(*layer, pinfo, tree);
  }
  pinfo->current_proto = protocol_before;
  return 0;
}

void begin_capture() {
  state = std::make_unique<CaptureState>();
  shows_anything = false;
}
void end_capture() {
  state.reset();
}

}  // namespace

CaptureState* capture_state() {
  return state.get();
}

void register_state(int protocol) {
  plugin_protocol = find_protocol_by_id(protocol);
  proto_tcp = proto_get_id_by_filter_name("tcp");
  // "In name only": a protocol of its own would add a layer to every TCP frame.
  proto_wrapper = proto_register_protocol_in_name_only(
      "TCP, watched for wrong numbers", "TCP watched", "seqbitflip.tcp", proto_tcp, FT_PROTOCOL);
  register_init_routine(begin_capture);
  register_cleanup_routine(end_capture);
}

void install_hook() {
  tcp_handle = find_dissector("tcp");
  dissector_add_uint("ip.proto", kIpProtocolTcp,
                     create_dissector_handle(dissect_wrapper, proto_wrapper));
  register_postdissector(create_dissector_handle(dissect_afterwards, proto_wrapper));
  find_own_analysis_fields();
}

}  // namespace seqbitflip
