# Bit 27 of a SYN flips, checksum right: its sender refuses the SYN-ACK and sends the SYN again.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 134218728:134218728(0) win 64240 <mss 1460,sackOK,wscale 7> meant seq 1000
    at once: nothing
    settled: wrong seq expected 1000 bit 27 checksum covers-wrong
0.010 < S. 5000:5000(0) ack 134218729 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > R 134218729:134218729(0) win 0
1.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
1.010 < S. 7777000:7777000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
1.011 > . 1001:1001(0) ack 7777001 win 502
1.012 > P. 1001:1101(100) ack 7777001
1.022 < P. 7777001:7777301(300) ack 1101 win 509
1.023 > . 1101:1101(0) ack 7777301
