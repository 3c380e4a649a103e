// SPDX-License-Identifier: GPL-2.0-or-later
//
// What Wireshark's plugin loader looks for.
#include "epan_compat.h"
#include "registration.h"

#define SEQBITFLIP_EXPORT __attribute__((visibility("default")))

// Declared first: a const object of namespace scope would otherwise have internal linkage in C++,
// and the loader would not find it.
extern "C" {
extern SEQBITFLIP_EXPORT const char plugin_version[];
extern SEQBITFLIP_EXPORT const int plugin_want_major;
extern SEQBITFLIP_EXPORT const int plugin_want_minor;
SEQBITFLIP_EXPORT void plugin_register(void);
SEQBITFLIP_EXPORT uint32_t plugin_describe(void);
}

const char plugin_version[] = SEQBITFLIP_VERSION;
const int plugin_want_major = SEQBITFLIP_WIRESHARK_MAJOR;
const int plugin_want_minor = SEQBITFLIP_WIRESHARK_MINOR;

void plugin_register(void) {
  static proto_plugin plugin;
  plugin.register_protoinfo = seqbitflip::register_protocol;
  plugin.register_handoff = seqbitflip::register_hook;
  proto_register_plugin(&plugin);
}

uint32_t plugin_describe(void) {
  return seqbitflip::kPluginContent;
}
