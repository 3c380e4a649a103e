# A closed port answers the SYN with RST, sequence number 0.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.001 < R. 0:0(0) ack 1001 win 0
1.000 > S 1000:1000(0) <mss 1460,sackOK,wscale 7>
1.001 < R. 0:0(0) ack 1001
nothing is wrong
