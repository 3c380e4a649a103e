# Three bits of the left edge flip, without timestamps, checksum stale.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 5001 win 502
0.012 > P. 1001:1101(100) ack 5001
0.022 < . 5001:5001(0) ack 1101 win 509
0.030 < . 5001:6449(1448) ack 1101
0.031 < . 6449:7897(1448) ack 1101
0.032 > . 1101:1101(0) ack 7897
0.033 < . 9345:10793(1448) ack 1101
0.034 > . 1101:1101(0) ack 7897 <sack 9345:10793>
0.035 < . 10793:12241(1448) ack 1101
0.036 > . 1101:1101(0) ack 7897 <sack 9345:12241>
0.037 < . 12241:13689(1448) ack 1101
0.038 > . 1101:1101(0) ack 7897 <sack 33694857:13689> meant edge1 9345 checksum stale
    at once: wrong edge1 expected 9345 bits 3,17,25 checksum damaged-after
    settled: wrong edge1 expected 9345 bits 3,17,25 checksum damaged-after
0.039 < . 13689:15137(1448) ack 1101
0.040 > . 1101:1101(0) ack 7897 <sack 9345:15137>
0.050 < . 7897:9345(1448) ack 1101
0.051 > . 1101:1101(0) ack 15137
