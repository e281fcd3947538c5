keep;
}
if true { keep; };
if true {
    if false {
        discard;
    }
