# The SYN is hit by bit 27, checksum stale, and so is data sent later: that their checksums are wrong by the same does not make it usual.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 134218728:134218728(0) win 64240 <mss 1460,sackOK,wscale 7> meant seq 1000 checksum stale
    at once: nothing
    settled: wrong seq expected 1000 bit 27 proven
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 5001 win 502
0.012 > P. 1001:1101(100) ack 5001
0.022 < P. 5001:5301(300) ack 1101 win 509
0.023 > . 1101:1101(0) ack 5301
0.030 > P. 134218829:134218929(100) ack 5301 meant seq 1101 checksum stale
    at once: wrong seq expected 1101 bit 27 proven checksum damaged-after
    settled: wrong seq expected 1101 bit 27 proven checksum damaged-after
0.040 < . 5301:5301(0) ack 1101
0.240 > P. 1101:1201(100) ack 5301
