# Fast Open is refused and the data come again in two segments, of which the capture saw only the second.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1100(100) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.020 > . 1051:1101(50) ack 5001 win 502
0.030 < . 5001:5001(0) ack 1101 win 509
nothing is wrong
