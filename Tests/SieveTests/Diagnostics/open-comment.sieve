redirect text: "a@b.example";
keep;
/* never
keep;
