# Keep-alives with one byte of garbage (RFC 1122, section 4.2.3.6), another one each time.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 5001 win 502 id 1
0.012 > P. 1001:1101(100) ack 5001 id 2
0.022 < P. 5001:5301(300) ack 1101 win 509 id 100
0.023 > . 1101:1101(0) ack 5301 id 3
60.022 < . 5300:5301(1) ack 1101 payload "one" id 101
60.023 > . 1101:1101(0) ack 5301 id 4
120.022 < . 5300:5301(1) ack 1101 payload "another" id 102
120.023 > . 1101:1101(0) ack 5301 id 5
180.022 < . 5300:5301(1) ack 1101 payload "a third" id 103
180.023 > . 1101:1101(0) ack 5301 id 6
240.022 < . 5300:5301(1) ack 1101 payload "a fourth" id 104
240.023 > . 1101:1101(0) ack 5301 id 7
300.022 > P. 1101:1151(50) ack 5301 id 8
300.032 < . 5301:5301(0) ack 1151 id 105
nothing is wrong
