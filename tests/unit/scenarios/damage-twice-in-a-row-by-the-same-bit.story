# Bit 15 is cleared in two segments in a row: the second one goes on from where the first one was seen, and is wrong as well.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > P. 577968962:577968970(8) ack 2267203990 win 2920
0.005 < . 2267203990:2267203990(0) ack 577968970 win 64
0.014 < . 2267203990:2267205438(1448) ack 577968970
0.015 < P. 2267172670:2267174118(1448) ack 577968970 meant seq 2267205438
    at once: wrong seq expected 2267205438 bit 15
    settled: wrong seq expected 2267205438 bit 15 strong
0.019 < . 2267174118:2267175566(1448) ack 577968970 meant seq 2267206886
    at once: anything
    settled: wrong seq expected 2267206886 bit 15
0.020 < P. 2267208334:2267208358(24) ack 577968970
0.025 > . 577968970:577968970(0) ack 2267205438 <sack 2267208334:2267208358>
