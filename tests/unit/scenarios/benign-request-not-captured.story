# The capture lacks the SYN-ACK and the request: what is acknowledged first lies above the SYN, by as much as the request had.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 905:905(0) win 64240 <mss 1460,sackOK>
0.040 > . 906:906(0) ack 5001
0.071 < P. 5001:5901(900) ack 1422 win 64240
0.072 > . 1422:1422(0) ack 5901
0.572 > P. 1422:1755(333) ack 5901
0.602 < P. 5901:6601(700) ack 1755
0.603 > . 1755:1755(0) ack 6601
nothing is wrong
