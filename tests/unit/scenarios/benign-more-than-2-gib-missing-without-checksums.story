# More than 2 GiB are missing, and no checksum can be verified: the first segment behind the hole is not accused either.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7> checksum none
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7> checksum none
0.011 > . 1001:1001(0) ack 5001 win 502 checksum none
0.012 > P. 1001:1101(100) ack 5001 checksum none
0.022 < . 5001:6461(1460) ack 1101 win 509 checksum none
0.023 < . 6461:7921(1460) ack 1101 checksum none
0.024 > . 1101:1101(0) ack 7921 checksum none
130.000 < . 2600007921:2600009381(1460) ack 1101 checksum none
130.001 < . 2600009381:2600010841(1460) ack 1101 checksum none
130.002 > . 1101:1101(0) ack 2600010841 checksum none
130.003 < . 2600010841:2600012301(1460) ack 1101 checksum none
130.004 < . 2600012301:2600013761(1460) ack 1101 checksum none
130.005 > . 1101:1101(0) ack 2600013761 checksum none
130.006 > P. 1101:1201(100) ack 2600013761 checksum none
130.016 < . 2600013761:2600015221(1460) ack 1201 checksum none
nothing is wrong
