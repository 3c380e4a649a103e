# A faulty lane of a bus flips bit 20 of both numbers of a data segment; the checksum is stale.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 5001 win 502
0.012 > P. 1001:1101(100) ack 5001
0.022 < . 5001:6461(1460) ack 1101 win 509
0.023 > . 1101:1101(0) ack 6461
0.024 < . 1055037:1056497(1460) ack 1049677 meant seq 6461 meant ack 1101 checksum stale
    at once: wrong seq expected 6461 bit 20 proven checksum damaged-after
    at once: wrong ack expected 1101 bit 20 proven checksum damaged-after
    settled: wrong seq expected 6461 bit 20 proven checksum damaged-after
    settled: wrong ack expected 1101 bit 20 proven checksum damaged-after
0.224 < . 6461:7921(1460) ack 1101
0.225 > . 1101:1101(0) ack 7921
