# A capture of nothing but SYN and FIN; the FINs cross, and so do not acknowledge each other.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK>
0.020 < S. 5000:5000(0) ack 1001 win 64240 <mss 1460,sackOK>
0.560 < F. 73489:73489(0) ack 5892
0.571 > F. 5892:5892(0) ack 73489
nothing is wrong
