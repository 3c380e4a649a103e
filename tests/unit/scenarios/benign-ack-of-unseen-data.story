# The acknowledgments cover data that the capture never saw.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 5001 win 502
0.012 > P. 1001:1101(100) ack 5001
0.022 < . 5001:6461(1460) ack 1101 win 509
0.023 < . 6461:7921(1460) ack 1101
0.024 > . 1101:1101(0) ack 7921
0.040 > . 1101:1101(0) ack 10841
0.050 > . 1101:1101(0) ack 13761
0.060 > . 1101:1101(0) ack 21000
0.070 > P. 1101:1201(100) ack 21000
0.080 < . 21000:22460(1460) ack 1201
0.081 > . 1201:1201(0) ack 22460
nothing is wrong
