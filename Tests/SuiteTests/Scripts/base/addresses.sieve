# SPDX-FileCopyrightText: The Sealpost authors
# SPDX-License-Identifier: Apache-2.0

redirect "jan@office.example";
redirect "Jan Jansen <jan@office.example>";
redirect "\"Jansen, Jan\" <jan@office.example>";
redirect "<jan@office.example>";
redirect "\"jan jansen\"@office.example";
