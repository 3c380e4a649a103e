# The acknowledgment number of the SYN-ACK is hit by bit 11, checksum stale; it comes again.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 5000:5000(0) ack 3049 win 65160 <mss 1460,sackOK,wscale 7> meant ack 1001 checksum stale
    at once: wrong ack expected 1001 bit 11 proven reference 1 checksum damaged-after
    settled: wrong ack expected 1001 bit 11 proven reference 1 checksum damaged-after
1.010 < S. 5000:5000(0) ack 1001 <mss 1460,sackOK,wscale 7>
1.011 > . 1001:1001(0) ack 5001 win 502
1.012 > P. 1001:1101(100) ack 5001
1.022 < P. 5001:5301(300) ack 1101 win 509
