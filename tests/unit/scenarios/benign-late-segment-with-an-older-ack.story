# Two segments with timestamps overtake each other: the late one fills the gap and acknowledges less.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,TS 100 ecr 0,wscale 7>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,TS 900 ecr 100,wscale 7>
0.011 > . 1001:1001(0) ack 5001 win 502 <TS 111 ecr 900>
0.012 > P. 1001:1101(100) ack 5001 <TS 112 ecr 900>
0.022 < . 5001:6449(1448) ack 1101 win 509 <TS 912 ecr 112>
0.023 > . 1101:1101(0) ack 6449 <TS 123 ecr 912>
0.024 > P. 1101:1201(100) ack 6449 <TS 124 ecr 912>
0.035 < P. 7897:8897(1000) ack 1201 <TS 925 ecr 124>
0.036 < . 6449:7897(1448) ack 1101 <TS 922 ecr 123>
0.037 > . 1201:1201(0) ack 8897 <TS 137 ecr 922>
0.050 > P. 1201:1301(100) ack 8897 <TS 150 ecr 922>
0.060 < P. 8897:9397(500) ack 1301 <TS 950 ecr 150>
0.061 > . 1301:1301(0) ack 9397 <TS 161 ecr 950>
nothing is wrong
