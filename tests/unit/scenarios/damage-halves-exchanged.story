# The halves of a number are exchanged. The sum stays the same, so the checksum says nothing.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 1820906330:1820906330(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 1820906331 win 502
0.012 < . 1820906331:1820907791(1460) ack 1001 win 509
0.013 < . 3641666696:3641668156(1460) ack 1001 meant seq 1820907791
    at once: wrong seq expected 1820907791 checksum not-verifiable
    settled: wrong seq expected 1820907791 checksum not-verifiable
0.014 < . 1820909251:1820910711(1460) ack 1001
