# A small stack gives its first connection up and tries again with the initial number it has counted to.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 6510:6510(0) win 64240 <mss 1460,sackOK,wscale 7>
3.000 > S 6511:6511(0) <mss 1460,sackOK,wscale 7>
3.010 < S. 5000:5000(0) ack 6512 win 65160 <mss 1460,sackOK,wscale 7>
3.011 > . 6512:6512(0) ack 5001 win 502
3.012 > P. 6512:6612(100) ack 5001
3.022 < P. 5001:5301(300) ack 6612
3.023 > . 6612:6612(0) ack 5301
nothing is wrong
