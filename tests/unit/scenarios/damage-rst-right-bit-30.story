# A reset is hit by bit 30, checksum right; its acknowledgment number fits exactly.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 5001 win 502
0.012 > P. 1001:1101(100) ack 5001
0.022 < . 5001:5001(0) ack 1101 win 509
0.023 < . 5001:6461(1460) ack 1101
0.024 > . 1101:1101(0) ack 6461
0.025 > R. 1073742925:1073742925(0) ack 6461 meant seq 1101
    at once: wrong seq expected 1101 bit 30 checksum covers-wrong
    settled: wrong seq expected 1101 bit 30 checksum covers-wrong
