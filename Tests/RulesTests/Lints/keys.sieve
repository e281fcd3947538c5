require ["fileinto"];
if anyof (
    header :contains "subject" "",
    header "subject" "opzegging ",
    header :matches "subject" " *x",
    header :contains "subject" " x ",
    header :is "subject" "",
    header :matches "x-a" ["opzegging", "x"],
    header :matches "subject" ["opzegging", "*", "a?"],
    header :is "subject" "*** urgent ***"
) { fileinto "plain"; }
