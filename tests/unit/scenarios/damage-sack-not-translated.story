# A device translates sequence numbers and forgets the SACK edges: all are off by the same difference.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 5001 win 502
0.012 > P. 1001:1101(100) ack 5001
0.022 < . 5001:5001(0) ack 1101 win 509
0.030 < . 5001:6449(1448) ack 1101
0.031 < . 6449:7897(1448) ack 1101
0.032 > . 1101:1101(0) ack 7897
0.033 < . 9345:10793(1448) ack 1101
0.034 > . 1101:1101(0) ack 7897 <sack 1513928312:1513929760>
    at once: anything
    settled: wrong edge1 expected 9345 delta 1513918967
    settled: wrong edge2 expected 10793 delta 1513918967
0.035 < . 10793:12241(1448) ack 1101
0.036 > . 1101:1101(0) ack 7897 <sack 1513928312:1513931208>
    at once: anything
    settled: wrong edge1 expected 9345 delta 1513918967
    settled: wrong edge2 expected 12241 delta 1513918967
0.037 < . 12241:13689(1448) ack 1101
0.038 > . 1101:1101(0) ack 7897 <sack 1513928312:1513932656>
    at once: anything
    settled: wrong edge1 expected 9345 delta 1513918967
    settled: wrong edge2 expected 13689 delta 1513918967
0.039 < . 13689:15137(1448) ack 1101
0.040 > . 1101:1101(0) ack 7897 <sack 1513928312:1513934104>
    at once: anything
    settled: wrong edge1 expected 9345 delta 1513918967
    settled: wrong edge2 expected 15137 delta 1513918967
0.050 < . 7897:9345(1448) ack 1101
0.051 > . 1101:1101(0) ack 15137
0.060 < . 16585:18033(1448) ack 1101
0.061 > . 1101:1101(0) ack 15137 <sack 1513935552:1513937000>
    at once: anything
    settled: wrong edge1 expected 16585 delta 1513918967
    settled: wrong edge2 expected 18033 delta 1513918967
0.062 < . 18033:19481(1448) ack 1101
0.063 > . 1101:1101(0) ack 15137 <sack 1513935552:1513938448>
    at once: anything
    settled: wrong edge1 expected 16585 delta 1513918967
    settled: wrong edge2 expected 19481 delta 1513918967
0.080 < . 15137:16585(1448) ack 1101
0.081 > . 1101:1101(0) ack 19481
