# A bit sticks for four segments in a row and is free again, checksums right. Two of them agree where the flow is; the one that returns
# is no damage. Segments are shorter than the MSS allows, as on a path with a smaller MTU. The two that agree, and what lies between, are
# not named: see README, What it cannot tell.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 1000:1000(0) win 64240 <mss 1472,wscale 8>
0.040 < S. 4194332176:4194332176(0) ack 1001 win 64240 <mss 1472,wscale 10>
0.080 > . 1001:1001(0) ack 4194332177 win 502
0.081 > P. 1001:1091(90) ack 4194332177
0.121 < . 4194332177:4194333637(1460) ack 1091 win 502
0.121 < . 4194333637:4194335097(1460) ack 1091
0.161 > . 1091:1091(0) ack 4194335097
0.201 < . 4194335097:4194336557(1460) ack 1091
0.201 < . 4261445421:4261446881(1460) ack 1091 meant seq 4194336557
    at once: wrong seq expected 4194336557
    settled: wrong seq expected 4194336557
0.201 < . 4261446881:4261448341(1460) ack 1091 meant seq 4194338017
    at once: anything
    settled: nothing
0.201 < . 4261448341:4261449801(1460) ack 1091 meant seq 4194339477
    at once: anything
    settled: nothing
0.201 < . 4261449801:4261451261(1460) ack 1091 meant seq 4194340937
    at once: anything
    settled: nothing
0.201 < . 4194342397:4194343857(1460) ack 1091
0.201 < . 4194343857:4194345317(1460) ack 1091
0.201 < . 4194345317:4194346777(1460) ack 1091
0.241 > . 1091:1091(0) ack 4194336557
0.241 > . 1091:1091(0) ack 4194336557
0.281 < . 4194336557:4194338017(1460) ack 1091
0.321 > . 1091:1091(0) ack 4194338017
