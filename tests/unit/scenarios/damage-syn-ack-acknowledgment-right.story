# The acknowledgment number of the SYN-ACK is altered, checksum right: the client resets and dials again.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460>
0.010 < S. 5000:5000(0) ack 66537 win 65160 <mss 1460> meant ack 1001
    at once: nothing
    settled: wrong ack expected 1001 bit 16
0.011 > R 66537:66537(0) win 0
1.000 > S 1000:1000(0) win 64240 <mss 1460>
1.010 < S. 77005000:77005000(0) ack 1001 <mss 1460>
1.011 > . 1001:1001(0) ack 77005001
1.012 > P. 1001:1101(100) ack 77005001
1.022 < P. 77005001:77005301(300) ack 1101
