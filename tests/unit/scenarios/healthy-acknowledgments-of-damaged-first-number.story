# Amid a connection, the first segment's number is damaged (bit 30), under a right checksum. Its peer acknowledges what was meant.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > P. 418032271:418032440(169) ack 84100888 win 502 meant seq 1491774095
    at once: nothing
    settled: nothing
0.010 < . 84100888:84100888(0) ack 1491774264 win 509
0.011 < . 84100888:84100888(0) ack 1491774264
