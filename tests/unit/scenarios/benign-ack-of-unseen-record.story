# The server sends records of 8192 bytes, which hardware merges to one frame each; the capture lacks one of them. The acknowledgment
# of it differs in one bit from the one before.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK>
0.010 < S. 4000:4000(0) ack 1001 win 65160 <mss 1460,sackOK>
0.011 > . 1001:1001(0) ack 4001 win 64240
0.012 > P. 1001:1049(48) ack 4001
0.013 < . 4001:4001(0) ack 1049 win 509
0.014 < P. 4001:12193(8192) ack 1049
0.015 > . 1049:1049(0) ack 12193
0.016 < P. 12193:20385(8192) ack 1049
0.017 > . 1049:1049(0) ack 20385
0.018 < P. 20385:28577(8192) ack 1049
0.019 > . 1049:1049(0) ack 28577
0.020 < P. 28577:36769(8192) ack 1049
0.021 > . 1049:1049(0) ack 36769
0.022 < P. 36769:44961(8192) ack 1049
0.023 > . 1049:1049(0) ack 44961
0.024 < P. 44961:53153(8192) ack 1049
0.025 > . 1049:1049(0) ack 53153
0.026 < P. 53153:61345(8192) ack 1049
0.027 > . 1049:1049(0) ack 61345
0.028 < P. 61345:69537(8192) ack 1049
0.029 > . 1049:1049(0) ack 69537
0.030 > . 1049:1049(0) ack 77729
nothing is wrong
