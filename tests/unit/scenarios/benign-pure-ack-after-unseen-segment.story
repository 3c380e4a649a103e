# A segment is lost before the capture; the pure ACK behind it is 2048 ahead of a retransmission, and right.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 2147413648:2147413648(0) win 60000 <mss 1460>
0.010 < S. 0:0(0) ack 2147413649 win 60000 <mss 1460>
0.011 > . 2147413649:2147413649(0) ack 1
0.012 > . 2147413649:2147415097(1448) ack 1
0.013 < . 1:1(0) ack 2147415097
0.014 > . 2147415097:2147416545(1448) ack 1
0.016 > . 2147417145:2147417145(0) ack 1
0.216 > . 2147415097:2147416545(1448) ack 1
0.217 < . 1:1(0) ack 2147416545
0.218 > . 2147416545:2147417145(600) ack 1
0.219 < . 1:1(0) ack 2147417145
nothing is wrong
