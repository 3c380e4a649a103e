# Bit 20 sticks at 0 from the SYN on, checksums stale, while the other side is healthy.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 19088743:19088743(0) win 502 <mss 1460,sackOK,wscale 7> meant seq 20137319 checksum stale
    at once: anything
    settled: wrong seq expected 20137319 bit 20 proven checksum damaged-after
0.010 < S. 5000:5000(0) ack 20137320 win 65160 <mss 1460,sackOK,wscale 7>
0.020 > . 19088744:19088744(0) ack 5001 win 502 meant seq 20137320 checksum stale
    at once: anything
    settled: wrong seq expected 20137320 bit 20 proven checksum damaged-after
0.030 > P. 19088744:19088844(100) ack 5001 win 502 meant seq 20137320 checksum stale
    at once: anything
    settled: wrong seq expected 20137320 bit 20 proven checksum damaged-after
0.040 < P. 5001:5301(300) ack 20137420 win 502
0.050 > . 19088844:19088844(0) ack 5301 win 502 meant seq 20137420 checksum stale
    at once: anything
    settled: wrong seq expected 20137420 bit 20 proven checksum damaged-after
0.060 > P. 20137420:20137520(100) ack 5301 win 502
0.070 < P. 5301:5601(300) ack 20137520 win 502
0.080 > . 20137520:20137520(0) ack 5601 win 502
0.090 > P. 20137520:20137620(100) ack 5601 win 502
0.100 < P. 5601:5901(300) ack 20137620 win 502
0.110 > . 20137620:20137620(0) ack 5901 win 502
