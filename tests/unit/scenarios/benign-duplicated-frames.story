# A mirror port shows each frame twice.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,TS 100 ecr 0,wscale 7> id 500
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,TS 100 ecr 0,wscale 7> id 500
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,TS 900 ecr 100,wscale 7> id 0
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,TS 900 ecr 100,wscale 7> id 0
0.011 > . 1001:1001(0) ack 5001 win 502 <TS 111 ecr 900> id 501
0.011 > . 1001:1001(0) ack 5001 win 502 <TS 111 ecr 900> id 501
0.012 > P. 1001:1101(100) ack 5001 <TS 112 ecr 900> id 502
0.012 > P. 1001:1101(100) ack 5001 <TS 112 ecr 900> id 502
0.022 < . 5001:6449(1448) ack 1101 win 509 <TS 912 ecr 112> id 700
0.022 < . 5001:6449(1448) ack 1101 win 509 <TS 912 ecr 112> id 700
0.023 < . 6449:7897(1448) ack 1101 <TS 912 ecr 112> id 701
0.023 < . 6449:7897(1448) ack 1101 <TS 912 ecr 112> id 701
0.024 > . 1101:1101(0) ack 7897 <TS 124 ecr 912> id 503
0.024 > . 1101:1101(0) ack 7897 <TS 124 ecr 912> id 503
0.025 > F. 1101:1101(0) ack 7897 <TS 125 ecr 912> id 504
0.025 > F. 1101:1101(0) ack 7897 <TS 125 ecr 912> id 504
0.035 < F. 7897:7897(0) ack 1102 <TS 925 ecr 125> id 702
0.035 < F. 7897:7897(0) ack 1102 <TS 925 ecr 125> id 702
0.036 > . 1102:1102(0) ack 7898 <TS 136 ecr 925> id 505
0.036 > . 1102:1102(0) ack 7898 <TS 136 ecr 925> id 505
nothing is wrong
