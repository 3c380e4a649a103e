// SPDX-License-Identifier: GPL-2.0-or-later
#include "own_analysis.h"

#include <epan/epan_dissect.h>

#include <algorithm>
#include <array>

namespace seqbitflip {

namespace {

constexpr std::array<const char*, 5> kNames = {
    "tcp.analysis.retransmission", "tcp.analysis.fast_retransmission",
    "tcp.analysis.spurious_retransmission", "tcp.analysis.out_of_order",
    "tcp.analysis.lost_segment"};

std::array<int, kNames.size()> fields{};

}  // namespace

void find_own_analysis_fields() {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    fields[i] = proto_registrar_get_id_byname(kNames[i]);
  }
}

// Not by set_postdissector_wanted_hfids(): tshark heeds that on the first of two passes only, and
// never for the frame that is being dissected.
void want_own_analysis(proto_tree* tree) {
  epan_dissect_t dissection{};  // of which only the tree is looked at
  dissection.tree = tree;
  for (const int field : fields) {
    epan_dissect_prime_with_hfid(&dissection, field);
  }
}

bool is_called_sent_again(proto_tree* tree) {
  return std::any_of(fields.begin(), fields.end(), [&](int field) {
    const GPtrArray* found = proto_get_finfo_ptr_array(tree, field);
    return found != nullptr && found->len > 0;
  });
}

}  // namespace seqbitflip
