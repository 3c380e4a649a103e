# The bit that damaged the first SYN-ACK hits its sender's data, too: that belongs to the connection that was made, not to the SYN-ACK.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1460,sackOK,TS 100 ecr 0,wscale 7>
0.010 < S. 262244:262244(0) ack 1001 win 65160 <mss 1460,sackOK,TS 900 ecr 100,wscale 7> meant seq 100 checksum stale
    at once: anything
    settled: wrong seq expected 100 bit 18 proven
0.300 > S 1000:1000(0) win 64240 <mss 1460,sackOK,TS 400 ecr 0,wscale 7>
0.310 < S. 100:100(0) ack 1001 win 65160 <mss 1460,sackOK,TS 1200 ecr 400,wscale 7>
0.320 > . 1001:1001(0) ack 101 win 502 <TS 420 ecr 1200>
0.321 > P. 1001:1101(100) ack 101 <TS 421 ecr 1200>
0.331 < . 101:101(0) ack 1101 win 509 <TS 1221 ecr 421>
0.332 < P. 262245:262545(300) ack 1101 <TS 1222 ecr 421> meant seq 101 checksum stale
    at once: wrong seq expected 101 bit 18
    settled: wrong seq expected 101 bit 18 proven
0.632 < P. 101:401(300) ack 1101 <TS 1522 ecr 421>
0.633 > . 1101:1101(0) ack 401 <TS 733 ecr 1522>
