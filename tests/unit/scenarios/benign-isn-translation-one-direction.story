# The firewall moves only the client's numbers (PIX, ASA); captured on both sides of it.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460>
0.001 > S 900001000:900001000(0) <mss 1460>
0.010 < S. 5000:5000(0) ack 900001001 win 65160 <mss 1460>
0.011 < S. 5000:5000(0) ack 1001 <mss 1460>
0.012 > . 1001:1001(0) ack 5001
0.013 > . 900001001:900001001(0) ack 5001
0.014 > P. 1001:1101(100) ack 5001
0.015 > P. 900001001:900001101(100) ack 5001
0.024 < P. 5001:5301(300) ack 900001101
0.025 < P. 5001:5301(300) ack 1101
0.026 > . 1101:1101(0) ack 5301
0.027 > . 900001101:900001101(0) ack 5301
nothing is wrong
