# Bit 27 of a SYN-ACK flips, checksum right, and so does a bit of the first reset that refuses the acknowledgment of it.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 134222728:134222728(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7> meant seq 5000
    at once: nothing
    settled: wrong seq expected 5000 bit 27 checksum covers-wrong
0.011 > . 1001:1001(0) ack 134222729 win 502
0.012 > P. 1001:1201(200) ack 134222729
0.021 < R 151000:151000(0) win 0
0.022 < R 134222729:134222729(0) win 0
1.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
1.011 > R 1001:1001(0) win 0
