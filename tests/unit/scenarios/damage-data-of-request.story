# The first data of the client is hit, checksum stale.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 5001 win 502
0.012 > P. 132073:132173(100) ack 5001 meant seq 1001 checksum stale
    at once: wrong seq expected 1001 bit 17 proven reference 3 checksum damaged-after
    settled: wrong seq expected 1001 bit 17 proven reference 3 checksum damaged-after
0.213 > P. 1001:1101(100) ack 5001
0.223 < P. 5001:5301(300) ack 1101 win 509
