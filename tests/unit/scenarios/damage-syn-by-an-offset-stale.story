# A SYN is hit by a constant difference that lifts its number above the stream, checksum stale. The acknowledgments of the
# stream, which lies before the SYN's number, are no odd ones for that.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 2528172:2528172(0) win 64240 <mss 1460,sackOK,wscale 7> id 100 meant seq 1000 checksum stale
    at once: nothing
    settled: wrong seq expected 1000 proven checksum damaged-after
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 5001 win 502 id 101
0.012 > P. 1001:1018(17) ack 5001 id 102
0.022 < P. 5001:5018(17) ack 1018 win 509
0.023 > . 1018:1018(0) ack 5018 id 103
