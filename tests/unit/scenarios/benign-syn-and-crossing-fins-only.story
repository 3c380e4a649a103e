# A capture of nothing but SYN and FIN; the FINs cross, and so do not acknowledge each other.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 3043596:3043596(0) win 64240 <mss 1460,sackOK,TS 100 ecr 0>
0.001 < S. 5196569:5196569(0) ack 3043597 win 65535 <mss 1460,sackOK,TS 900 ecr 100>
0.562 < F. 5265058:5265058(0) ack 3048488 win 511 <TS 1460 ecr 660>
0.571 > F. 3048488:3048488(0) ack 5265058 win 4095 <TS 671 ecr 1460>
nothing is wrong
