# The SYN-ACK carries timestamps of zero; the clock shows from the first data on.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7,TS 700000 ecr 0>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7,TS 0 ecr 0>
0.011 > . 1001:1001(0) ack 5001 win 502 <TS 700011 ecr 0>
0.012 > P. 1001:1101(100) ack 5001 <TS 700012 ecr 0>
0.022 < . 5001:5001(0) ack 1101 win 509 <TS 2918273645 ecr 700012>
0.030 < . 5001:6449(1448) ack 1101 <TS 2918273653 ecr 700012>
0.031 > . 1101:1101(0) ack 6449 <TS 700031 ecr 2918273653>
nothing is wrong
