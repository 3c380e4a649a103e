# A reset without ACK flag, and one with the flag and acknowledgment 0.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 5001 win 502
0.012 > P. 1001:1101(100) ack 5001
0.022 < P. 5001:5301(300) ack 1101 win 509
0.023 > . 1101:1101(0) ack 5301
0.100 > R. 1101:1101(0) ack 0 win 0
0.101 > R 1101:1101(0)
nothing is wrong
