# A tool on the way ends the connection by resets at several places of the window; the other side is not captured.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > . 858468362:858469810(1448) ack 2686826448 win 63 <TS 3841345787 ecr 1685305938> id 62782
0.000 > . 858469810:858471258(1448) ack 2686826448 <TS 3841345787 ecr 1685305938> id 62783
0.236 > R 858469874:858469874(0) win 0 id 25960
0.236 > R 858469810:858469810(0) id 44342
nothing is wrong
