# The capture misses one segment; the peer got it.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 5001 win 502
0.012 > P. 1001:1101(100) ack 5001
0.022 < . 5001:6461(1460) ack 1101 win 509
0.023 < . 6461:7921(1460) ack 1101
0.024 > . 1101:1101(0) ack 7921
0.026 < . 9381:10841(1460) ack 1101
0.027 > . 1101:1101(0) ack 10841
0.028 < . 10841:12301(1460) ack 1101
0.029 > . 1101:1101(0) ack 12301
nothing is wrong
