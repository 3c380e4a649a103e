# One side, captured twice as in benign-window-filled-seen-twice-one-direction, but without IP identification, as in IPv6: it is the window alone that explains a step of one bit, to its edge.
# SPDX-License-Identifier: GPL-2.0-or-later
0.0000 > . 1905092358:1905092358(0) ack 2072252208 win 0 <TS 1818442547 ecr 1378536728>
0.0000 > . 1905092358:1905092358(0) ack 2072252208 win 512 <TS 1818442547 ecr 1378536728>
0.0001 > . 1905092358:1905092358(0) ack 2072317744 win 512 <TS 1818442547 ecr 1378536728>
0.0010 > . 1905092358:1905092358(0) ack 2072252208 win 512 <TS 1818442547 ecr 1378536728>
nothing is wrong
