# Merged segments up to 64 KiB; acknowledgments and a retransmission lie at their inner boundaries.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 5001 win 502
0.012 > P. 1001:1101(100) ack 5001
0.022 < . 5001:19601(14600) ack 1101 win 509
0.023 < . 19601:83841(64240) ack 1101
0.024 > . 1101:1101(0) ack 9381
0.025 > . 1101:1101(0) ack 25441
0.026 > . 1101:1101(0) ack 44421
0.030 > . 1101:1101(0) ack 60481
0.250 < . 60481:61941(1460) ack 1101
0.260 > . 1101:1101(0) ack 83841
0.270 < P. 83841:84041(200) ack 1101
nothing is wrong
