# A scanner counts its FINs up by one; what has no ACK is nobody's stream.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > F 2064118755:2064118756(1) win 64 id 64854
1.001 > F 2064118756:2064118757(1) id 54383
2.002 > F 2064118757:2064118758(1) id 33165
nothing is wrong
