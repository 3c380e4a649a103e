# A host accepts a connection, no longer wants it and refuses; then the ports are used again, with other numbers.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7>
0.011 > . 1001:1001(0) ack 5001 win 502
0.021 < R 5001:5001(0) win 0
1.000 > S 2886430470:2886430470(0) win 64240 <mss 1460,sackOK,wscale 7>
1.010 < S. 1234567890:1234567890(0) ack 2886430471 win 65160 <mss 1460,sackOK,wscale 7>
1.011 > . 2886430471:2886430471(0) ack 1234567891 win 502
1.012 > P. 2886430471:2886430571(100) ack 1234567891
1.022 < P. 1234567891:1234568191(300) ack 2886430571 win 509
nothing is wrong
