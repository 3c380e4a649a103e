# A FIN is hit by bit 22, checksum right; far outside the window, it comes again.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 5001 win 502
0.012 > P. 1001:1101(100) ack 5001
0.022 < . 5001:5001(0) ack 1101 win 509
0.023 < . 5001:6461(1460) ack 1101
0.024 > . 1101:1101(0) ack 6461
0.025 > F. 1101:1101(0) ack 6461
0.035 < F. 4200765:4200765(0) ack 1102 meant seq 6461
    at once: wrong seq expected 6461 bit 22 checksum covers-wrong
    settled: wrong seq expected 6461 bit 22 checksum covers-wrong
0.036 > . 1102:1102(0) ack 6461
0.235 < F. 6461:6461(0) ack 1102
0.236 > . 1102:1102(0) ack 6462
