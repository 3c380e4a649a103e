# Amid a connection, captured on both sides of a device that translates the numbers of both ends.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > . 62062683:62064131(1448) ack 2558855085 win 2047 <TS 2699982366 ecr 3269782895> ttl 56 payload "a"
0.001 > . 2872126094:2872127542(1448) ack 1279353159 <TS 2699982367 ecr 3269782896> ttl 57 payload "b"
0.002 > . 62065579:62067027(1448) ack 2558855085 <TS 2699982367 ecr 3269782896> ttl 56 payload "c"
0.003 > . 62064131:62065579(1448) ack 2558855085 <TS 2699982367 ecr 3269782896> payload "b"
nothing is wrong
