# SPDX-License-Identifier: GPL-2.0-or-later
"""Network namespaces of the lab: client, router and server, joined by veth pairs, nothing else.

    client [eth0] --- [left] forwarder [middle-left] --- [middle-right] forwarder [right] --- [eth0] server
"""

from namespaces import HOST_INTERFACE, Namespaces, run

ADDRESSES = {
    4: {"client": "192.0.2.1", "server": "192.0.2.2"},
    6: {"client": "2001:db8::1", "server": "2001:db8::2"},
}
PREFIX_LENGTH = {4: 24, 6: 64}
SMALLEST_IPV6_MTU = 1280
# The forwarder carries the frames; the router's own stack must not say a word.
QUIET = {"net.ipv6.conf.all.disable_ipv6": "1", "net.ipv6.conf.default.disable_ipv6": "1"}


class Network(Namespaces):
    def __init__(self, mtu: int, offloads: bool, sysctls: dict[str, str]) -> None:
        super().__init__("lab")
        self._mtu = mtu
        self._offloads = offloads
        self._sysctls = sysctls

    def _build(self) -> None:
        self._set("router", QUIET)
        for role, router_end in (("client", "left"), ("server", "right")):
            self._join_with_router(role, router_end)
            self._configure_host(role)
        run("ip", "link", "add", "middle-left", "netns", self.names["router"], "type", "veth",
            "peer", "name", "middle-right", "netns", self.names["router"])
        for end in ("left", "middle-left", "middle-right", "right"):
            self._bring_up("router", end, self._mtu, offloads=False)

    def _configure_host(self, role: str) -> None:
        self._set(role, self._sysctls)
        for version in (4, 6):
            address = f"{ADDRESSES[version][role]}/{PREFIX_LENGTH[version]}"
            if version == 6 and self._mtu < SMALLEST_IPV6_MTU:
                continue
            no_detection = ["nodad"] if version == 6 else []
            self.run(role, "ip", "address", "add", address, "dev", HOST_INTERFACE, *no_detection)
        self._bring_up(role, HOST_INTERFACE, self._mtu, self._offloads)
