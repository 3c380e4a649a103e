# A zero-window probe carries the next byte, which the peer takes.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 5001 win 502
0.012 < P. 5001:6001(1000) ack 1001 win 509
0.013 > . 1001:1001(0) ack 6001 win 0
0.313 < . 6001:6002(1) ack 1001
0.314 > . 1001:1001(0) ack 6002 win 0
0.913 < . 6002:6003(1) ack 1001
0.914 > . 1001:1001(0) ack 6003 win 502
0.924 < P. 6003:7001(998) ack 1001
0.925 > . 1001:1001(0) ack 7001
nothing is wrong
