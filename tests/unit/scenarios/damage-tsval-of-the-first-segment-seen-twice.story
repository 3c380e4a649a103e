# Bit 19 of the TSval in a SYN flips, checksum stale; a mirror port shows that packet twice, which tells nothing new.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7,TS 175712 ecr 0> id 7 meant tsval 700000 checksum stale
    at once: nothing
    settled: wrong tsval expected 700000 bit 19 checksum damaged-after
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7,TS 175712 ecr 0> id 7 meant tsval 700000 checksum stale
    at once: nothing
    settled: nothing
1.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7,TS 701000 ecr 0> id 8
1.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7,TS 90000 ecr 701000>
1.011 > . 1001:1001(0) ack 5001 win 502 <TS 701011 ecr 90000> id 9
