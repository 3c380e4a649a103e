# The SYN is hit by bit 19, checksum right; the next SYN carries the right number.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 525288:525288(0) win 64240 <mss 1460,sackOK,wscale 7> meant seq 1000
    at once: nothing
    settled: wrong seq expected 1000 bit 19
1.000 > S 1000:1000(0) <mss 1460,sackOK,wscale 7>
1.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
1.011 > . 1001:1001(0) ack 5001 win 502
1.012 > P. 1001:1101(100) ack 5001
1.022 < P. 5001:5301(300) ack 1101 win 509
1.023 > . 1101:1101(0) ack 5301
