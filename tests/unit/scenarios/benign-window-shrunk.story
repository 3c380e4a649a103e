# After its peer took back window, Linux stamps pure ACKs with SND.UNA + SND.WND, below SND.NXT.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 8192 <mss 1460>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460>
0.011 > . 1001:1001(0) ack 5001
0.012 < . 5001:6461(1460) ack 1001
0.013 < . 6461:7921(1460) ack 1001
0.014 < . 7921:9381(1460) ack 1001
0.020 > . 1001:1001(0) ack 6461 win 700
0.021 > P. 1001:1011(10) ack 6461 win 700
0.022 < . 7161:7161(0) ack 1011
0.030 > . 1011:1011(0) ack 9381 win 700
0.031 < P. 9381:9481(100) ack 1011
nothing is wrong
