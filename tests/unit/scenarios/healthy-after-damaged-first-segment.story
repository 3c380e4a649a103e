# The capture begins with a data segment in which bit 27 is set, checksum right; all that follows is healthy and agrees against it.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > P. 3202210321:3202210463(142) ack 3389663472 win 502 meant seq 3067992593
    at once: nothing
    settled: nothing
0.013 < . 3389663472:3389663472(0) ack 3067992735 win 509
0.014 < P. 3389663472:3389664083(611) ack 3067992735
0.025 > . 3067992735:3067992735(0) ack 3389664083
0.030 < . 3389664083:3389665531(1448) ack 3067992735
0.031 > . 3067992735:3067992735(0) ack 3389665531
