# Three segments are missing before a record that is sent twice, one right behind the other.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > P. 52814057:52814429(372) ack 2016822976 win 65535
0.001 < . 2016822976:2016822976(0) ack 52814429 win 65535
0.010 > P. 52818773:52818901(128) ack 2016822976 payload "the same"
0.011 < . 2016822976:2016822976(0) ack 52818901
0.012 > P. 52818901:52819029(128) ack 2016822976 payload "the same"
nothing is wrong
