# A small stack begins its stream at 0, as a cleared number would be. The acknowledgment of its SYN-ACK is wrong, but by its own
# checksum, so that it is no witness against the zero.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 74606:74606(0) win 64240 <mss 1460>
0.010 < S. 0:0(0) ack 74607 win 64240 <mss 1460>
0.020 > . 74607:74607(0) ack 3709165233 win 502 meant ack 1 checksum stale
    at once: wrong ack expected 1 proven checksum damaged-after
    settled: wrong ack expected 1 proven checksum damaged-after
0.021 > P. 74607:74619(12) ack 1
0.031 < . 1:1(0) ack 74619 win 501
0.032 < P. 1:21(20) ack 74619
0.033 > . 74619:74619(0) ack 21
