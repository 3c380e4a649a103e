# The capture lacks the SYN-ACK and the request; the client aborts when the answer comes.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 0:0(0) win 502 <mss 1460,sackOK> id 7
0.003 < P. 1:65(64) ack 65 win 502 id 5 ttl 52
0.004 > R 65:65(0) win 0 id 11
nothing is wrong
