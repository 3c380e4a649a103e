# The capture lacks one write of an application, a power of two, and begins with the answer to the SYN.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 < S. 2640132866:2640132866(0) ack 643469121 win 64260 <mss 1440,sackOK,TS 1523972403 ecr 3794076459,wscale 10> checksum none
0.001 > . 643469121:643469121(0) ack 2640132867 win 63 <TS 3794076461 ecr 1523972403> checksum none
0.002 < . 2640132867:2640132867(0) ack 643473217 win 71 <TS 1523972405 ecr 3794076461> checksum none
nothing is wrong
