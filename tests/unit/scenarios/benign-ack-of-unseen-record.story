# The server sends records of 8192 bytes, which hardware merges to one frame each; the capture lacks one of them. The acknowledgment
# of it differs in one bit from the one before.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 4000:4000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 4001 win 502
0.012 < P. 4001:12193(8192) ack 1001 win 509
0.013 > . 1001:1001(0) ack 12193
0.014 < P. 12193:20385(8192) ack 1001
0.015 > . 1001:1001(0) ack 20385
0.016 < P. 20385:28577(8192) ack 1001
0.017 > . 1001:1001(0) ack 28577
0.018 < P. 28577:36769(8192) ack 1001
0.019 > . 1001:1001(0) ack 36769
0.020 > . 1001:1001(0) ack 44961
nothing is wrong
