# Bit 6 of a data segment flips, checksum right: the receiver waits for 64 bytes until the segment comes again.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 5001 win 502
0.012 > P. 1001:1101(100) ack 5001
0.022 < . 5001:5001(0) ack 1101 win 509
0.023 < . 5001:6461(1460) ack 1101
0.024 > . 1101:1101(0) ack 6461
0.025 < . 6525:7985(1460) ack 1101 meant seq 6461
    at once: anything
    settled: wrong seq expected 6461 bit 6 proven checksum covers-wrong
0.026 > . 1101:1101(0) ack 6461 <sack 6525:7985>
0.027 < . 7921:9381(1460) ack 1101
0.028 > . 1101:1101(0) ack 6461 <sack 6525:9381>
0.029 < . 9381:10841(1460) ack 1101
0.030 > . 1101:1101(0) ack 6461 <sack 6525:10841>
0.230 < . 6461:7921(1460) ack 1101
0.231 > . 1101:1101(0) ack 10841
0.232 < P. 10841:11341(500) ack 1101
0.233 > . 1101:1101(0) ack 11341
