# Ports are used again; the capture lacks the SYN and the request, but not the SYN-ACK.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 < P. 936225706:936225810(104) ack 2825061497 win 64
0.006 > . 2825061497:2825061497(0) ack 936225810 win 70
1.256 < S. 955923285:955923285(0) ack 2845488541 win 65160 <mss 1460,sackOK,wscale 10>
1.260 > . 2845488541:2845488541(0) ack 955923286 win 63
1.261 < . 955923286:955924734(1448) ack 2845488549 win 64
1.267 > . 2845488549:2845488549(0) ack 955924734 win 66
nothing is wrong
