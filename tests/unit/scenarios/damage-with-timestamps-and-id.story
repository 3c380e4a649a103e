# IP ID and timestamp show that nothing is missing: bit 13 is found at once though the checksum is right.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,TS 100 ecr 0,wscale 7> id 500
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,TS 900 ecr 100,wscale 7> id 0
0.011 > . 1001:1001(0) ack 5001 win 502 <TS 111 ecr 900> id 501
0.012 > P. 1001:1101(100) ack 5001 <TS 112 ecr 900> id 502
0.022 < . 5001:6449(1448) ack 1101 win 509 <TS 912 ecr 112> id 700
0.023 < . 6449:7897(1448) ack 1101 win 509 <TS 913 ecr 112> id 701
0.024 < . 7897:9345(1448) ack 1101 win 509 <TS 914 ecr 112> id 702
0.025 < . 9345:10793(1448) ack 1101 win 509 <TS 915 ecr 112> id 703
0.026 < . 10793:12241(1448) ack 1101 win 509 <TS 916 ecr 112> id 704
0.027 < . 12241:13689(1448) ack 1101 win 509 <TS 917 ecr 112> id 705
0.028 < . 13689:15137(1448) ack 1101 win 509 <TS 918 ecr 112> id 706
0.029 < . 15137:16585(1448) ack 1101 win 509 <TS 919 ecr 112> id 707
0.030 > . 1101:1101(0) ack 16585 <TS 130 ecr 919> id 503
0.040 < . 24777:26225(1448) ack 1101 meant seq 16585 <TS 930 ecr 130> id 708
    at once: wrong seq expected 16585 bit 13 checksum covers-wrong
    settled: wrong seq expected 16585 bit 13 proven
0.240 < . 16585:18033(1448) ack 1101 <TS 1130 ecr 130> id 709
0.241 > . 1101:1101(0) ack 18033 <TS 341 ecr 1130> id 504
