else { keep; }
if true { keep; }
keep;
elsif true { keep; }
if true { keep; } else { stop; } else { keep; } elsif false { keep; }
if { keep; }
if true, false { keep; }
if (true, false) { keep; }
if not { keep; }
if anyof true { keep; }
if true;
keep { stop; }
stop "x";
