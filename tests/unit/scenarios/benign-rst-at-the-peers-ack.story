# A reset carries the number that its peer acknowledged, below what was sent meanwhile.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 5001 win 502
0.012 < . 5001:6461(1460) ack 1001 win 509
0.013 < . 6461:7921(1460) ack 1001
0.014 < . 7921:9381(1460) ack 1001
0.020 > F. 1001:1001(0) ack 6461
0.021 < R 6461:6461(0) win 0
0.022 < R 7921:7921(0)
0.023 < R 9381:9381(0)
nothing is wrong
