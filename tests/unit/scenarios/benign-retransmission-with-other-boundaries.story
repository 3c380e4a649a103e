# A retransmission carries the bytes of two segments, another one only a part of one.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 5001 win 502
0.012 > P. 1001:1101(100) ack 5001
0.022 < P. 5001:5401(400) ack 1101 win 509
0.023 < P. 5401:5701(300) ack 1101
0.024 < P. 5701:7161(1460) ack 1101
0.224 < . 5001:5701(700) ack 1101
0.234 > . 1101:1101(0) ack 5701
0.244 < . 5701:6701(1000) ack 1101
0.254 > . 1101:1101(0) ack 6701
0.255 < P. 6701:8161(1460) ack 1101
0.265 > . 1101:1101(0) ack 8161
nothing is wrong
