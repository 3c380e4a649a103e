# A FIN is hit by bit 0 and lies one below SND.NXT, checksum right: no keep-alive; it comes again at its place.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 5001 win 502
0.012 > P. 1001:1101(100) ack 5001
0.022 < . 5001:5001(0) ack 1101 win 509
0.023 < . 5001:6461(1460) ack 1101
0.024 > . 1101:1101(0) ack 6461
0.035 < F. 6460:6460(0) ack 1101 meant seq 6461
    at once: anything
    settled: wrong seq expected 6461 bit 0 checksum covers-wrong
0.036 > . 1101:1101(0) ack 6461
0.235 < F. 6461:6461(0) ack 1101
0.236 > . 1101:1101(0) ack 6462
0.237 > F. 1101:1101(0) ack 6462
0.247 < . 6462:6462(0) ack 1102
