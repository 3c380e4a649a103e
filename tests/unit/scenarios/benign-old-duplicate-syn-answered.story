# The server answers an old duplicate of another SYN, which was not captured; the client resets that, and sends its SYN again (RFC
# 9293, section 3.5, figure 8).
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 3000000:3000000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 5000:5000(0) ack 1234567 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > R 1234567:1234567(0) win 0
1.000 > S 3000000:3000000(0) win 64240 <mss 1460,sackOK,wscale 7>
1.010 < S. 7700:7700(0) ack 3000001 <mss 1460,sackOK,wscale 7>
1.011 > . 3000001:3000001(0) ack 7701 win 502
1.012 > P. 3000001:3000101(100) ack 7701
1.022 < P. 7701:8001(300) ack 3000101 win 509
1.023 > . 3000101:3000101(0) ack 8001
nothing is wrong
