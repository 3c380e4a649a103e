# The acknowledgment of the SYN-ACK is hit by one bit, checksum right: it may be as well that the SYN-ACK was. The next acknowledgment
# of the client decides, and the server goes on from its SYN-ACK.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1981407323:1981407323(0) win 64240 <mss 1460,wscale 7>
0.010 < S. 959597198:959597198(0) ack 1981407324 win 64240 <mss 1460,wscale 7>
0.020 > . 1981407324:1981407324(0) ack 958548623 win 502 meant ack 959597199
    at once: anything
    settled: wrong ack expected 959597199 bit 20
0.021 > P. 1981407324:1981407424(100) ack 959597199
0.031 < . 959597199:959597199(0) ack 1981407424 win 501
0.032 < . 959597199:959598647(1448) ack 1981407424
0.033 < . 959598647:959600095(1448) ack 1981407424
0.034 > . 1981407424:1981407424(0) ack 959600095
