# A transparent proxy is captured on both sides, but not its own SYN.
# SPDX-License-Identifier: GPL-2.0-or-later
0.000 > S 2233470993:2233470993(0) win 65535 <mss 1460,sackOK> id 1
0.001 < S. 2327752056:2327752056(0) ack 2233470994 win 502 <mss 1460,sackOK> id 1 ttl 52
0.004 < S. 967052798:967052798(0) ack 1630235862 win 65535 <mss 1460,sackOK,TS 3988928305 ecr 157971738> id 2 ttl 51
0.021 < . 967054585:967054585(0) ack 1630237748 win 501 <TS 3988928322 ecr 157971755> id 8
0.022 < P. 967054585:967055082(497) ack 1630237748 win 65535 <TS 3988928323 ecr 157971755> id 9
nothing is wrong
