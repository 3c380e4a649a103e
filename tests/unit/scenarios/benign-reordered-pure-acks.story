# Pure ACKs overtake each other: a late one carries an earlier acknowledgment, and an earlier number.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 5001 win 502
0.012 < . 5001:6461(1460) ack 1001 win 509
0.013 < . 6461:7921(1460) ack 1001
0.014 < . 7921:9381(1460) ack 1001
0.015 < . 9381:10841(1460) ack 1001
0.016 > . 1001:1001(0) ack 7921
0.017 > . 1001:1001(0) ack 6461
0.018 > . 1001:1001(0) ack 10841
0.019 > . 1001:1001(0) ack 9381
0.020 > P. 1001:1201(200) ack 10841
0.021 > . 1001:1001(0) ack 9381
0.030 < . 10841:10841(0) ack 1201
nothing is wrong
