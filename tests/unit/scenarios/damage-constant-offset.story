# A faulty proxy adds the same constant to every pure ACK of the server, checksum right.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460>
0.010 < S. 3952704649:3952704649(0) ack 1001 win 65160 <mss 1460>
0.011 > . 1001:1001(0) ack 3952704650
0.012 > P. 1001:1170(169) ack 3952704650
0.022 < . 3935992714:3935992714(0) ack 1170 meant seq 3952704650
    at once: wrong seq expected 3952704650 delta -16711936
    settled: wrong seq expected 3952704650 delta -16711936
0.030 < P. 3952704650:3952704914(264) ack 1170
0.031 > P. 1170:1338(168) ack 3952704914
0.041 < . 3935992978:3935992978(0) ack 1338 meant seq 3952704914
    at once: wrong seq expected 3952704914 delta -16711936
    settled: wrong seq expected 3952704914 delta -16711936
0.050 < P. 3952704914:3952705178(264) ack 1338
0.051 > P. 1338:1506(168) ack 3952705178
0.061 < . 3935993242:3935993242(0) ack 1506 meant seq 3952705178
    at once: wrong seq expected 3952705178 delta -16711936
    settled: wrong seq expected 3952705178 delta -16711936
0.070 < P. 3952705178:3952705442(264) ack 1506
0.071 > . 1506:1506(0) ack 3952705442
