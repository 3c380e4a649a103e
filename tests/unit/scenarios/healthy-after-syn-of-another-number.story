# A SYN with another number than that of the stream, and right under its checksum: damaged, or another one than was answered,
# which the capture lacks. Nothing tells, and the stream that lies before it is healthy: also a gap of one byte that is filled.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 2528172:2528172(0) win 64240 <mss 1460,sackOK,wscale 7> id 100
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 5001 win 502 id 101
0.012 > P. 1001:1018(17) ack 5001 id 102
0.022 < P. 5001:5018(17) ack 1018 win 509
0.023 > P. 1018:1035(17) ack 5018 id 103
0.024 > P. 1036:1053(17) ack 5018 id 105
0.034 < . 5018:5018(0) ack 1035
0.035 > P. 1035:1036(1) ack 5018 id 106
0.045 < . 5018:5018(0) ack 1053
0.046 > P. 1053:1070(17) ack 5018 id 107
0.056 < P. 5018:5035(17) ack 1070
nothing is wrong
