# A sender misled elsewhere sends data again from a place between its segments, several times: a number said again is meant.
# SPDX-License-Identifier: GPL-2.0-or-later
nothing is wrong
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 5001 win 502
0.012 > . 1001:2461(1460) ack 5001
0.013 > . 2461:3921(1460) ack 5001
0.014 > . 3921:5381(1460) ack 5001
0.015 > . 5381:6841(1460) ack 5001
0.016 > . 6841:8301(1460) ack 5001
0.025 < . 5001:5001(0) ack 1001 win 510
0.230 > . 4433:5381(948) ack 5001
0.640 > . 4433:5381(948) ack 5001
1.460 > . 4433:5381(948) ack 5001
3.100 > . 4433:5381(948) ack 5001
