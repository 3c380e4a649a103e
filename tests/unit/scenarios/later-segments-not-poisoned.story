# After a number far too high, what follows in order is not accused.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 5001 win 502
0.012 > P. 1001:1101(100) ack 5001
0.022 < . 5001:5001(0) ack 1101 win 509
0.023 < . 5001:6461(1460) ack 1101
0.024 > . 1101:1101(0) ack 6461
0.025 < . 1073748285:1073749745(1460) ack 1101 meant seq 6461 checksum stale
    at once: wrong seq expected 6461 bit 30 proven
    settled: wrong seq expected 6461 bit 30 proven
0.026 < . 7921:9381(1460) ack 1101
0.027 < . 9381:10841(1460) ack 1101
0.028 < . 10841:12301(1460) ack 1101
0.029 > . 1101:1101(0) ack 6461
0.030 > . 1101:1101(0) ack 6461
0.031 < . 12301:13761(1460) ack 1101
0.032 > P. 1101:1201(100) ack 6461
0.042 < . 13761:13761(0) ack 1201
0.229 < . 6461:7921(1460) ack 1201
0.230 > . 1201:1201(0) ack 13761
0.231 < P. 13761:14261(500) ack 1201
