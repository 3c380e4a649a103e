# A bit that was set is cleared, checksum right: the bytes overlap what came before, and come again.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 5001 win 502
0.012 > P. 1001:1101(100) ack 5001
0.022 < . 5001:6461(1460) ack 1101 win 509
0.023 < . 6461:7921(1460) ack 1101
0.024 > . 1101:1101(0) ack 7921
0.025 < . 7857:9317(1460) ack 1101 meant seq 7921
    at once: nothing
    settled: wrong seq expected 7921 bit 6 proven
0.026 < . 9381:10841(1460) ack 1101
0.027 > . 1101:1101(0) ack 9317 <sack 9381:10841>
0.227 < . 7921:9381(1460) ack 1101
0.228 > . 1101:1101(0) ack 10841
