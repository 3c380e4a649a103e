# A host no longer wants the connection that it accepted and refuses the acknowledgment; nothing else follows.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 5001 win 502
0.021 < R 5001:5001(0) win 0
nothing is wrong
