# A network card swaps the bytes of a data segment's number, checksum right.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 16909060:16909060(0) win 64240 <mss 1460>
0.010 < S. 84281096:84281096(0) ack 16909061 win 65160 <mss 1460>
0.011 > . 16909061:16909061(0) ack 84281097
0.012 > P. 84083201:84083301(100) ack 84281097 meant seq 16909061
    at once: wrong seq expected 16909061 checksum covers-wrong
    settled: wrong seq expected 16909061 proven
0.212 > P. 16909061:16909161(100) ack 84281097
0.222 < P. 84281097:84281397(300) ack 16909161
