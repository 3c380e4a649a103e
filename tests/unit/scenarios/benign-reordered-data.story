# Data segments overtake each other on the way.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 5001 win 502
0.012 < . 5001:6461(1460) ack 1001 win 509
0.013 < . 7921:9381(1460) ack 1001
0.014 < . 9381:10841(1460) ack 1001
0.015 < . 6461:7921(1460) ack 1001
0.016 > . 1001:1001(0) ack 10841
0.017 < . 12301:13761(1460) ack 1001
0.018 < . 10841:12301(1460) ack 1001
0.019 > . 1001:1001(0) ack 13761
0.030 < P. 13761:13781(20) ack 1001
0.031 > . 1001:1001(0) ack 13781
nothing is wrong
