# Only what the server sends was captured.
# SPDX-License-Identifier: GPL-2.0-or-later
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.022 < . 5001:6461(1460) ack 1101 win 509
0.023 < . 6461:7921(1460) ack 1101
0.024 < P. 7921:8621(700) ack 1101
0.040 < . 8621:8621(0) ack 1377
0.041 < P. 8621:9321(700) ack 1377
0.050 < F. 9321:9321(0) ack 1378
nothing is wrong
