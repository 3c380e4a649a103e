# One side of a connection, captured on two interfaces a millisecond apart. The peer filled the window of 64 KiB: the acknowledgment
# numbers before and after differ in one bit, and a copy of the former comes after the latter.
# SPDX-License-Identifier: GPL-2.0-or-later
0.0000 > . 1905092358:1905092358(0) ack 2072252208 win 0 <TS 1818442547 ecr 1378536728> id 8409
0.0000 > . 1905092358:1905092358(0) ack 2072252208 win 512 <TS 1818442547 ecr 1378536728> id 8410
0.0001 > . 1905092358:1905092358(0) ack 2072317744 win 512 <TS 1818442547 ecr 1378536728> id 8411
0.0010 > . 1905092358:1905092358(0) ack 2072252208 win 512 <TS 1818442547 ecr 1378536728> id 8410
nothing is wrong
