# Most of the server's data and its FIN are missing from the capture; the client acknowledges all of it.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 8192 <mss 1460>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460>
0.011 > . 1001:1001(0) ack 5001
0.012 > P. 1001:1101(100) ack 5001
0.022 < . 5001:6461(1460) ack 1101
0.023 > . 1101:1101(0) ack 6461
9.000 > P. 1101:1201(100) ack 705501
18.00 > P. 1201:1301(100) ack 1408072
19.00 > F. 1301:1301(0) ack 1408073
nothing is wrong
