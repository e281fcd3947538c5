if exists [] { keep; }
if exists ["a" "b"] { keep; }
if exists ["a", ] { keep; }
if exists ["a", 3, "b"] { keep; }
if anyof (true false) { keep; }
if anyof () { keep; }
if exists ["a", "b" { keep; }
keep;
