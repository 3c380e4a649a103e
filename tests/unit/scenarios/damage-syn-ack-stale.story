# The SYN-ACK is hit by bit 27, checksum stale; the next SYN-ACK carries the right number.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 134222728:134222728(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7> meant seq 5000 checksum stale
    at once: nothing
    settled: wrong seq expected 5000 bit 27 proven
1.010 < S. 5000:5000(0) ack 1001 <mss 1460,sackOK,wscale 7>
1.011 > . 1001:1001(0) ack 5001 win 502
1.012 > P. 1001:1101(100) ack 5001
1.022 < P. 5001:5301(300) ack 1101 win 509
1.023 > . 1101:1101(0) ack 5301
