# Behind a gap a record is sent, and the same one again some other records later.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > P. 1000:1372(372) ack 5000 win 65535
0.001 < . 5000:5000(0) ack 1372 win 65535
0.010 > P. 5716:5844(128) ack 5000 payload "the same"
0.011 < . 5000:5000(0) ack 5844
0.012 > P. 5844:6100(256) ack 5000
0.013 < . 5000:5000(0) ack 6100
0.014 > P. 6100:6740(640) ack 5000
0.015 < . 5000:5000(0) ack 6740
0.016 > P. 6740:6868(128) ack 5000 payload "the same"
nothing is wrong
