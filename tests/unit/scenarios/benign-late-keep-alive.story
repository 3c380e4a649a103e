# Copies of a keep-alive and of a window probe come after more data, as in a capture at two places that was merged by time. They
# differ in one bit from the next number.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 5001 win 502
0.012 > P. 1001:1025(24) ack 5001
0.022 < P. 5001:5301(300) ack 1025 win 509
0.023 > . 1025:1025(0) ack 5301
60.000 > . 1024:1024(0) ack 5301
60.010 < . 5301:5301(0) ack 1025
60.080 > P. 1025:1336(311) ack 5301
60.081 > P. 1336:1536(200) ack 5301
60.090 < . 5301:5301(0) ack 1536
60.100 > . 1024:1024(0) ack 5301
60.110 < . 5301:5301(0) ack 1025
60.120 > . 1024:1025(1) ack 5301 payload "probe"
60.130 < . 5301:5301(0) ack 1536
nothing is wrong
