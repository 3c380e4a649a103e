# A closed end answers six segments with a reset each; bit 5 of one of them flips, checksum stale.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 5001 win 502
0.012 > P. 1001:1101(100) ack 5001
0.022 < . 5001:5001(0) ack 1101 win 509
0.023 < . 5001:6461(1460) ack 1101
0.024 < . 6461:7921(1460) ack 1101
0.025 < . 7921:9381(1460) ack 1101
0.026 < . 9381:10841(1460) ack 1101
0.027 < . 10841:12301(1460) ack 1101
0.028 < . 12301:13761(1460) ack 1101
0.029 > R 1101:1101(0) win 0
0.030 > R 1101:1101(0) win 0
0.031 > R 1101:1101(0) win 0
0.032 > R 1133:1133(0) win 0 meant seq 1101 checksum stale
    at once: wrong seq expected 1101 bit 5 proven checksum damaged-after
    settled: wrong seq expected 1101 bit 5 proven checksum damaged-after
0.033 > R 1101:1101(0) win 0
0.034 > R 1101:1101(0) win 0
