# Untranslated SACK edges: a first acknowledgment confirms a wrong difference, the later ones the right one.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 999:999(0) win 65535 <mss 1000,sackOK,wscale 7>
0.001 < S. 4999:4999(0) ack 1000 win 65535 <mss 1000,sackOK,wscale 7>
0.002 > . 1000:1000(0) ack 5000 win 512
0.003 > . 1000:2000(1000) ack 5000
0.004 > . 2000:3000(1000) ack 5000
0.005 > . 3000:4000(1000) ack 5000
0.006 > . 4000:5000(1000) ack 5000
0.007 > . 5000:6000(1000) ack 5000
0.008 > . 6000:7000(1000) ack 5000
0.009 > . 7000:8000(1000) ack 5000
0.010 > . 8000:9000(1000) ack 5000
0.011 > . 9000:10000(1000) ack 5000
0.012 > . 10000:11000(1000) ack 5000
0.013 > . 11000:12000(1000) ack 5000
0.014 > . 12000:13000(1000) ack 5000
0.015 > . 13000:14000(1000) ack 5000
0.016 > . 14000:15000(1000) ack 5000
0.017 > . 15000:16000(1000) ack 5000
0.018 > . 16000:17000(1000) ack 5000
0.019 > . 17000:18000(1000) ack 5000
0.020 > . 18000:19000(1000) ack 5000
0.021 > . 19000:20000(1000) ack 5000
0.022 > . 20000:21000(1000) ack 5000
0.023 < . 5000:5000(0) ack 2000 win 512 <sack 3000004000:3000005000>
    at once: anything
    settled: wrong edge1 expected 4000 delta -1294967296
    settled: wrong edge2 expected 5000 delta -1294967296
0.024 < . 5000:5000(0) ack 2000 <sack 3000004000:3000006000>
    at once: anything
    settled: wrong edge1 expected 4000 delta -1294967296
    settled: wrong edge2 expected 6000 delta -1294967296
0.025 < . 5000:5000(0) ack 5000
0.026 < . 5000:5000(0) ack 6000 <sack 3000008000:3000009000>
    at once: anything
    settled: wrong edge1 expected 8000 delta -1294967296
    settled: wrong edge2 expected 9000 delta -1294967296
0.027 < . 5000:5000(0) ack 6000 <sack 3000008000:3000010000>
    at once: anything
    settled: wrong edge1 expected 8000 delta -1294967296
    settled: wrong edge2 expected 10000 delta -1294967296
0.028 < . 5000:5000(0) ack 10000
0.029 < . 5000:5000(0) ack 10000 <sack 3000012000:3000013000>
    at once: anything
    settled: wrong edge1 expected 12000 delta -1294967296
    settled: wrong edge2 expected 13000 delta -1294967296
0.030 < . 5000:5000(0) ack 10000 <sack 3000012000:3000014000>
    at once: anything
    settled: wrong edge1 expected 12000 delta -1294967296
    settled: wrong edge2 expected 14000 delta -1294967296
0.031 < . 5000:5000(0) ack 14000
