# SPDX-License-Identifier: GPL-2.0-or-later
"""What a recording can look like: applications, hosts and the path between them, under a name."""

from dataclasses import dataclass, field

ALL_APPLICATIONS = ("http", "download", "upload", "echo", "short", "idle", "slow-reader", "aborted",
                    "half-closed")
NO_TIMESTAMPS = {"net.ipv4.tcp_timestamps": "0"}
NO_SACK = {"net.ipv4.tcp_sack": "0", "net.ipv4.tcp_dsack": "0"}


@dataclass(frozen=True)
class Profile:
    """Percentages are those of each of the path's two stages."""

    applications: tuple[str, ...] = ALL_APPLICATIONS
    ip_version: int = 4
    mtu: int = 1500
    offloads: bool = False
    loss: float = 0.0
    reorder: float = 0.0
    duplicate: float = 0.0
    delay_ms: float = 2.0
    megabits: float = 8.0
    sysctls: dict[str, str] = field(default_factory=dict)


PROFILES: dict[str, Profile] = {
    "clean": Profile(),
    "web": Profile(applications=("http", "http", "http", "short", "idle"), loss=0.3, delay_ms=10),
    "bulk": Profile(applications=("download", "upload"), loss=0.5, megabits=5, delay_ms=10),
    "echo": Profile(applications=("echo", "echo", "echo", "idle"), loss=1, reorder=1),
    "short": Profile(applications=("short",) * 4 + ("aborted", "half-closed"), loss=1),
    "stalling": Profile(applications=("slow-reader",) * 4 + ("idle", "http"), loss=0.5),
    "heavy-loss": Profile(loss=5.2, delay_ms=5),
    "reordering": Profile(reorder=10.6, delay_ms=5),
    "duplicates": Profile(duplicate=2.5, loss=0.5),
    "everything-at-once": Profile(loss=2, reorder=8, duplicate=3, delay_ms=8),
    "offloads": Profile(applications=("download", "upload", "http", "echo"), offloads=True,
                        loss=0.3, megabits=30),
    "offloads-ipv6": Profile(applications=("download", "upload", "http", "echo"), offloads=True,
                             ip_version=6, loss=0.3, reorder=1, megabits=30),
    "ipv6": Profile(ip_version=6, loss=1, reorder=2),
    "ipv6-no-timestamps": Profile(ip_version=6, loss=1, duplicate=1, sysctls=NO_TIMESTAMPS),
    "no-timestamps": Profile(loss=1, reorder=2, sysctls=NO_TIMESTAMPS),
    "no-sack": Profile(loss=1.5, reorder=2, sysctls=NO_SACK),
    "plain": Profile(loss=1.5, sysctls={**NO_TIMESTAMPS, **NO_SACK,
                                        "net.ipv4.tcp_window_scaling": "0"}),
    "small-mtu": Profile(mtu=576, loss=1, megabits=3),
    "small-mtu-no-timestamps": Profile(mtu=576, reorder=3, duplicate=1, megabits=3,
                                       sysctls=NO_TIMESTAMPS),
    "jumbo": Profile(mtu=9000, loss=0.5, megabits=40),
    "bbr-ecn": Profile(loss=1, delay_ms=20, sysctls={"net.ipv4.tcp_congestion_control": "bbr",
                                                     "net.ipv4.tcp_ecn": "1"}),
}
