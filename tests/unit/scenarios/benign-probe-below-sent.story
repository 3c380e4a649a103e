# A probe at SND.UNA - 1 while more than that was sent: the window closed upon bytes on their way.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 5001 win 502
0.012 < P. 5001:6001(1000) ack 1001 win 509
0.013 < P. 6001:7001(1000) ack 1001
0.014 < P. 7001:8001(1000) ack 1001
0.020 > . 1001:1001(0) ack 6001 win 0
0.220 < . 6000:6000(0) ack 1001
0.221 > . 1001:1001(0) ack 6001
0.400 > . 1001:1001(0) ack 6001 win 100
0.410 < . 6001:7001(1000) ack 1001
0.411 < . 7001:8001(1000) ack 1001
0.420 > . 1001:1001(0) ack 8001
nothing is wrong
