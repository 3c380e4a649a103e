# A tool ends the connection with resets one window apart; the only SYN seen claims a window scale of 145.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 < S. 5000:5000(0) ack 1001 win 65160 <mss 1460,sackOK,wscale 145> id 0
0.011 > . 1001:1001(0) ack 5001 win 512 id 501
0.012 > P. 1001:1101(100) ack 5001 id 502
0.022 < P. 5001:5301(300) ack 1101 win 32768 id 700
0.023 > R 1101:1101(0) win 0 id 41002
0.024 > R 33869:33869(0) id 17
0.025 > R 66637:66637(0) id 60123
0.026 > R 99405:99405(0) id 2904
nothing is wrong
