# Two connections on the same ports, one after the other, of one side; the second one loses its FIN.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > . 3300179276:3300179276(0) ack 1650904958 win 501 <TS 3412675029 ecr 3258124847> id 36071
0.001 > R 3300179276:3300179276(0) win 0 id 59354
5.004 > . 3380407732:3380407732(0) ack 1731017020 win 65535 <TS 3412680033 ecr 3258129851> id 7600
5.007 > . 3380407733:3380407733(0) ack 1731017021 <TS 3412680035 ecr 3258129852> id 53708
nothing is wrong
