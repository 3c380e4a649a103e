# Behind the capture a device cuts the segments at other places: SACK edges lie inside of them.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7,TS 700000 ecr 0>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7,TS 90000 ecr 700000>
0.011 > . 1001:1001(0) ack 5001 win 502 <TS 700011 ecr 90000>
0.012 > P. 1001:1101(100) ack 5001 <TS 700012 ecr 90000>
0.022 < . 5001:5001(0) ack 1101 win 509 <TS 90012 ecr 700012>
0.030 < . 5001:6449(1448) ack 1101 <TS 90020 ecr 700012>
0.031 < . 6449:7897(1448) ack 1101 <TS 90021 ecr 700012>
0.032 > . 1101:1101(0) ack 7897 <TS 700032 ecr 90020>
0.033 < . 9345:10793(1448) ack 1101 <TS 90023 ecr 700032>
0.034 > . 1101:1101(0) ack 7897 <TS 700034 ecr 90020,sack 9445:10493>
0.036 > . 1101:1101(0) ack 7897 <TS 700036 ecr 90020,sack 9445:10493>
nothing is wrong
