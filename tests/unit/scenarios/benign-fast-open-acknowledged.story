# The SYN carries the request, and the SYN-ACK acknowledges it (RFC 7413).
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1200(200) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 5000:5000(0) ack 1201 win 65160 <mss 1460,sackOK,wscale 7>
0.011 < P. 5001:5301(300) ack 1201 win 509
0.012 > . 1201:1201(0) ack 5301 win 502
0.013 > P. 1201:1251(50) ack 5301
0.023 < . 5301:5301(0) ack 1251
nothing is wrong
