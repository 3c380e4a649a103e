# A device adds a constant to the acknowledgments of SYN-ACKs; the client refuses each with a reset.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 3290503597:3290503597(0) win 64240 <mss 1460,sackOK,wscale 10,TS 944605951 ecr 0> id 37565
0.008 < S. 297635029:297635029(0) ack 3273791662 win 65160 <mss 1460,sackOK,wscale 10,TS 3670208705 ecr 944605951> meant ack 3290503598
    at once: nothing
    settled: wrong ack expected 3290503598 delta -16711936 checksum covers-wrong
0.009 > R 3273791662:3273791662(0) win 0
0.017 > S 3290503597:3290503597(0) win 64240 <mss 1460,sackOK,wscale 10,TS 944605969 ecr 0> id 37566
0.066 < S. 297635029:297635029(0) ack 3273791662 <mss 1460,sackOK,wscale 10,TS 3670208737 ecr 944605951> meant ack 3290503598
    at once: wrong ack expected 3290503598 delta -16711936 checksum covers-wrong
    settled: wrong ack expected 3290503598 delta -16711936 checksum covers-wrong
0.066 > R 3273791662:3273791662(0) win 0
1.037 > S 3290503597:3290503597(0) win 64240 <mss 1460,sackOK,wscale 10,TS 944606977 ecr 0> id 37567
1.044 < S. 297635029:297635029(0) ack 3273791662 <mss 1460,sackOK,wscale 10,TS 3670209740 ecr 944605951> meant ack 3290503598
    at once: wrong ack expected 3290503598 delta -16711936 checksum covers-wrong
    settled: wrong ack expected 3290503598 delta -16711936 checksum covers-wrong
1.044 > R 3273791662:3273791662(0) win 0
2.049 > S 3290503597:3290503597(0) win 64240 <mss 1460,sackOK,wscale 10,TS 944608001 ecr 0> id 37568
2.052 < S. 297635029:297635029(0) ack 3273791662 <mss 1460,sackOK,wscale 10,TS 3670210749 ecr 944605951> meant ack 3290503598
    at once: wrong ack expected 3290503598 delta -16711936 checksum covers-wrong
    settled: wrong ack expected 3290503598 delta -16711936 checksum covers-wrong
2.052 > R 3273791662:3273791662(0) win 0
2.055 < S. 297635029:297635029(0) ack 3273791662 <mss 1460,sackOK,wscale 10,TS 3670210752 ecr 944605951> meant ack 3290503598
    at once: wrong ack expected 3290503598 delta -16711936 checksum covers-wrong
    settled: wrong ack expected 3290503598 delta -16711936 checksum covers-wrong
2.055 > R 3273791662:3273791662(0)
4.068 < S. 297635029:297635029(0) ack 3273791662 <mss 1460,sackOK,wscale 10,TS 3670212765 ecr 944605951> meant ack 3290503598
    at once: wrong ack expected 3290503598 delta -16711936 checksum covers-wrong
    settled: wrong ack expected 3290503598 delta -16711936 checksum covers-wrong
4.069 > R 3273791662:3273791662(0)
