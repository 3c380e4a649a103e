# Two cells of machines use the same addresses and ports; the capture begins amid both.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > P. 2580960962:2580961026(64) ack 1575230374 win 65535 id 27 ttl 52
0.048 > P. 2580961090:2580961154(64) ack 1575230750 win 502 id 31
0.049 < . 1575230750:1575230750(0) ack 2580961154 win 65535 id 51
0.050 < P. 2224189533:2224189721(188) ack 715576908 win 502 id 52
0.083 < P. 2224189721:2224189909(188) ack 715576972 win 65535 id 56
nothing is wrong
