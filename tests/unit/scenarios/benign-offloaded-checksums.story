# Captured on the server: its checksums are not made yet, and one segment is sent again.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7> checksum none
0.011 > . 1001:1001(0) ack 5001 win 502
0.012 > P. 1001:1101(100) ack 5001
0.022 < . 5001:6461(1460) ack 1101 win 509 checksum none
0.023 < . 6461:7921(1460) ack 1101 checksum none
0.024 > . 1101:1101(0) ack 7921
0.025 < . 7921:9381(1460) ack 1101 checksum none
0.225 < . 7921:9381(1460) ack 1101 checksum none
0.226 < . 9381:10841(1460) ack 1101 checksum none
0.236 > . 1101:1101(0) ack 10841
nothing is wrong
