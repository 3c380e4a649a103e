# The checksum can not be verified, but bit 27 stands far outside the window.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 5001 win 502
0.012 > P. 1001:1101(100) ack 5001
0.022 < . 5001:5001(0) ack 1101 win 509
0.023 < . 5001:6461(1460) ack 1101
0.024 > . 1101:1101(0) ack 6461
0.025 < . 134224189:134225649(1460) ack 1101 meant seq 6461 checksum none
    at once: wrong seq expected 6461 bit 27 checksum not-verifiable
    settled: wrong seq expected 6461 bit 27 proven checksum not-verifiable
0.026 > . 1101:1101(0) ack 6461
0.226 < . 6461:7921(1460) ack 1101 checksum none
0.227 > . 1101:1101(0) ack 7921
