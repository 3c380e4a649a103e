# Damage is still found where the capture just missed 100 kB.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 5001 win 502
0.012 > P. 1001:1101(100) ack 5001
0.022 < . 5001:5001(0) ack 1101 win 509
0.023 < . 5001:6461(1460) ack 1101
0.024 > . 1101:1101(0) ack 6461
0.200 < . 106461:107921(1460) ack 1101
0.201 > . 1101:1101(0) ack 107921
0.202 < . 268543377:268544837(1460) ack 1101 meant seq 107921 checksum stale
    at once: wrong seq expected 107921 bit 28 proven
    settled: wrong seq expected 107921 bit 28 proven
0.203 > . 1101:1101(0) ack 107921
0.403 < . 107921:109381(1460) ack 1101
0.404 > . 1101:1101(0) ack 109381
