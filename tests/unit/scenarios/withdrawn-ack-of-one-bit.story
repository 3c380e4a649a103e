# An acknowledgment far ahead differs in one bit and looks damaged, until the acknowledged bytes are there.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 8192 <mss 1460>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460>
0.011 > . 1001:1001(0) ack 5001
0.012 > P. 1001:1101(100) ack 5001
0.022 < . 5001:6461(1460) ack 1101
0.023 > . 1101:1101(0) ack 6461
9.000 > . 1101:1101(0) ack 8395069
    at once: wrong ack expected 6461 bit 23
    settled: nothing
9.001 < . 8395069:8396529(1460) ack 1101
9.002 > . 1101:1101(0) ack 8396529
9.003 < . 8396529:8397989(1460) ack 1101
9.004 > . 1101:1101(0) ack 8397989
