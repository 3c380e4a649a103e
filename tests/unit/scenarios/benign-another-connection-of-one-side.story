# One side of a connection, and of another one on the same ports, five seconds later; no SYN was captured.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > . 1679138075:1679138075(0) ack 3936549706 win 65535 <TS 1249853000 ecr 4153654110> id 156
5.003 > . 1496805362:1496805362(0) ack 508235502 win 65535 <TS 1249858003 ecr 4153659113> id 158
5.004 > P. 1496805362:1496805409(47) ack 508235502 win 501 <TS 1249858004 ecr 4153659113> id 159
5.007 > . 1496805410:1496805410(0) ack 508235775 win 65535 <TS 1249858007 ecr 4153659117> id 162
nothing is wrong
