# A scanner's probe with SEQ = 0 and a random ACK, on the ports of a connection of which the SYN-ACK was seen.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S. 587110818:587110818(0) ack 2390596217 win 64240 <mss 1460,sackOK>
0.202 < . 0:0(0) ack 762083711 win 1024 id 59414 ttl 53
nothing is wrong
