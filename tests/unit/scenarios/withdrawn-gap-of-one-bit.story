# A gap far beyond the window differs in one bit and looks damaged, until the flow goes on behind it.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 8192 <mss 1460>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460>
0.011 > . 1001:1001(0) ack 5001
0.012 > P. 1001:1101(100) ack 5001
0.022 < . 5001:6461(1460) ack 1101
0.023 > . 1101:1101(0) ack 6461
9.000 < . 8395069:8396529(1460) ack 1101
    at once: wrong seq expected 6461 bit 23
    settled: nothing
9.001 < . 8396529:8397989(1460) ack 1101
    at once: anything
    settled: nothing
9.002 > . 1101:1101(0) ack 8397989
9.003 < . 8397989:8399449(1460) ack 1101
9.004 > . 1101:1101(0) ack 8399449
9.005 < P. 8399449:8399549(100) ack 1101
9.006 > . 1101:1101(0) ack 8399549
