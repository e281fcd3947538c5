# SPDX-FileCopyrightText: The Sealpost authors
# SPDX-License-Identifier: Apache-2.0

redirect "jan";
redirect "jan@";
redirect "@office.example";
redirect "jan@office.example, piet@office.example";
redirect "Jan <jan@office.example";
redirect "jan jansen@office.example";
redirect "";
redirect "jan@office..example";
