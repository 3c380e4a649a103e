# Only the headers were captured: nothing to verify, nothing to recognise, but bit 25 stands out.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7> cut 40
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7> cut 40
0.011 > . 1001:1001(0) ack 5001 win 502
0.012 > P. 1001:1101(100) ack 5001 cut 40
0.022 < . 5001:6461(1460) ack 1101 win 509 cut 40
0.024 > . 1101:1101(0) ack 6461 cut 40
0.025 < . 33560893:33562353(1460) ack 1101 meant seq 6461 checksum stale cut 40
    at once: wrong seq expected 6461 bit 25 checksum not-verifiable
    settled: wrong seq expected 6461 bit 25 checksum not-verifiable
0.026 > . 1101:1101(0) ack 6461 cut 40
0.226 < . 6461:7921(1460) ack 1101 cut 40
0.227 > . 1101:1101(0) ack 7921 cut 40
