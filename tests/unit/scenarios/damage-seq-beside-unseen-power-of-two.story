# Bit 28 of a sequence number flips, checksum stale; the same segment acknowledges 4096 bytes that were not captured.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 5001 win 502
0.012 > P. 1001:1101(100) ack 5001
0.022 < . 5001:6461(1460) ack 1101 win 509
0.023 > . 1101:1101(0) ack 6461
0.033 < . 268441917:268443377(1460) ack 5197 meant seq 6461 checksum stale
    at once: wrong seq expected 6461 bit 28 proven checksum damaged-after
    settled: wrong seq expected 6461 bit 28 proven checksum damaged-after
