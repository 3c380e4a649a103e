# The capture begins with keep-alives; then data come, one higher, and keep-alives again.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > . 619505248:619505248(0) ack 343634200 win 65535 id 1
1.000 > . 619505248:619505248(0) ack 343634200 id 2
1.021 > P. 619505249:619506082(833) ack 343634200 id 3
61.021 > . 619506081:619506081(0) ack 343634200 id 4
121.021 > . 619506081:619506081(0) ack 343634200 id 5
nothing is wrong
