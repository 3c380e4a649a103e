# A keep-alive one below the next number, with and without one old byte, is no damage.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 5001 win 502
0.012 > P. 1001:1101(100) ack 5001
0.022 < P. 5001:5301(300) ack 1101 win 509
0.023 > . 1101:1101(0) ack 5301
60.022 < . 5300:5300(0) ack 1101
60.023 > . 1101:1101(0) ack 5301
120.022 < . 5300:5301(1) ack 1101 payload "old byte"
120.023 > . 1101:1101(0) ack 5301 <sack 5300:5301>
180.022 > . 1100:1100(0) ack 5301
180.032 < . 5301:5301(0) ack 1101
240.022 > P. 1101:1151(50) ack 5301
240.032 < . 5301:5301(0) ack 1151
nothing is wrong
