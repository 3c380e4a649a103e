# Segments that were repaired long ago arrive with old timestamps (PAWS).
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,TS 100 ecr 0,wscale 7> id 500
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,TS 900 ecr 100,wscale 7> id 0
0.011 > . 1001:1001(0) ack 5001 win 502 <TS 111 ecr 900> id 501
0.012 < . 5001:6449(1448) ack 1001 win 509 <TS 903 ecr 111> id 700
0.014 < . 7897:9345(1448) ack 1001 <TS 903 ecr 111> id 702
0.015 > . 1001:1001(0) ack 6449 <TS 115 ecr 903,sack 7897:9345> id 502
0.215 < . 6449:7897(1448) ack 1001 <TS 1105 ecr 115> id 703
0.216 > . 1001:1001(0) ack 9345 <TS 316 ecr 1105> id 503
0.217 < . 9345:10793(1448) ack 1001 <TS 1107 ecr 316> id 704
0.218 > . 1001:1001(0) ack 10793 <TS 318 ecr 1107> id 504
20.000 < . 6449:7897(1448) ack 1001 <TS 903 ecr 111> id 701
20.001 > . 1001:1001(0) ack 10793 <TS 20101 ecr 1107,sack 6449:7897> id 505
20.500 > . 1001:1001(0) ack 6449 <TS 114 ecr 903> id 499
21.000 < P. 10793:10893(100) ack 1001 <TS 21890 ecr 20101> id 705
21.001 > . 1001:1001(0) ack 10893 <TS 21101 ecr 21890> id 506
nothing is wrong
