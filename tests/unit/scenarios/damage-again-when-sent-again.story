# A device adds the same to the number of every data segment, under a right checksum, and so does to each retransmission. The client
# keeps asking for what it lacks: that the same bytes come again at the same wrong place does not make it the right one.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1068246307:1068246307(0) win 64240 <mss 1460,sackOK,wscale 10,TS 288676397 ecr 0> id 19954
0.008 < S. 4239248837:4239248837(0) ack 1068246308 win 65160 <mss 1460,sackOK,wscale 10,TS 4116727312 ecr 288676397>
0.009 > . 1068246308:1068246308(0) ack 4239248838 win 63 <TS 288676406 ecr 4116727312> id 19955
0.009 > P. 1068246308:1068246477(169) ack 4239248838 <TS 288676406 ecr 4116727312> id 19956
0.017 < . 4239248838:4239248838(0) ack 1068246477 win 64 <TS 4116727321 ecr 288676406> id 9708
0.017 < P. 4239314374:4239314638(264) ack 1068246477 <TS 4116727321 ecr 288676406> id 9709 meant seq 4239248838
    at once: wrong seq expected 4239248838 delta 65536 checksum covers-wrong
    settled: wrong seq expected 4239248838 delta 65536 checksum covers-wrong
0.017 > . 1068246477:1068246477(0) ack 4239248838 <TS 288676415 ecr 4116727321> id 19957
0.231 < P. 4239314374:4239314638(264) ack 1068246477 <TS 4116727535 ecr 288676415> id 9710 meant seq 4239248838
    at once: wrong seq expected 4239248838 delta 65536 checksum covers-wrong
    settled: wrong seq expected 4239248838 delta 65536 checksum covers-wrong
0.231 > . 1068246477:1068246477(0) ack 4239248838 <TS 288676629 ecr 4116727535> id 19958
