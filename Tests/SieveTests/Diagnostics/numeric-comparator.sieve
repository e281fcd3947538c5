require ["comparator-i;ascii-numeric", "comparator-i;octet"];
if header :contains :comparator "i;ascii-numeric" "x" "3" { keep; }
if header :matches :comparator "i;ascii-numeric" "x" "3*" { keep; }
if header :is :comparator "i;ascii-numeric" "x" "3" { keep; }
