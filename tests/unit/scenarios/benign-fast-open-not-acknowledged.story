# The SYN carries the request, the SYN-ACK takes only the SYN, and the request comes again.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1200(200) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > P. 1001:1201(200) ack 5001 win 502
0.021 < . 5001:5001(0) ack 1201 win 509
0.022 < P. 5001:5301(300) ack 1201
0.023 > . 1201:1201(0) ack 5301
nothing is wrong
