# Both ends send a SYN at once and answer each other's with a SYN-ACK.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460>
0.001 < S 700000000:700000000(0) win 64240 <mss 1460>
0.020 > S. 1000:1000(0) ack 700000001 <mss 1460>
0.021 < S. 700000000:700000000(0) ack 1001 <mss 1460>
0.040 > P. 1001:1101(100) ack 700000001
0.060 < P. 700000001:700000101(100) ack 1101
0.061 > . 1101:1101(0) ack 700000101
nothing is wrong
