# The capture misses 100 kB of one direction and 3 kB of the other at the same time.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 5001 win 502
0.012 > P. 1001:1101(100) ack 5001
0.022 < . 5001:6461(1460) ack 1101 win 509
0.023 < . 6461:7921(1460) ack 1101
0.024 > . 1101:1101(0) ack 7921
0.200 < . 107921:109381(1460) ack 4021
0.201 > . 4021:4021(0) ack 109381
0.202 < P. 109381:110181(800) ack 4021
0.203 > P. 4021:4141(120) ack 110181
0.213 < . 110181:110181(0) ack 4141
nothing is wrong
