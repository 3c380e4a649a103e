# Bit 17 of TSecr flips, checksum stale.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7,TS 700000 ecr 0>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7,TS 90000 ecr 700000>
0.011 > . 1001:1001(0) ack 5001 win 502 <TS 700011 ecr 90000>
0.012 > P. 1001:1101(100) ack 5001 <TS 700012 ecr 90000>
0.022 < . 5001:5001(0) ack 1101 win 509 <TS 90012 ecr 700012>
0.030 < . 5001:6449(1448) ack 1101 <TS 90020 ecr 700012>
0.031 > . 1101:1101(0) ack 6449 <TS 700031 ecr 90020>
0.040 < . 6449:7897(1448) ack 1101 <TS 90030 ecr 700012>
0.041 > . 1101:1101(0) ack 7897 <TS 700041 ecr 90030>
0.050 < . 7897:9345(1448) ack 1101 <TS 90040 ecr 700012>
0.051 > . 1101:1101(0) ack 9345 <TS 700051 ecr 90040>
0.060 < . 9345:10793(1448) ack 1101 <TS 90050 ecr 700012>
0.061 > . 1101:1101(0) ack 10793 <TS 700061 ecr 90050>
0.070 < . 10793:12241(1448) ack 1101 <TS 90060 ecr 700012>
0.071 > . 1101:1101(0) ack 12241 <TS 700071 ecr 221132> meant tsecr 90060 checksum stale
    at once: wrong tsecr expected 90060 bit 17 proven checksum damaged-after
    settled: wrong tsecr expected 90060 bit 17 proven checksum damaged-after
0.080 < . 12241:13689(1448) ack 1101 <TS 90070 ecr 700012>
0.081 > . 1101:1101(0) ack 13689 <TS 700081 ecr 90070>
0.090 < . 13689:15137(1448) ack 1101 <TS 90080 ecr 700012>
0.091 > . 1101:1101(0) ack 15137 <TS 700091 ecr 90080>
0.100 < . 15137:16585(1448) ack 1101 <TS 90090 ecr 700012>
0.101 > . 1101:1101(0) ack 16585 <TS 700101 ecr 90090>
