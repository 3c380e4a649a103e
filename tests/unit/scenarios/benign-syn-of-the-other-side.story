# A transparent proxy is captured on both sides, but only the SYN of the one and the answer of the other.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1217283321:1217283321(0) win 501 <mss 1460,sackOK,TS 179294695 ecr 0> id 1
0.002 < S. 2006682671:2006682671(0) ack 2076646611 win 502 <mss 1460,sackOK> id 1 ttl 51
0.004 > . 2076646611:2076646611(0) ack 2006682672 id 3 ttl 63
nothing is wrong
