# One side only, amid a connection, and a device that flips the same bit in the number of every pure ACK. They outvote the first
# data, but the data that go on from there stay innocent.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > P. 1491774095:1491774264(169) ack 84100888 win 502 id 100
0.010 > . 1492822840:1492822840(0) ack 84102336 id 101 meant seq 1491774264
    at once: nothing
    settled: nothing
0.011 > . 1492822840:1492822840(0) ack 84103784 id 102 meant seq 1491774264
    at once: nothing
    settled: nothing
0.012 > . 1492822840:1492822840(0) ack 84105232 id 103 meant seq 1491774264
    at once: nothing
    settled: nothing
0.013 > P. 1491774264:1491774364(100) ack 84105232 id 104
0.014 > P. 1491774364:1491774464(100) ack 84105232 id 105
