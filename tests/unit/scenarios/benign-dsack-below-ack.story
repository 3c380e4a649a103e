# A DSACK names bytes below the acknowledgment.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 5001 win 502
0.012 < . 5001:6461(1460) ack 1001 win 509
0.013 < . 6461:7921(1460) ack 1001
0.014 > . 1001:1001(0) ack 7921
0.212 < . 5001:6461(1460) ack 1001
0.213 > . 1001:1001(0) ack 7921 <sack 5001:6461>
0.214 < . 7921:9381(1460) ack 1001
0.215 > . 1001:1001(0) ack 9381
nothing is wrong
