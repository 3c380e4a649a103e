# A capture of nothing but SYN and FIN, as of a filter for them.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK>
0.020 < S. 5330:5330(0) ack 1001 win 64240 <mss 1460,sackOK>
0.043 > F. 1325:1325(0) ack 9347
0.044 < F. 9347:9347(0) ack 1326
nothing is wrong
