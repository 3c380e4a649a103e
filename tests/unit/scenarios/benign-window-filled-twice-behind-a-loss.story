# The server's data is missing, as the capture could not keep up, and its client's packets are captured twice, a millisecond apart. The
# window of 64 KiB was filled to its edge: the acknowledgment numbers before and after differ in one bit, and there is no IP
# identification to tell which packet is the copy.
# SPDX-License-Identifier: GPL-2.0-or-later
0.0000 > S 1000:1000(0) win 64240 <mss 1460, wscale 7>
0.0005 < S. 65535:65535(0) ack 1001 win 64240 <mss 1460, wscale 7>
0.0010 > . 1001:1001(0) ack 65536 win 512
0.0020 > P. 1001:1101(100) ack 65536 win 512
0.0030 < . 65536:65536(0) ack 1101 win 501
0.0040 > . 1101:1101(0) ack 65536 win 512
0.0045 > . 1101:1101(0) ack 131072 win 512
0.0050 > . 1101:1101(0) ack 65536 win 512
nothing is wrong
