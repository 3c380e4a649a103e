# An acknowledgment of exactly 0 is due after the wrap, and bit 28 flips, checksum stale.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460>
0.010 < S. 4294965835:4294965835(0) ack 1001 win 65160 <mss 1460>
0.011 > . 1001:1001(0) ack 4294965836
0.012 > P. 1001:1101(100) ack 4294965836
0.022 < . 4294965836:0(1460) ack 1101
0.023 > . 1101:1101(0) ack 268435456 meant ack 0 checksum stale
    at once: wrong ack expected 0 bit 28 proven reference 5 checksum damaged-after
    settled: wrong ack expected 0 bit 28 proven reference 5 checksum damaged-after
0.024 < . 0:1460(1460) ack 1101
0.025 > . 1101:1101(0) ack 1460
