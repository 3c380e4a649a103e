# Keep-alives of BSD acknowledge one less than before, too.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,wscale 7,TS 700000 ecr 0>
0.010 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 7,TS 90010 ecr 700000>
0.011 > . 1001:1001(0) ack 5001 win 502 id 1 <TS 700011 ecr 90010>
0.012 > P. 1001:1101(100) ack 5001 id 2 <TS 700012 ecr 90010>
0.022 < P. 5001:5300(299) ack 1101 win 509 id 100 <TS 90022 ecr 700012>
0.023 > . 1101:1101(0) ack 5300 id 3 <TS 700023 ecr 90022>
60.022 < . 5299:5299(0) ack 1100 id 101 <TS 150022 ecr 700023>
60.023 > . 1101:1101(0) ack 5300 id 4 <TS 760023 ecr 150022>
120.022 < . 5299:5299(0) ack 1100 id 102 <TS 210022 ecr 760023>
120.023 > . 1101:1101(0) ack 5300 id 5 <TS 820023 ecr 210022>
195.022 > . 1100:1100(0) ack 5299 id 6 <TS 895022 ecr 210022>
195.032 < . 5300:5300(0) ack 1101 id 103 <TS 285032 ecr 895022>
270.022 > . 1100:1100(0) ack 5299 id 7 <TS 970022 ecr 285032>
270.032 < . 5300:5300(0) ack 1101 id 104 <TS 360032 ecr 970022>
271.022 > P. 1101:1151(50) ack 5300 id 8 <TS 971022 ecr 360032>
271.032 < . 5300:5300(0) ack 1151 id 105 <TS 361032 ecr 971022>
nothing is wrong
