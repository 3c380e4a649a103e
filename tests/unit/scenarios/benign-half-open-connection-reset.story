# The server still holds an earlier connection, of which nothing was captured, and answers the SYN with an acknowledgment of that
# one; the client resets it and sends its SYN again (RFC 9293, section 3.5.1).
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 3000000:3000000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < . 70000:70000(0) ack 1234567 win 65160
0.011 > R 1234567:1234567(0) win 0
1.000 > S 3000000:3000000(0) win 64240 <mss 1460,sackOK,wscale 7>
1.010 < S. 5000:5000(0) ack 3000001 <mss 1460,sackOK,wscale 7>
1.011 > . 3000001:3000001(0) ack 5001 win 502
1.012 > P. 3000001:3000101(100) ack 5001
1.022 < P. 5001:5301(300) ack 3000101 win 509
1.023 > . 3000101:3000101(0) ack 5301
nothing is wrong
