# SPDX-License-Identifier: GPL-2.0-or-later
"""Client and server with a router between them: the kernel forwards, nftables may change what it forwards.

    client [eth0] --- [left] router [right] --- [eth0] server
"""

import json
from typing import NamedTuple

from namespaces import HOST_INTERFACE, Namespaces

MTU = 1500
SERVER = "198.51.100.1"
SUBNETS = {"client": "192.0.2", "server": "198.51.100"}
ROUTER_INTERFACE = {"client": "left", "server": "right"}
ONLY_IPV4 = {"net.ipv6.conf.all.disable_ipv6": "1", "net.ipv6.conf.default.disable_ipv6": "1"}
FORWARDING = {"net.ipv4.ip_forward": "1"}
# SYNs go through as they are: theirs is the first number of its direction, so what it should have been is
# nowhere to be seen before the sender tries again. Without the ACK flag there is no acknowledgment number.
NFT_EXPRESSION = {"seq": "tcp sequence", "ack": "tcp ackseq"}
NFT_CONDITION = {"seq": "tcp flags & syn == 0", "ack": "tcp flags & (syn | ack) == ack"}


class Fault(NamedTuple):
    """What the router does to one of so many segments on their way: it flips the mask's bits in a number.

    nftables makes the TCP checksum right again.
    """

    number: str
    mask: int
    toward: str
    one_in: int = 50

    @property
    def rule(self) -> str:
        field = NFT_EXPRESSION[self.number]
        chosen = f"{NFT_CONDITION[self.number]} numgen random mod {self.one_in} 0"
        return (f"oifname {ROUTER_INTERFACE[self.toward]} {chosen} "
                f"{field} set {field} xor {self.mask:#x} counter name changed")


class RoutedNetwork(Namespaces):
    def __init__(self, fault: Fault | None) -> None:
        super().__init__("live")
        self._fault = fault

    def _build(self) -> None:
        for role in self.names:
            self._set(role, ONLY_IPV4)
        self._set("router", FORWARDING)
        for role, subnet in SUBNETS.items():
            self._connect(role, f"{subnet}.1", f"{subnet}.254")
        self._add_chain("router", "forward", self._fault.rule if self._fault else "accept")

    def _connect(self, role: str, address: str, gateway: str) -> None:
        router_end = ROUTER_INTERFACE[role]
        self._join_with_router(role, router_end)
        self.run(role, "ip", "address", "add", f"{address}/24", "dev", HOST_INTERFACE)
        self.run("router", "ip", "address", "add", f"{gateway}/24", "dev", router_end)
        # Without offloads the wire carries single segments with whole checksums.
        self._bring_up(role, HOST_INTERFACE, MTU, offloads=False)
        self._bring_up("router", router_end, MTU, offloads=False)
        self.run(role, "ip", "route", "add", "default", "via", gateway)

    def _add_chain(self, role: str, hook: str, rule: str) -> None:
        self.run(role, "nft", "add table ip live; add counter ip live changed; "
                              f"add chain ip live path {{ type filter hook {hook} priority 0; }}; "
                              f"add rule ip live path {rule}")

    def silence_hosts(self) -> None:
        """From now on no host sends anything; what was sent before is still forwarded."""
        for role in SUBNETS:
            self._add_chain(role, "output", "drop")

    def connections(self) -> str:
        """Those that still have something to say to each other."""
        states = ["exclude", "listening", "exclude", "time-wait"]
        return "".join(self.run(role, "ss", "-H", "-t", "-n", "-a", *states) for role in SUBNETS)

    def changed_packets(self) -> int:
        """The kernel's count of the packets that it changed."""
        listing = json.loads(self.run("router", "nft", "-j", "list", "counter", "ip", "live", "changed"))
        return next(entry["counter"]["packets"] for entry in listing["nftables"] if "counter" in entry)

    def packets_seen(self, interface: str) -> int:
        """The kernel's count of the packets that came in or went out on an interface of the router."""
        link, = json.loads(self.run("router", "ip", "-j", "-s", "link", "show", "dev", interface))
        return link["stats64"]["rx"]["packets"] + link["stats64"]["tx"]["packets"]
