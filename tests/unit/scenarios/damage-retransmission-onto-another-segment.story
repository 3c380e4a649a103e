# A flip puts a segment exactly at the place of another one: other bytes, and a stale checksum.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1024>
0.010 < S. 32767:32767(0) ack 1001 win 64240 <mss 1024>
0.011 > . 1001:1001(0) ack 32768
0.012 > P. 1001:1101(100) ack 32768
0.022 < . 32768:33792(1024) ack 1101
0.023 < . 33792:34816(1024) ack 1101
0.024 < . 34816:35840(1024) ack 1101
0.025 < . 33792:34816(1024) ack 1101 meant seq 35840 checksum stale
    at once: wrong seq expected 35840 bit 11 checksum damaged-after
    settled: wrong seq expected 35840 bit 11 checksum damaged-after
0.026 > . 1101:1101(0) ack 35840
0.226 < . 35840:36864(1024) ack 1101
0.227 > . 1101:1101(0) ack 36864
