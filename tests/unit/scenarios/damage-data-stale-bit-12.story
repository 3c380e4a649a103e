# A data segment with bit 12 flipped after the checksum was made; it comes again.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 5001 win 502
0.012 > P. 1001:1101(100) ack 5001
0.022 < . 5001:5001(0) ack 1101 win 509
0.023 < . 5001:6461(1460) ack 1101
0.024 > . 1101:1101(0) ack 6461
0.025 < . 2365:3825(1460) ack 1101 meant seq 6461 checksum stale
    at once: wrong seq expected 6461 bit 12 proven reference 6 checksum damaged-after
    settled: wrong seq expected 6461 bit 12 proven reference 6 checksum damaged-after
0.026 < . 7921:9381(1460) ack 1101
0.027 > . 1101:1101(0) ack 6461
0.227 < . 6461:7921(1460) ack 1101
0.228 > . 1101:1101(0) ack 9381
0.229 < P. 9381:9881(500) ack 1101
