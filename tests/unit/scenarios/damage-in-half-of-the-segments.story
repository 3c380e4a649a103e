# A stuck bit hits every second data segment, checksum stale; all come again.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 5001 win 502
0.012 > P. 1001:1101(100) ack 5001
0.022 < . 5001:5001(0) ack 1101 win 509
0.023 < . 5001:6461(1460) ack 1101
0.024 > . 1101:1101(0) ack 6461
0.025 < . 268605:270065(1460) ack 1101 meant seq 6461 checksum stale
    at once: wrong seq expected 6461 bit 18
    settled: wrong seq expected 6461 bit 18 proven
0.026 < . 7921:9381(1460) ack 1101
0.027 < . 271525:272985(1460) ack 1101 meant seq 9381 checksum stale
    at once: wrong seq expected 9381 bit 18
    settled: wrong seq expected 9381 bit 18 proven
0.028 < . 10841:12301(1460) ack 1101
0.029 < . 274445:275905(1460) ack 1101 meant seq 12301 checksum stale
    at once: wrong seq expected 12301 bit 18
    settled: wrong seq expected 12301 bit 18 proven
0.030 < . 13761:15221(1460) ack 1101
0.031 < . 277365:278825(1460) ack 1101 meant seq 15221 checksum stale
    at once: wrong seq expected 15221 bit 18
    settled: wrong seq expected 15221 bit 18 proven
0.032 < . 16681:18141(1460) ack 1101
0.033 < . 280285:281745(1460) ack 1101 meant seq 18141 checksum stale
    at once: wrong seq expected 18141 bit 18
    settled: wrong seq expected 18141 bit 18 proven
0.034 < . 19601:21061(1460) ack 1101
0.226 < . 6461:7921(1460) ack 1101
0.227 > . 1101:1101(0) ack 9381
0.228 < . 9381:10841(1460) ack 1101
0.229 > . 1101:1101(0) ack 12301
0.230 < . 12301:13761(1460) ack 1101
0.231 > . 1101:1101(0) ack 15221
0.232 < . 15221:16681(1460) ack 1101
0.233 > . 1101:1101(0) ack 18141
0.234 < . 18141:19601(1460) ack 1101
0.235 > . 1101:1101(0) ack 21061
