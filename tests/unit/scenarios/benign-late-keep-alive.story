# Copies of a keep-alive and of a window probe come after more data, as in a capture at two places that was merged by time.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 5001 win 502
0.012 > P. 1001:1101(100) ack 5001
0.022 < P. 5001:5301(300) ack 1101 win 509
0.023 > . 1101:1101(0) ack 5301
60.000 > . 1100:1100(0) ack 5301
60.010 < . 5301:5301(0) ack 1101
60.080 > P. 1101:1801(700) ack 5301
60.090 < . 5301:5301(0) ack 1801
60.100 > P. 1801:1901(100) ack 5301
60.110 < . 5301:5301(0) ack 1901
60.200 > . 1100:1100(0) ack 5301
60.210 < . 5301:5301(0) ack 1101
60.220 > . 1100:1101(1) ack 5301 payload "probe"
60.230 < . 5301:5301(0) ack 1901
nothing is wrong
