# SPDX-License-Identifier: GPL-2.0-or-later
"""What the end-to-end tests share: the truth about the captures, and Wireshark's programs."""
