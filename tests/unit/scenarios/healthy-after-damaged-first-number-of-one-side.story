# One side only, amid a connection. The first segment's number is damaged (bit 20), under a right checksum; nobody contradicts it but
# its own sender, again and again.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > P. 3492822671:3492822840(169) ack 84100888 win 502 id 100 meant seq 3491774095
    at once: nothing
    settled: nothing
0.010 > . 3491774264:3491774264(0) ack 84102336 id 101
0.011 > . 3491774264:3491774264(0) ack 84103784 id 102
0.012 > . 3491774264:3491774264(0) ack 84105232 id 103
0.013 > . 3491774264:3491774264(0) ack 84106680 id 104
0.014 > P. 3491774264:3491774364(100) ack 84106680 id 105
0.015 > . 3491774364:3491774364(0) ack 84108128 id 106
