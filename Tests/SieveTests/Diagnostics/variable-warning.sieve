redirect "${a}@b.example";
if header "subject" "costs ${5" { keep; }
