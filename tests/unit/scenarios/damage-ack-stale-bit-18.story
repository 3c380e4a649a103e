# Bit 18 of a pure ACK's acknowledgment number flips, checksum stale; the next ACK is right.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 5001 win 502
0.012 > P. 1001:1101(100) ack 5001
0.022 < . 5001:5001(0) ack 1101 win 509
0.023 < . 5001:6461(1460) ack 1101
0.024 > . 1101:1101(0) ack 6461
0.025 < . 6461:7921(1460) ack 1101
0.026 > . 1101:1101(0) ack 270065 meant ack 7921 checksum stale
    at once: wrong ack expected 7921 bit 18 proven reference 8 checksum damaged-after
    settled: wrong ack expected 7921 bit 18 proven reference 8 checksum damaged-after
0.027 < . 7921:9381(1460) ack 1101
0.028 > . 1101:1101(0) ack 9381
0.029 > P. 1101:1161(60) ack 9381
0.039 < . 9381:9381(0) ack 1161
