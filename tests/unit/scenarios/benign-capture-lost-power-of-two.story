# The gap is exactly 2^14 bytes: one bit differs, but the peer acknowledges what lies behind it.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1024>
0.010 < S. 32767:32767(0) ack 1001 win 64240 <mss 1024>
0.011 > . 1001:1001(0) ack 32768
0.012 > P. 1001:1101(100) ack 32768
0.022 < . 32768:33792(1024) ack 1101
0.023 > . 1101:1101(0) ack 33792
0.100 < . 50176:51200(1024) ack 1101
0.101 > . 1101:1101(0) ack 51200
0.102 < . 51200:52224(1024) ack 1101
0.103 > . 1101:1101(0) ack 52224
nothing is wrong
