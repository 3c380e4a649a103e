// SPDX-License-Identifier: GPL-2.0-or-later
#include "hook.h"

#include <exception>
#include <memory>
#include <optional>

#include "capture_state.h"
#include "epan_compat.h"
#include "own_analysis.h"
#include "preferences.h"
#include "segment_reader.h"
#include "statistics.h"
#include "tree_writer.h"

namespace seqbitflip {

namespace {

constexpr guint kIpProtocolTcp = 6;
constexpr guint32 kDataKey = 0;

int proto_plugin = -1;
int proto_wrapper = -1;
int proto_tcp = -1;
dissector_handle_t tcp_handle = nullptr;

std::unique_ptr<CaptureState> state;

// A TCP layer of the present frame that has something to show, linked to the one outside of it.
struct LayerToShow {
  const LayerToShow* outer;
  tvbuff_t* tvb;
  FrameId frame;
  guint32 tree_key;  // under which the TCP dissector keeps its tree
};

bool is_enabled() {
  return state && preferences().enabled &&
         proto_is_protocol_enabled(find_protocol_by_id(proto_plugin));
}

// Judges the segment on the first pass. Returns whose verdicts are to be shown, if there are any.
std::optional<FrameId> look_at(tvbuff_t* tvb, const packet_info* pinfo, const void* ip_header) {
  std::optional<ReadSegment> read = read_segment(tvb, pinfo, ip_header);
  if (!read) {
    if (!pinfo->fd->visited) {
      state->skip();
    }
    return std::nullopt;
  }
  // Wireshark looks at a frame again when all have been read.
  if (pinfo->fd->visited) {
    state->reconsider();
  } else {
    read->segment.passage = &read->passage;
    state->process(read->passage, read->segment);
  }
  const FrameId frame = read->segment.frame;
  if (state->verdicts().find(frame) == nullptr) {
    return std::nullopt;
  }
  state->update_patterns(!pinfo->fd->visited);
  return frame;
}

void remember_layer(tvbuff_t* tvb, packet_info* pinfo, const FrameId& frame) {
  auto* layer = wmem_new(pinfo->pool, LayerToShow);
  layer->outer = static_cast<const LayerToShow*>(
      p_get_proto_data(pinfo->pool, pinfo, proto_wrapper, kDataKey));
  layer->tvb = tvb;
  layer->frame = frame;
  layer->tree_key = pinfo->curr_layer_num + 1U;
  p_set_proto_data(pinfo->pool, pinfo, proto_wrapper, kDataKey, layer);
}

int dissect_wrapper(tvbuff_t* tvb, packet_info* pinfo, proto_tree* tree, void* data) {
  if (is_enabled() && !pinfo->flags.in_error_pkt) {
    // No C++ exception may pass through Wireshark's C. The only one to expect is "out of memory",
    // and a capture without verdicts is better than none.
    try {
      if (const auto frame = look_at(tvb, pinfo, data)) {
        remember_layer(tvb, pinfo, *frame);
        if (tree != nullptr && state->verdicts().find(*frame)->misled_by) {
          want_own_analysis(tree);
        }
      }
    } catch (const std::exception&) {
      state.reset();
    }
  }
  return call_dissector_with_data(tcp_handle, tvb, pinfo, tree, data);
}

// Epan may leave by longjmp: no C++ object is alive here, all is owned by `state`.
void write_layer(const LayerToShow& layer, packet_info* pinfo, proto_tree* tree) {
  const SegmentVerdicts* verdicts = state->verdicts().find(layer.frame);
  if (verdicts == nullptr) {
    return;
  }
  auto* tcp_tree =
      static_cast<proto_tree*>(p_get_proto_data(pinfo->pool, pinfo, proto_tcp, layer.tree_key));
  write_verdicts(*verdicts, state->patterns(), preferences(), layer.tvb, pinfo, tcp_tree);
  const bool misled = verdicts->misled_by && state->verdicts().is_wrong(*verdicts->misled_by) &&
                      tree != nullptr && is_called_sent_again(tree);
  if (misled) {
    write_misled(verdicts->misled_by->number, layer.tvb, pinfo, tcp_tree);
  }
  tap_wrong_numbers(*verdicts, state->patterns(), pinfo);
}

int dissect_afterwards(tvbuff_t*, packet_info* pinfo, proto_tree* tree, void*) {
  const auto* layer = static_cast<const LayerToShow*>(
      p_get_proto_data(pinfo->pool, pinfo, proto_wrapper, kDataKey));
  for (; layer != nullptr && state; layer = layer->outer) {
    write_layer(*layer, pinfo, tree);
  }
  return 0;
}

void begin_capture() {
  state = std::make_unique<CaptureState>();
}
void end_capture() {
  state.reset();
}

}  // namespace

CaptureState* capture_state() {
  return state.get();
}

void register_state(int protocol) {
  proto_plugin = protocol;
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
  register_postdissector(create_dissector_handle(dissect_afterwards, proto_plugin));
  find_own_analysis_fields();
}

}  // namespace seqbitflip
