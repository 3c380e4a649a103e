# Bit 27 of a SYN-ACK flips, twice alike; what comes after the second one cannot be placed, and must not crash.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 134222728:134222728(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7> meant seq 5000 checksum stale
    at once: nothing
    settled: wrong seq expected 5000 bit 27
0.011 > . 1001:1001(0) ack 5001 win 502
0.012 > P. 1001:1101(100) ack 5001
0.022 < . 5001:6461(1460) ack 1101 win 509
0.030 < S. 134222728:134222728(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7> meant seq 5000 checksum stale
    at once: anything
    settled: anything
0.031 < . 6001:6101(100) ack 1101
    at once: anything
    settled: anything
