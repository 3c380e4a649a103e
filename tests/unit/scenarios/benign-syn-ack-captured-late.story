# Two files of one connection, joined in the wrong order: the second half comes first.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > P. 3377644955:3377645359(404) ack 4269709097 win 502 <TS 3406505049 ecr 1659616517> id 22 ttl 52
0.000 < . 4269709097:4269709097(0) ack 3377645359 win 501 <TS 1659616518 ecr 3406505049> id 20
0.000 > S. 3377639246:3377639246(0) ack 4269707572 win 501 <mss 1460,sackOK,TS 3406503830 ecr 1659615298> id 4
0.000 < . 4269708215:4269708215(0) ack 3377642143 win 65535 <TS 1659615303 ecr 3406503834> id 8
nothing is wrong
