# SYN and SYN-ACK come again with the same numbers.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
1.000 > S 1000:1000(0) <mss 1460,sackOK,wscale 7>
1.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
2.010 < S. 5000:5000(0) ack 1001 <mss 1460,sackOK,wscale 7>
2.011 > . 1001:1001(0) ack 5001 win 502
2.012 > P. 1001:1101(100) ack 5001
2.022 < P. 5001:5301(300) ack 1101 win 509
nothing is wrong
