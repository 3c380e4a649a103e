# Only what the client sends was captured.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 5001 win 502
0.012 > P. 1001:1101(100) ack 5001
0.023 > . 1101:1101(0) ack 7921
0.024 > . 1101:1101(0) ack 10841
0.025 > . 1101:1101(0) ack 12345
0.026 > P. 1101:1201(100) ack 12345
0.040 > . 1201:1201(0) ack 40000
0.050 > F. 1201:1201(0) ack 40001
nothing is wrong
