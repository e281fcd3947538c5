keep;
redirect text:
a@b.example
..
keep;
