if true { discard; }
redirect "archive@office.example";
