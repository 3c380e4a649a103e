# Bit 0 of a SYN's number flips, checksum stale. The same bit of TSval, the first one, would explain the checksum, too: it is not accused.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7,TS 700000 ecr 0> meant seq 1001 checksum stale
    at once: nothing
    settled: wrong seq expected 1001 bit 0
0.010 < S. 5000:5000(0) ack 1002 win 65160 <mss 1460,sackOK,wscale 7,TS 90000 ecr 700000>
0.021 > . 1002:1002(0) ack 5001 win 502 <TS 700012 ecr 90000>
0.022 > P. 1002:1102(100) ack 5001 <TS 700013 ecr 90000>
0.032 < . 5001:5001(0) ack 1102 win 509 <TS 90022 ecr 700013>
