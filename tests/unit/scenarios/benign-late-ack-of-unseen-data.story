# The capture holds the handshake and then only the client's acknowledgments; two of them change places, as their identifications
# show. Far above the SYN is not before it.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7> id 50
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 5001 win 502 id 51
0.050 > . 1001:1001(0) ack 49381 id 52
0.051 > . 1001:1001(0) ack 52277 id 53
0.052 > . 1001:1001(0) ack 55173 id 54
0.053 > . 1001:1001(0) ack 60965 id 57
0.054 > . 1001:1001(0) ack 59517 id 55
0.055 > . 1001:1001(0) ack 63861 id 58
nothing is wrong
