# The SYN stays unanswered and comes again with another initial number.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 305419896:305419896(0) win 64240 <mss 1460,sackOK,wscale 7>
1.000 > S 2596069104:2596069104(0) <mss 1460,sackOK,wscale 7>
1.010 < S. 5000:5000(0) ack 2596069105 win 65160 <mss 1460,sackOK,wscale 7>
1.011 > . 2596069105:2596069105(0) ack 5001 win 502
1.012 > P. 2596069105:2596069205(100) ack 5001
1.022 < P. 5001:5301(300) ack 2596069205
1.023 > . 2596069205:2596069205(0) ack 5301
nothing is wrong
