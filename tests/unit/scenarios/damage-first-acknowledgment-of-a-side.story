# The capture begins amid a connection; the first segment of the client is hit by bit 20 of its acknowledgment number, checksum stale.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 < P. 5001:5101(100) ack 1001 win 509
0.010 > . 1001:1001(0) ack 1053677 win 502 meant ack 5101 checksum stale
    at once: wrong ack expected 5101 bit 20 proven checksum damaged-after
    settled: wrong ack expected 5101 bit 20 proven checksum damaged-after
0.020 < P. 5101:5201(100) ack 1001
0.030 > . 1001:1001(0) ack 5201
0.040 < P. 5201:5301(100) ack 1001
0.050 > . 1001:1001(0) ack 5301
