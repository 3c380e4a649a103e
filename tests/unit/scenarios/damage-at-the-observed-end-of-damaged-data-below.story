# Bit 15 is cleared twice; the second time the number is the end of the first segment as observed, where nobody is.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 39999:39999(0) win 64240 <mss 1460,sackOK,wscale 7>
0.005 < S. 5000:5000(0) ack 40000 win 65160 <mss 1460,sackOK,wscale 7>
0.006 > . 40000:40000(0) ack 5001 win 502
0.007 > P. 7232:7240(8) ack 5001 meant seq 40000
    at once: anything
    settled: wrong seq expected 40000 bit 15
0.012 < . 5001:5001(0) ack 40000 win 509 <sack 7232:7240>
0.216 > P. 40000:40008(8) ack 5001
0.221 < . 5001:5001(0) ack 40008
0.222 < P. 5001:6449(1448) ack 40008
0.223 > . 7240:7240(0) ack 6449 meant seq 40008
    at once: wrong seq expected 40008 bit 15
    settled: wrong seq expected 40008 bit 15
0.224 < P. 6449:7897(1448) ack 40008
0.225 > . 40008:40008(0) ack 7897
