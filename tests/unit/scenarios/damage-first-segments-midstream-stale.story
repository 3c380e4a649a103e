# The client's first segments captured, amid the connection, are all off by the same, checksums stale.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > P. 2989774457:2989774626(169) ack 1788376817 win 502 meant seq 305419897 checksum stale
    at once: anything
    settled: nothing
0.010 < . 1788376817:1788376817(0) ack 305420066 win 509
0.011 < P. 1788376817:1788378265(1448) ack 305420066
0.012 < P. 1788378265:1788379713(1448) ack 305420066
0.022 > . 2989774626:2989774626(0) ack 1788379713 meant seq 305420066 checksum stale
    at once: anything
    settled: wrong seq expected 305420066 bits 29,31 proven checksum damaged-after
0.023 < P. 1788379713:1788381161(1448) ack 305420066
0.033 > . 2989774626:2989774626(0) ack 1788381161 meant seq 305420066 checksum stale
    at once: wrong seq expected 305420066 bits 29,31 proven checksum damaged-after
    settled: wrong seq expected 305420066 bits 29,31 proven checksum damaged-after
0.034 > P. 2989774626:2989774796(170) ack 1788381161 meant seq 305420066 checksum stale
    at once: wrong seq expected 305420066 bits 29,31 proven checksum damaged-after
    settled: wrong seq expected 305420066 bits 29,31 proven checksum damaged-after
0.044 < . 1788381161:1788381161(0) ack 305420236
0.045 < P. 1788381161:1788382609(1448) ack 305420236
0.055 > . 305420236:305420236(0) ack 1788382609
0.056 > P. 305420236:305420407(171) ack 1788382609
0.066 < . 1788382609:1788382609(0) ack 305420407
