# One side only, amid a connection. The first acknowledgment is damaged (bit 20), under a right checksum.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > P. 491774095:491774264(169) ack 85149464 win 502 id 100 meant ack 84100888
    at once: nothing
    settled: nothing
0.010 > . 491774264:491774264(0) ack 84100888 id 101
0.011 > . 491774264:491774264(0) ack 84100888 id 102
0.012 > . 491774264:491774264(0) ack 84100888 id 103
0.013 > . 491774264:491774264(0) ack 84100888 id 104
0.014 > P. 491774264:491774364(100) ack 84100888 id 105
0.015 > . 491774364:491774364(0) ack 84100888 id 106
