# A client that lost its connection dials again; a challenge ACK of the old one answers (RFC 5961).
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 5001 win 502
0.012 > P. 1001:1101(100) ack 5001
0.022 < P. 5001:5301(300) ack 1101 win 509
0.023 > . 1101:1101(0) ack 5301
50.000 > S 3000000000:3000000000(0) win 64240 <mss 1460,sackOK,wscale 7>
50.010 < . 5301:5301(0) ack 1101 win 509
50.011 > R 1101:1101(0) win 0
51.000 > S 3000000000:3000000000(0) win 64240 <mss 1460,sackOK,wscale 7>
51.010 < S. 1234567890:1234567890(0) ack 3000000001 win 65160 <mss 1460,sackOK,wscale 7>
51.011 > . 3000000001:3000000001(0) ack 1234567891 win 502
51.012 > P. 3000000001:3000000101(100) ack 1234567891
51.022 < P. 1234567891:1234568191(300) ack 3000000101
nothing is wrong
