# All bits of a data segment's number are 0, checksum stale.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 3000000000:3000000000(0) win 64240 <mss 1460>
0.010 < S. 926774993:926774993(0) ack 3000000001 win 65160 <mss 1460>
0.011 > . 3000000001:3000000001(0) ack 926774994
0.012 > P. 3000000001:3000000101(100) ack 926774994
0.022 < P. 0:300(300) ack 3000000101 meant seq 926774994 checksum stale
    at once: wrong seq expected 926774994 proven checksum damaged-after
    settled: wrong seq expected 926774994 proven checksum damaged-after
0.222 < P. 926774994:926775294(300) ack 3000000101
0.223 > . 3000000101:3000000101(0) ack 926775294
