# A censor injects three guessed resets, with another TTL and IP ID; the real data still come.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,TS 100 ecr 0,wscale 7> id 500
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,TS 900 ecr 100,wscale 7> id 0
0.011 > . 1001:1001(0) ack 5001 win 502 <TS 111 ecr 900> id 501
0.012 > P. 1001:1101(100) ack 5001 <TS 112 ecr 900> id 502
0.015 < R. 5001:5001(0) ack 1101 win 0 id 40000 ttl 44
0.016 < R. 6461:6461(0) ack 1101 id 40000
0.017 < R. 9381:9381(0) ack 1101 id 40000
0.022 < P. 5001:5301(300) ack 1101 win 509 <TS 912 ecr 112> id 700 ttl 54
0.023 > R 1101:1101(0) id 0
nothing is wrong
