# A device forgets the SACK edges, and while one hole is open the next one appears: an acknowledgment with blocks of its own confirms the difference as well.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 5001 win 502
0.012 > P. 1001:1101(100) ack 5001
0.022 < . 5001:5001(0) ack 1101 win 509
0.030 < . 5001:6449(1448) ack 1101
0.031 < . 6449:7897(1448) ack 1101
0.032 < . 7897:9345(1448) ack 1101
0.033 < . 9345:10793(1448) ack 1101
0.034 < . 10793:12241(1448) ack 1101
0.035 < . 12241:13689(1448) ack 1101
0.036 < . 13689:15137(1448) ack 1101
0.037 < . 15137:16585(1448) ack 1101
0.038 < . 16585:18033(1448) ack 1101
0.039 < . 18033:19481(1448) ack 1101
0.040 < . 19481:20929(1448) ack 1101
0.041 < . 20929:22377(1448) ack 1101
0.042 < . 22377:23825(1448) ack 1101
0.043 < . 23825:25273(1448) ack 1101
0.044 < . 25273:26721(1448) ack 1101
0.045 < . 26721:28169(1448) ack 1101
0.046 > . 1101:1101(0) ack 7897
0.047 > . 1101:1101(0) ack 7897 <sack 1513928312:1513929760>
    at once: anything
    settled: wrong edge1 expected 9345 delta 1513918967
    settled: wrong edge2 expected 10793 delta 1513918967
0.048 > . 1101:1101(0) ack 7897 <sack 1513931208:1513932656 1513928312:1513929760>
    at once: anything
    settled: wrong edge1 expected 12241 delta 1513918967
    settled: wrong edge2 expected 13689 delta 1513918967
    settled: wrong edge3 expected 9345 delta 1513918967
    settled: wrong edge4 expected 10793 delta 1513918967
0.049 > . 1101:1101(0) ack 7897 <sack 1513931208:1513934104 1513928312:1513929760>
    at once: anything
    settled: wrong edge1 expected 12241 delta 1513918967
    settled: wrong edge2 expected 15137 delta 1513918967
    settled: wrong edge3 expected 9345 delta 1513918967
    settled: wrong edge4 expected 10793 delta 1513918967
0.050 < . 7897:9345(1448) ack 1101
0.051 > . 1101:1101(0) ack 10793 <sack 1513931208:1513934104>
    at once: anything
    settled: wrong edge1 expected 12241 delta 1513918967
    settled: wrong edge2 expected 15137 delta 1513918967
0.052 > . 1101:1101(0) ack 10793 <sack 1513935552:1513937000 1513931208:1513934104>
    at once: anything
    settled: wrong edge1 expected 16585 delta 1513918967
    settled: wrong edge2 expected 18033 delta 1513918967
    settled: wrong edge3 expected 12241 delta 1513918967
    settled: wrong edge4 expected 15137 delta 1513918967
0.053 < . 10793:12241(1448) ack 1101
0.054 > . 1101:1101(0) ack 15137 <sack 1513935552:1513937000>
    at once: anything
    settled: wrong edge1 expected 16585 delta 1513918967
    settled: wrong edge2 expected 18033 delta 1513918967
0.055 > . 1101:1101(0) ack 15137 <sack 1513938448:1513941344 1513935552:1513937000>
    at once: anything
    settled: wrong edge1 expected 19481 delta 1513918967
    settled: wrong edge2 expected 22377 delta 1513918967
    settled: wrong edge3 expected 16585 delta 1513918967
    settled: wrong edge4 expected 18033 delta 1513918967
0.056 < . 15137:16585(1448) ack 1101
0.057 > . 1101:1101(0) ack 18033 <sack 1513938448:1513941344>
    at once: anything
    settled: wrong edge1 expected 19481 delta 1513918967
    settled: wrong edge2 expected 22377 delta 1513918967
