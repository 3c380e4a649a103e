# Linux probes a closed window without content, one below what was acknowledged.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 5001 win 502
0.012 < P. 5001:6001(1000) ack 1001 win 509
0.013 < P. 6001:6501(500) ack 1001
0.014 > . 1001:1001(0) ack 6501 win 0
0.214 < . 6500:6500(0) ack 1001
0.215 > . 1001:1001(0) ack 6501
0.614 < . 6500:6500(0) ack 1001
0.615 > . 1001:1001(0) ack 6501
0.900 > . 1001:1001(0) ack 6501 win 502
0.910 < P. 6501:7501(1000) ack 1001
0.911 > . 1001:1001(0) ack 7501
nothing is wrong
