# The acknowledgment number of the SYN-ACK is hit by one bit behind the client, checksum right: both go on as if nothing had happened.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 726492623:726492623(0) win 64240 <mss 1460,wscale 7>
0.010 < S. 610485925:610485925(0) ack 727541200 win 64240 <mss 1460,wscale 7> meant ack 726492624
    at once: anything
    settled: wrong ack expected 726492624 bit 20
0.020 > . 726492624:726492624(0) ack 610485926 win 502
0.021 > P. 726492624:726492724(100) ack 610485926
0.031 < . 610485926:610485926(0) ack 726492724 win 501
0.032 < . 610485926:610487374(1448) ack 726492724
0.033 > . 726492724:726492724(0) ack 610487374
