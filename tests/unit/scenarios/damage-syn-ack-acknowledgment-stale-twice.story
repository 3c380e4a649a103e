# The acknowledgment number of the SYN-ACK is higher by one segment, twice, checksums stale. The third one is right: the SYN is.
# SPDX-License-Identifier: GPL-2.0-or-later
0.0000 > S 2230761804:2230761804(0) win 64240 <mss 1460,wscale 7>
0.0002 < S. 165620634:165620634(0) ack 2230760357 win 64240 <mss 536> meant ack 2230761805 checksum stale
    at once: wrong ack expected 2230761805 proven checksum damaged-after
    settled: wrong ack expected 2230761805 proven checksum damaged-after
0.3000 > S 2230761804:2230761804(0) win 64240 <mss 1460,wscale 7>
0.3002 < S. 165620634:165620634(0) ack 2230760357 win 64240 <mss 536> meant ack 2230761805 checksum stale
    at once: wrong ack expected 2230761805 proven checksum damaged-after
    settled: wrong ack expected 2230761805 proven checksum damaged-after
0.3004 < S. 165620634:165620634(0) ack 2230761805 win 64240 <mss 536>
0.3202 > . 2230761805:2230761805(0) ack 165620635 win 502
0.3212 > P. 2230761805:2230761895(90) ack 165620635
0.3234 < . 165620635:165621171(536) ack 2230761895
0.3234 < . 165621171:165621707(536) ack 2230761895
