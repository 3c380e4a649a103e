# The same router's damage in the first captured segment of the server: the peer's ACK tells what was due.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > P. 2886430470:2886430638(168) ack 2582068127 win 255
0.001 < . 2565356191:2565356191(0) ack 2886430638 win 2920 meant seq 2582068127
    at once: wrong seq expected 2582068127 bits 8,16,17,18,19,24 delta -16711936 reference 1
    settled: wrong seq expected 2582068127 bits 8,16,17,18,19,24 delta -16711936 reference 1
0.340 < . 2582068126:2582068126(0) ack 2886430638
0.341 > . 2886430638:2886430638(0) ack 2582068127
0.840 < . 2582068126:2582068126(0) ack 2886430638
0.841 > . 2886430638:2886430638(0) ack 2582068127
