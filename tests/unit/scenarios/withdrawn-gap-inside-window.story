# A gap of 1 MiB inside the window looks damaged at first, until the flow goes on behind it.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 5001 win 65000
0.012 > P. 1001:1101(100) ack 5001
0.022 < . 5001:6461(1460) ack 1101 win 509
0.023 > . 1101:1101(0) ack 6461
9.000 < . 1055037:1056497(1460) ack 1101
    at once: wrong seq expected 6461 bit 20
    settled: nothing
9.001 < . 1056497:1057957(1460) ack 1101
9.002 > . 1101:1101(0) ack 1057957
9.003 < . 1057957:1059417(1460) ack 1101
9.004 > . 1101:1101(0) ack 1059417
