require ["regex", "variables", "comparator-i;ascii-numeric"];
if anyof (header :regex "subject" ["^ok$", "b(c", "[[:word:]]"], address :regex :domain "from" "(\\w+)\\1") { keep; }
if header :regex :comparator "i;ascii-numeric" "x" "1" { keep; }
if string :regex "${a}" ["*.example", "a{1,2000}", "${b}("] { keep; }
set :quoteregex :quotewildcard "c" "d";
